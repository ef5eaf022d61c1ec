"""The visible checks, run at once while somebody waits; hidden ones run by the worker only."""

from collections.abc import Mapping
from dataclasses import replace
from secrets import randbelow
from uuid import uuid4

from jobfutures.exercises.models import Exercise
from jobfutures.exercises.queries import written
from jobfutures.exercises.rules import changed_files, job_for
from jobfutures.guide.running import runners
from jobfutures.runner.job import Outcome

SEEDS = 1 << 31


def expect_run() -> None:
    """Say that somebody has an exercise in front of them: sandboxes that rest should be ready for the first run."""
    runners().expect_work()


def run_visible_checks(exercise: Exercise, files: Mapping[str, str]) -> Outcome:
    """Run the project with these files against the visible checks, in the lane that attempts never wait for.

    Raises RunnerBusy, RunnerUnavailable or WrongJob.
    """
    changed = changed_files(exercise.project, files)
    job = job_for(written(exercise), changed, job_id=uuid4().hex, seed=randbelow(SEEDS), hidden=False)
    return runners().client.run(replace(job, lane="snippet"))
