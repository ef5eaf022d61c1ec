"""Taking back what others already have: a revert, a forced reset, a merge, a secret, and the way back from a mistake."""

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


def commit(folder: Path, name: str, content: str = "") -> None:
    (folder / name).write_text(content or name)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", name)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".git")


@pytest.fixture
def ours(tmp_path) -> Path:
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "shared")
    git(tmp_path, "clone", "--quiet", "shared", "ours")
    ours = tmp_path / "ours"
    git(ours, "switch", "--quiet", "--create", "main")
    for name in ("start", "mistake", "good"):
        commit(ours, name)
    git(ours, "push", "--quiet", "origin", "main")
    git(tmp_path, "clone", "--quiet", "shared", "theirs")
    return ours


@pytest.fixture
def theirs(ours) -> Path:
    return ours.parent / "theirs"


def test_a_revert_is_a_new_commit_and_everybody_can_pull_it(ours, theirs):
    git(ours, "revert", "--no-edit", "HEAD~1")  # only the mistake, in the middle
    git(ours, "push", "--quiet")
    git(theirs, "pull", "--quiet", "--ff-only")
    print("revert:", files(theirs), "-", git(theirs, "log", "-1", "--format=%s"))
    assert files(theirs) == ["good", "start"]


def test_after_a_forced_reset_a_colleague_brings_it_back(ours, theirs):
    git(ours, "reset", "--quiet", "--hard", "HEAD~2")
    git(ours, "push", "--quiet", "--force")
    commit(theirs, "their-work")
    git(theirs, "pull", "--quiet", "--no-rebase", "--no-edit")
    git(theirs, "push", "--quiet")
    print("reset and force, then their push:", git(theirs, "ls-tree", "--name-only", "origin/main").split())
    assert "mistake" in git(theirs, "ls-tree", "--name-only", "origin/main").split()


@pytest.fixture
def merged(ours) -> Path:
    git(ours, "switch", "--quiet", "--create", "feature", "HEAD~2")
    commit(ours, "feature-1")
    git(ours, "switch", "--quiet", "main")
    git(ours, "merge", "--quiet", "--no-ff", "--no-edit", "feature")
    return ours


def test_a_merge_has_two_parents_so_say_which_one_stays(merged):
    refused = git(merged, "revert", "--no-edit", "HEAD", ok=False)
    assert "is a merge but no -m option was given" in refused
    git(merged, "revert", "--no-edit", "-m", "1", "HEAD")
    assert "feature-1" not in files(merged)


def test_merging_the_branch_again_brings_only_what_is_new(merged):
    git(merged, "revert", "--no-edit", "-m", "1", "HEAD")
    git(merged, "switch", "--quiet", "feature")
    commit(merged, "feature-2")  # the repair
    git(merged, "switch", "--quiet", "main")
    git(merged, "merge", "--quiet", "--no-edit", "feature")
    after_merge = files(merged)
    revert = git(merged, "log", "--format=%H", "--grep=^Revert", "-1")
    git(merged, "revert", "--no-edit", revert)
    print("merged again:", after_merge, "- after reverting the revert:", files(merged))
    assert "feature-1" not in after_merge and "feature-2" in after_merge
    assert {"feature-1", "feature-2"} <= set(files(merged))


def test_a_reverted_secret_is_still_there_for_everybody(ours):
    commit(ours, "settings", "KEY = 's3cret'")
    git(ours, "revert", "--no-edit", "HEAD")
    found = git(ours, "log", "--format=%s", "-S", "s3cret")
    print("commits that know the secret:", found.splitlines())
    assert "settings" not in files(ours) and len(found.splitlines()) == 2


def test_what_a_reset_dropped_is_still_in_the_reflog(ours):
    lost = git(ours, "rev-parse", "HEAD")
    git(ours, "reset", "--quiet", "--hard", "HEAD~2")
    assert files(ours) == ["start"]
    assert git(ours, "rev-parse", "HEAD@{1}") == lost
    git(ours, "reset", "--quiet", "--hard", "HEAD@{1}")
    print("after resetting to HEAD@{1}:", files(ours))
    assert files(ours) == ["good", "mistake", "start"]
