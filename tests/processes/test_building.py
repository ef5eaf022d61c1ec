"""A large index of postings, made in processes beside the one that follows: nothing is missing, whatever ends."""

import subprocess
from pathlib import Path

import pytest

from tests.serving import COMMAND, PATIENCE_S, environment

pytestmark = pytest.mark.slow
MADE = """
from django.conf import settings
from django.utils import timezone
from jobfutures.jobs import building
from jobfutures.jobs.commands.indexing import Follower
from jobfutures.jobs.models import Job
from jobfutures.jobs.queries.searching import job_index
building.AT_ONCE = 5
{before}
follower = Follower(job_index())
assert follower.tick(timezone.now())
live = set(Job.objects.live().values_list("pk", flat=True))
assert len(live) > 10
assert all(follower.writer.view.has(one) for one in live)
print(follower.writer.view.count - len(live), len(follower.writer.view.parts))
"""


@pytest.fixture
def shown(folder: Path) -> Path:
    """A data folder with the demo's postings."""
    run("demo", folder=folder)
    return folder


def run(*words: str, folder: Path) -> tuple[str, str]:
    """Return what a command said on both streams."""
    ended = subprocess.run(
        [*COMMAND, *words], check=True, capture_output=True, text=True, timeout=PATIENCE_S, cwd=folder,
        env=environment(DATA=str(folder)),
    )  # fmt: skip
    return ended.stdout, ended.stderr


def test_parts_that_two_processes_make_hold_every_posting_once(shown: Path) -> None:
    said, wrong = run("manage", "shell", "-v", "0", "-c", MADE.format(before=""), folder=shown)

    assert said.split()[-2:] == ["0", "1"]
    assert "not made beside" not in said + wrong


def test_where_no_process_can_be_started_the_parts_are_made_here(shown: Path) -> None:
    broken = "settings.OWN_COMMAND = ['false']"
    said, wrong = run("manage", "shell", "-v", "0", "-c", MADE.format(before=broken), folder=shown)

    assert said.split()[-2:] == ["0", "1"]
    assert "not made beside" in said + wrong


def test_a_process_whose_parent_ended_ends(shown: Path) -> None:
    """Its input ends with its parent; here it has ended before it began, and there is work for minutes."""
    parts = [f"{shown / f'part-{number}'}=.." for number in range(5000)]
    ended = subprocess.run(
        [*COMMAND, "manage", "build_postings", *parts], check=False, stdin=subprocess.DEVNULL, timeout=PATIENCE_S,
        cwd=shown, env=environment(DATA=str(shown)), capture_output=True,
    )  # fmt: skip

    assert ended.returncode == 1
    assert not (shown / "part-4999").exists()
