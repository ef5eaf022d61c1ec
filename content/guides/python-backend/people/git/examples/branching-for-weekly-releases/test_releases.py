"""Main, a release branch each week, and fixes in both directions: which one gets lost, and how one notices."""

import os
import subprocess
from pathlib import Path

import pytest

ADA = {"NAME": "Ada", "EMAIL": "ada@example.org", "DATE": "2026-11-22T12:00:00Z"}
ENV = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}  # no hook's repository
ENV |= {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in ADA.items()}
ENV |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_EDITOR": "true", "LC_ALL": "C"}


def git(folder: Path, *words: str, ok: bool = True) -> str:
    done = subprocess.run(["git", *words], cwd=folder, env=ENV, capture_output=True, text=True)
    assert (done.returncode == 0) is ok, done.stdout + done.stderr
    return done.stdout.strip()


def commit(folder: Path, message: str, **files: str) -> str:
    for name, content in files.items():
        (folder / name).write_text(content)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


BUGGY, FIXED = "total = price\n", "total = price * count\n"


@pytest.fixture
def shop(tmp_path) -> Path:
    """Week 46 was cut from main and tagged; main has gone on."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "shop", cart=BUGGY, other="a\n")
    git(tmp_path, "switch", "--quiet", "--create", "release/46")
    git(tmp_path, "tag", "--annotate", "--message", "week 46", "v46.0")
    git(tmp_path, "switch", "--quiet", "main")
    commit(tmp_path, "new search", other="b\n")
    return tmp_path


def cut(folder: Path, week: int) -> None:
    git(folder, "switch", "--quiet", "main")
    git(folder, "switch", "--quiet", "--create", f"release/{week}")


def missing_on_main(folder: Path, week: int) -> list[str]:
    """Commits of the release whose change main does not have; compared by change, not by identity."""
    lines = git(folder, "cherry", "-v", "main", f"release/{week}").splitlines()
    return [line.split(maxsplit=2)[2] for line in lines if line.startswith("+")]


def test_a_fix_made_only_on_the_release_is_gone_a_week_later(shop):
    git(shop, "switch", "--quiet", "release/46")
    commit(shop, "Multiply by the count", cart=FIXED)
    assert missing_on_main(shop, 46) == ["Multiply by the count"]
    cut(shop, 47)
    print("week 47:", (shop / "cart").read_text().strip(), "- nobody had taken it over:", missing_on_main(shop, 46))
    assert (shop / "cart").read_text() == BUGGY


def test_main_first_then_picked_to_the_release(shop):
    fix = commit(shop, "Multiply by the count", cart=FIXED)
    git(shop, "switch", "--quiet", "release/46")
    git(shop, "cherry-pick", "-x", fix)
    git(shop, "tag", "--annotate", "--message", "repair", "v46.1")
    message = git(shop, "log", "-1", "--format=%B")
    print("release/46:", message.replace(fix, "<commit>").replace("\n\n", " / "))
    assert (shop / "other").read_text() == "a\n"  # the new search did not come along
    print("git cherry lists it with:", git(shop, "cherry", "main", "release/46").split()[0])
    assert missing_on_main(shop, 46) == []
    cut(shop, 47)
    assert (shop / "cart").read_text() == FIXED


def test_a_pick_between_other_neighbours_is_reported_although_main_has_it(tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "shop", cart="a\nb\nc\nbug\n")
    git(tmp_path, "branch", "release/46")
    commit(tmp_path, "something else, two lines above", cart="a\nB\nc\nbug\n")
    fix = commit(tmp_path, "the fix", cart="a\nB\nc\nfixed\n")
    git(tmp_path, "switch", "--quiet", "release/46")
    git(tmp_path, "cherry-pick", "-x", fix)  # no conflict, but another line is near
    print("picked cleanly, and reported:", missing_on_main(tmp_path, 46))
    assert missing_on_main(tmp_path, 46) == ["the fix"]


def test_what_is_in_the_next_release_and_where_a_fix_already_is(shop):
    fix = commit(shop, "Multiply by the count", cart=FIXED)
    cut(shop, 47)
    git(shop, "tag", "--annotate", "--message", "week 47", "v47.0")
    print("v46.0 to v47.0:", git(shop, "log", "--reverse", "--format=%s", "v46.0..v47.0").splitlines())
    assert git(shop, "tag", "--contains", fix).split() == ["v47.0"]


def lines_to_decide_again(folder: Path, days: int) -> int:
    """Two people change neighbouring lines of one file every day; after so many days the branch takes main in."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "table", prices="".join(f"price {line} = 0\n" for line in range(20)))
    git(folder, "branch", "feature")
    for branch, old, new in (("main", " = 0", " = 0  # net"), ("feature", " = 0", " = 9")):
        git(folder, "switch", "--quiet", branch)
        for day in range(days):
            line = 2 * day + (branch == "main")
            changed = (folder / "prices").read_text().replace(f"price {line}{old}\n", f"price {line}{new}\n")
            commit(folder, f"{branch} {day}", prices=changed)
    git(folder, "merge", "--quiet", "--no-edit", "main", ok=False)
    text = (folder / "prices").read_text()
    return sum(part.partition("=======")[0].count("\n") - 1 for part in text.split("<<<<<<<")[1:])


@pytest.mark.parametrize("days", [1, 2, 8])
def test_the_longer_a_branch_waits_the_more_is_decided_at_once(tmp_path, days):
    lines = lines_to_decide_again(tmp_path, days)
    print(f"main taken in after {days} days: {lines} of our lines to be decided again")
    assert lines == 2 * days


def test_unfinished_work_is_on_main_and_switched_off():
    def search(flags: set[str]) -> str:
        return "new" if "new-search" in flags else "old"

    assert search(set()) == "old"  # what week 47 ships
    assert search({"new-search"}) == "new"  # what the team sees
