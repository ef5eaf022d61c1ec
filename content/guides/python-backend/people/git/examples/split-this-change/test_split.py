"""One tangled commit becomes three that each run, without losing a character."""

import os
import subprocess
from pathlib import Path

import pytest

ADA = {"NAME": "Ada", "EMAIL": "ada@example.org", "DATE": "2026-11-22T12:00:00Z"}
ENV = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}  # no hook's repository
ENV |= {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in ADA.items()}
ENV |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_EDITOR": "true", "LC_ALL": "C"}


def git(folder: Path, *words: str, ok: bool = True, typed: str | None = None) -> str:
    done = subprocess.run(["git", *words], cwd=folder, env=ENV, capture_output=True, text=True, input=typed)
    assert (done.returncode == 0) is ok, done.stdout + done.stderr
    return done.stdout.strip()


BEFORE = """def total(lines):
    return sum(price for price, count in lines)


# prices are in cents
# counts are whole
# a line is a price and a count


def label(order):
    return order
"""
AFTER = """def total(lines):
    return sum(price * count for price, count in lines)


# prices are in cents
# counts are whole
# a line is a price and a count


def order_label(order):
    return order
"""
REPORT = "from cart import order_label\n"


@pytest.fixture
def tangled(tmp_path) -> Path:
    """A repair, a rename and a new file, committed together on a branch."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "cart.py").write_text(BEFORE)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "start")
    git(tmp_path, "switch", "--quiet", "--create", "feature")
    (tmp_path / "cart.py").write_text(AFTER)
    (tmp_path / "report.py").write_text(REPORT)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "report and various")
    git(tmp_path, "tag", "tangled")
    return tmp_path


def split(folder: Path, *, report_first: bool = False) -> None:
    git(folder, "reset", "--quiet", "main")  # the commit is gone, the files stay as they are
    hunks = [("Multiply by the count", "y\nn\n"), ("Rename label to order_label", "y\n")]

    def report() -> None:
        git(folder, "add", "report.py")
        git(folder, "commit", "--quiet", "--message", "Add the report")

    if report_first:
        report()
    for message, answers in hunks:
        git(folder, "add", "--patch", "cart.py", typed=answers)  # y: this hunk, n: not this one
        git(folder, "commit", "--quiet", "--message", message)
    if not report_first:
        report()


def sizes(folder: Path) -> list[str]:
    return [
        f"{git(folder, 'log', '-1', '--format=%s', commit)}: {git(folder, 'show', '--format=', '--shortstat', commit)}"
        for commit in git(folder, "rev-list", "--reverse", "main..feature").splitlines()
    ]


def test_nothing_is_lost_on_the_way(tangled):
    split(tangled)
    for line in sizes(tangled):
        print(line)
    assert len(sizes(tangled)) == 3
    assert git(tangled, "rev-parse", "feature^{tree}") == git(tangled, "rev-parse", "tangled^{tree}")


CHECK = "if [ -e report.py ]; then grep -q 'def order_label' cart.py; fi"  # does the report find what it imports?


def test_every_commit_on_the_way_runs(tangled):
    split(tangled)
    git(tangled, "rebase", "--quiet", "--exec", CHECK, "main")


def test_in_the_wrong_order_one_of_them_does_not(tangled):
    split(tangled, report_first=True)
    assert git(tangled, "rev-parse", "feature^{tree}") == git(tangled, "rev-parse", "tangled^{tree}")  # the end is the same
    git(tangled, "rebase", "--exec", CHECK, "main", ok=False)
    print("does not run:", git(tangled, "log", "-1", "--format=%s"))
    git(tangled, "rebase", "--abort")


def test_the_repair_can_go_out_alone_today(tangled):
    split(tangled)
    repair = git(tangled, "rev-list", "--reverse", "main..feature").split()[0]
    git(tangled, "switch", "--quiet", "--create", "hotfix", "main")
    git(tangled, "cherry-pick", repair)
    changed = git(tangled, "diff", "--name-only", "main").split()
    print("hotfix changes:", changed, git(tangled, "diff", "--shortstat", "main"))
    assert changed == ["cart.py"] and "def label(" in (tangled / "cart.py").read_text()
    git(tangled, "rebase", "--quiet", "hotfix", "feature")  # and the branch no longer contains it
    assert [line.split(":")[0] for line in git(tangled, "log", "--reverse", "--format=%s", "hotfix..feature").splitlines()] == [
        "Rename label to order_label",
        "Add the report",
    ]
