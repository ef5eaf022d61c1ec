"""The code tasks of our own content, in a real sandbox: every one of their bad solutions fails as it promises.

`jobfutures content check`, a step of the same checks, runs their starters and references.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jobfutures.exercises.content import Exercise
from jobfutures.exercises.proof import BOUNDS, prove
from jobfutures.exercises.reading import read_exercises
from jobfutures.exercises.tasks import variants_of
from jobfutures.kit.content.faults import Fault
from jobfutures.runner.temporary import temporary_runner
from jobfutures.topics.content import read_vocabulary

pytestmark = pytest.mark.slow
CONTENT = Path(__file__).parents[4] / "content"
AT_ONCE = 4  # more than cores: much of a proof is waiting for bad solutions that hang


def test_every_code_task_holds_as_its_exercise_does():
    tasks = variants_of(read_exercises([CONTENT], read_vocabulary([CONTENT])))

    bad = [(task, name) for task in tasks for name in task.solutions if name not in BOUNDS]

    def faults_of(one: tuple[Exercise, str]) -> list[Fault]:
        return prove(one[0], client, only=[one[1]])

    with temporary_runner(at_once=AT_ONCE) as client, ThreadPoolExecutor(AT_ONCE) as threads:
        faults = [fault for found in threads.map(faults_of, bad) for fault in found]

    assert len(tasks) >= 16
    assert faults == []
