"""What small, whole commits buy: finding a bug by halving, and taking back one thing without another."""

import os
import subprocess
from pathlib import Path

import pytest

ADA = {"NAME": "Ada", "EMAIL": "ada@example.org", "DATE": "2026-11-22T12:00:00Z"}
ENV = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}  # no hook's repository
ENV |= {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in ADA.items()}
ENV |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_EDITOR": "true", "LC_ALL": "C"}


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, env=ENV, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def commit(folder: Path, message: str, **files: str) -> None:
    for name, content in files.items():
        (folder / name).write_text(content)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", message)


@pytest.fixture
def repository(tmp_path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def bisect(folder: Path, check: str) -> tuple[str, int]:
    """Let git halve the history. Return its verdict and how many commits it had to try."""
    tried = folder.parent / "tried"
    git(folder, "bisect", "start", "HEAD", "HEAD~15")
    said = subprocess.run(
        ["git", "bisect", "run", "sh", "-c", f"echo x >> {tried}; {check}"], cwd=folder, env=ENV, capture_output=True, text=True
    ).stdout
    steps = tried.read_text().count("x")
    if "is the first bad commit" in said:
        return git(folder, "show", "--no-patch", "--format=%s", "refs/bisect/bad"), steps
    candidates = said.partition("could be any of:")[2].split("We cannot")[0].split()
    return f"one of {len(candidates)} commits", steps


def test_sixteen_commits_that_all_run_need_four_tries(repository):
    for day in range(16):
        broken = "total = price\n" if day >= 11 else "total = price * count\n"
        commit(repository, f"change {day}", cart=broken, other=f"line {day}\n")
    found, steps = bisect(repository, "grep -q 'price . count' cart")
    print(f"found '{found}' after {steps} tries of 15 suspects")
    assert found == "change 11" and steps <= 4


def test_commits_that_do_not_run_hide_the_culprit(repository):
    for day in range(16):
        broken = "total = price\n" if day >= 11 else "total = price * count\n"
        runs = "no\n" if 9 <= day <= 12 else "yes\n"  # "work in progress" for four commits
        commit(repository, f"change {day}", cart=broken, runs=runs, other=f"line {day}\n")
    check = "grep -q yes runs || exit 125; grep -q 'price . count' cart"  # 125: this one cannot be tested
    found, steps = bisect(repository, check)
    print(f"with four commits that do not run: {found}, after {steps} tries")
    assert found == "one of 5 commits"


def test_reverting_one_thing_keeps_the_other(repository):
    commit(repository, "start", cart="total = price\n", mail="plain\n")
    commit(repository, "Multiply by the count", cart="total = price * count\n")
    commit(repository, "Send coloured mails", mail="coloured\n")
    git(repository, "revert", "--no-edit", "HEAD")  # coloured mails were a mistake
    after = {name: (repository / name).read_text().strip() for name in ("cart", "mail")}
    print("two commits, one reverted:", after)
    assert after == {"cart": "total = price * count", "mail": "plain"}


def test_reverting_a_mixed_commit_brings_the_old_bug_back(repository):
    commit(repository, "start", cart="total = price\n", mail="plain\n")
    commit(repository, "various", cart="total = price * count\n", mail="coloured\n")
    git(repository, "revert", "--no-edit", "HEAD")
    after = {name: (repository / name).read_text().strip() for name in ("cart", "mail")}
    print("one mixed commit, reverted:  ", after)
    assert after == {"cart": "total = price", "mail": "plain"}


def test_the_message_answers_the_question_that_the_code_cannot(repository):
    commit(repository, "Round up to the minute\n\nThe tariff says so, section 4; rounding down cost 2 % of revenue.", tariff="ceil\n")
    why = git(repository, "log", "-1", "--format=%b", "-S", "ceil", "--", "tariff")
    print("why is there a ceil?", why)
    assert "section 4" in why
