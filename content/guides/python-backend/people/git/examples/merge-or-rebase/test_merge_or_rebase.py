"""The same work merged and rebased: what the history says, what changes identity, and what a forced push can destroy."""

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
    return done.stdout.strip() or done.stderr.strip()


def commit(folder: Path, name: str) -> None:
    (folder / name).write_text(name)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", name)


def history(folder: Path, *revisions: str) -> list[str]:
    return git(folder, "log", "--topo-order", "--reverse", "--format=%s", *revisions).splitlines()


@pytest.fixture
def ours(tmp_path) -> Path:
    """A shared repository, and our clone with a branch of two commits that is pushed; main has moved meanwhile."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "shared")
    git(tmp_path, "clone", "--quiet", "shared", "ours")
    ours = tmp_path / "ours"
    git(ours, "switch", "--quiet", "--create", "main")
    commit(ours, "start")
    git(ours, "switch", "--quiet", "--create", "feature")
    commit(ours, "feature-1")
    commit(ours, "feature-2")
    git(ours, "switch", "--quiet", "main")
    commit(ours, "others")
    git(ours, "push", "--quiet", "origin", "main", "feature")
    return ours


def test_a_merge_keeps_what_happened_and_adds_a_commit_with_two_parents(ours):
    before = git(ours, "rev-parse", "feature")
    git(ours, "merge", "--quiet", "--no-edit", "feature")
    parents = len(git(ours, "log", "-1", "--format=%P").split())
    print("merge: ", history(ours), "- parents of the last:", parents)
    assert parents == 2 and git(ours, "rev-parse", "feature") == before


def test_a_rebase_writes_new_commits_with_the_same_changes(ours):
    def patches(revision: str) -> set[str]:
        shown = git(ours, "log", "-p", f"main..{revision}")
        done = subprocess.run(["git", "patch-id", "--stable"], cwd=ours, env=ENV, input=shown, capture_output=True, text=True)
        return {line.split()[0] for line in done.stdout.splitlines()}

    old = git(ours, "rev-parse", "feature")
    git(ours, "rebase", "--quiet", "main", "feature")
    print("rebase:", history(ours, "feature"), "- same identity:", git(ours, "rev-parse", "feature") == old)
    assert git(ours, "rev-parse", "feature") != old
    assert patches("feature") == patches(old) and len(patches(old)) == 2


@pytest.fixture
def theirs(ours) -> Path:
    """A colleague works on the same pushed branch."""
    git(ours.parent, "clone", "--quiet", "--branch=feature", "shared", "theirs")
    return ours.parent / "theirs"


def test_rebasing_a_branch_somebody_else_has_doubles_its_commits(ours, theirs):
    commit(theirs, "their-work")
    git(ours, "rebase", "--quiet", "main", "feature")
    git(ours, "push", "--quiet", "--force", "origin", "feature")
    git(theirs, "pull", "--quiet", "--no-rebase", "--no-edit")  # the default they had
    doubled = [name for name in set(history(theirs)) if history(theirs).count(name) > 1]
    print("after their pull, twice in the history:", sorted(doubled))
    assert sorted(doubled) == ["feature-1", "feature-2"]


def pushed_after_their_push(ours: Path, theirs: Path, force: str, *, ok: bool) -> list[str]:
    commit(theirs, "their-work")
    git(theirs, "push", "--quiet", "origin", "feature")  # we have not fetched this
    git(ours, "rebase", "--quiet", "main", "feature")
    git(ours, "push", "--quiet", force, "origin", "feature", ok=ok)
    return history(ours.parent / "shared", "feature")


def test_force_throws_their_commit_away(ours, theirs):
    left = pushed_after_their_push(ours, theirs, "--force", ok=True)
    print("--force:           ", left)
    assert "their-work" not in left


def test_force_with_lease_refuses_what_it_has_not_seen(ours, theirs):
    left = pushed_after_their_push(ours, theirs, "--force-with-lease", ok=False)
    print("--force-with-lease:", left, "(refused)")
    assert "their-work" in left


def test_a_fetch_in_the_background_takes_the_lease_away(ours, theirs):
    commit(theirs, "their-work")
    git(theirs, "push", "--quiet", "origin", "feature")
    git(ours, "fetch", "--quiet")  # as many editors do, unasked
    git(ours, "rebase", "--quiet", "main", "feature")
    git(ours, "push", "--quiet", "--force-with-lease", "--force-if-includes", "origin", "feature", ok=False)  # still refused
    git(ours, "push", "--quiet", "--force-with-lease", "origin", "feature")  # seen is not the same as taken in
    assert "their-work" not in history(ours.parent / "shared", "feature")
