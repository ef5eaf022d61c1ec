"""Jobs as tests give them."""

from uuid import uuid4

from jobfutures.runner.job import Grading, Job
from jobfutures.runner.limits import Limits

QUICK = Limits(wall_s=1.5, cpu_s=1)


def program(code: str, limits: Limits | None = None, **fields: object) -> Job:
    files = {"main.py": code}
    return Job(id=uuid4().hex, work="program", files=files, limits=limits or Limits(), **fields).checked()


def graded(files: dict[str, str], checks: str, *, limits: Limits | None = None, **grading: object) -> Job:
    wanted = {"shim": "functions", "app": "main", "seed": 1, "answer_s": 1.0} | grading
    hidden = Grading(checks={"hidden.py": checks}, **wanted)
    return Job(
        id=uuid4().hex, work="grading", files=files, grading=hidden, lane="graded", limits=limits or Limits()
    ).checked()
