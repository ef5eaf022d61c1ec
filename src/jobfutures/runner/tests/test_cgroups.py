"""Control groups are used again: nothing of the job before is seen, and none is left behind."""

import pytest

from jobfutures.runner.client import Client
from jobfutures.runner.job import Verdict
from jobfutures.runner.tests.people import program

pytestmark = pytest.mark.slow
LARGE = "held = bytearray(120 << 20)\nfor place in range(0, len(held), 4096): held[place] = 1"
TOO_LARGE = LARGE.replace("120", "400")


def test_a_group_that_is_used_again_shows_nothing_of_the_job_before(runner: Client) -> None:
    large = runner.run(program(LARGE))
    small = [runner.run(program("x = 1")).memory_kib for _ in range(12)]  # more than slots are parked

    assert 120_000 < large.memory_kib < 140_000
    assert max(small) < 6_000


def test_a_job_that_hit_its_limit_does_not_tell_against_the_next(runner: Client) -> None:
    hit = [runner.run(program(TOO_LARGE)).verdict for _ in range(4)]
    after = [runner.run(program("x = 1")).verdict for _ in range(8)]

    assert all(verdict in (Verdict.MEMORY, Verdict.FAILED) for verdict in hit)  # the group's limit, or a MemoryError
    assert after == [Verdict.OK] * 8
