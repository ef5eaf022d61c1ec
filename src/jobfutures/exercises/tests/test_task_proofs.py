"""The code tasks of our own content, in a real sandbox: every one of their solutions does what it promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jobfutures.exercises.content import Exercise
from jobfutures.exercises.proof import prove
from jobfutures.exercises.reading import read_exercises
from jobfutures.exercises.tasks import variants_of
from jobfutures.runner.client import Client
from jobfutures.runner.temporary import temporary_runner
from jobfutures.topics.content import read_vocabulary

pytestmark = pytest.mark.slow
CONTENT = Path(__file__).parents[4] / "content"


def tasks() -> list[Exercise]:
    return variants_of(read_exercises([CONTENT], read_vocabulary([CONTENT])))


@pytest.fixture(scope="module")
def runner() -> Iterator[Client]:
    with temporary_runner() as client:
        yield client


@pytest.mark.parametrize("task", tasks(), ids=lambda task: task.slug)
def test_a_code_task_holds_as_its_exercise_does(runner, task):
    assert prove(task, runner) == []
