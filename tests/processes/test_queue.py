"""The queue on PostgreSQL: what was queued is done, however often workers are killed."""

import random

import pytest

from tests.processes.killed_workers import asked_to_stop, database, killed_all_the_while

pytestmark = pytest.mark.server


def test_no_task_is_lost_while_workers_are_killed() -> None:
    with database() as url:
        outcome = killed_all_the_while(url, 300, workers=2, every=(40, 80), chance=random.Random(7))

    assert outcome.lost == 0, outcome
    assert outcome.kills, "nobody was killed: the test shows nothing"


def test_a_worker_that_is_asked_to_stop_ends_what_it_began() -> None:
    with database() as url:
        assert asked_to_stop(url, 500) == (0, 0, 0)
