"""The code tasks of our own content, in a real sandbox: every one of their solutions does what it promises."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jobfutures.exercises.proof import prove
from jobfutures.exercises.reading import read_exercises
from jobfutures.exercises.tasks import variants_of
from jobfutures.runner.temporary import temporary_runner
from jobfutures.topics.content import read_vocabulary

pytestmark = pytest.mark.slow
CONTENT = Path(__file__).parents[4] / "content"
AT_ONCE = 4  # more than cores: much of a proof is waiting for bad solutions that hang


def test_every_code_task_holds_as_its_exercise_does():
    tasks = variants_of(read_exercises([CONTENT], read_vocabulary([CONTENT])))
    with temporary_runner(at_once=AT_ONCE) as client, ThreadPoolExecutor(AT_ONCE) as threads:
        faults = [fault for found in threads.map(lambda task: prove(task, client), tasks) for fault in found]

    assert len(tasks) >= 16
    assert faults == []
