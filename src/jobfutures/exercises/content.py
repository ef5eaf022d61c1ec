"""What an exercise is: the shapes of exercise.toml and task/task.toml, and an exercise as it stands in its folder."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from jobfutures.kit.content.frontmatter import Shape
from jobfutures.runner.job import SAFE_PATH, Grading
from jobfutures.runner.limits import Limits
from jobfutures.topics.content import AreaId, Line

Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Relative = Annotated[str, Field(pattern=f"^(?:{SAFE_PATH.pattern})$".replace("(?!.*\\.\\.)", ""), max_length=200)]
Why = Annotated[str, Field(min_length=20, max_length=600)]
Minutes = Annotated[int, Field(ge=5, le=120)]
Words = Annotated[str, Field(pattern=r"^[a-z]+( [a-z]+)*$", max_length=60)]


class Requirement(Shape):
    """One group of hidden checks. why: one to three sentences on what goes wrong in production without it."""

    id: Name
    title: Line
    why: Why


class Bad(Shape):
    """A wrong solution that must fail. fails: the requirements that must fail, and no other.  says: words of the
    sentence the candidate gets.

    verdict: how the run itself ends; "ok" when the checks ran through.
    """

    folder: Annotated[str, Field(pattern=r"^bad-[a-z0-9]+(-[a-z0-9]+)*$")]
    fails: list[Name] = []
    says: Line
    verdict: Literal["ok", "failed", "time", "cpu", "memory", "output", "crashed"] = "ok"


class Budgets(Shape):
    """What a whole graded run may use. The reference must stay below half of each; requirement: the group that a
    breach fails."""

    memory_kib: Annotated[int, Field(gt=0)] | None = None
    memory_requirement: Name | None = None
    cpu_ms: Annotated[int, Field(gt=0)] | None = None
    cpu_requirement: Name | None = None

    @model_validator(mode="after")
    def name_requirements(self) -> Self:
        if (self.memory_kib is None) != (self.memory_requirement is None) or (self.cpu_ms is None) != (
            self.cpu_requirement is None
        ):
            raise ValueError("a budget and the requirement it belongs to stand together")
        return self


class Walls(Shape):
    """Limits of each sandbox of the candidate, where the usual ones do not fit."""

    wall_s: Annotated[float, Field(gt=0, le=20)] = 10.0
    memory_mib: Annotated[int, Field(ge=32, le=256)] = 256


class ExerciseFields(Shape):
    """exercise.toml. editable: the project's files that the candidate changes; others are put back before every run."""

    title: Line
    summary: Line
    areas: Annotated[list[AreaId], Field(min_length=1, max_length=6)]
    level: Literal["junior", "middle", "senior"]
    minutes: Minutes
    framework: Literal["Django", "FastAPI", "SQLAlchemy", "asyncio", "Python"]
    order: int
    status: Literal["draft", "published", "retired"]
    shim: Literal["wsgi", "asgi", "functions"]
    app: Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_.]*(:[a-z_][a-z0-9_]*)?$")]
    workers: Annotated[int, Field(ge=1, le=3)] = 1
    database: bool = False
    answer_s: Annotated[float, Field(gt=0, le=5)] = 2.0
    editable: Annotated[list[Relative], Field(min_length=1, max_length=10)]
    requirement: Annotated[list[Requirement], Field(min_length=3, max_length=4)]
    bad: Annotated[list[Bad], Field(min_length=3, max_length=8)]
    budgets: Budgets = Budgets()
    walls: Walls = Walls()


class RequirementWords(Shape):
    """What a task says of one requirement, where its renamed words do not read well."""

    id: Name
    title: Line | None = None
    why: Why | None = None


class TaskFields(Shape):
    """task/task.toml. rename: words of the exercise -> words of the task, all small; `renaming` says how they apply."""

    title: Line
    summary: Line
    minutes: Minutes
    rename: Annotated[dict[Words, Words], Field(min_length=1)]
    requirement: list[RequirementWords] = []


@dataclass(frozen=True, kw_only=True)
class Task:
    """The task/ folder of an exercise. name: of its task.toml, for faults.  source: the text of that file."""

    name: str
    source: str
    fields: TaskFields
    statement: str


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise as it stands in its folder. Every mapping is: relative path -> text.

    task: what makes a code task of it, None where it has none.
    """

    slug: str
    folder: Path
    name: str
    fields: ExerciseFields
    statement: str
    project: dict[str, str]
    checks: dict[str, str]
    solutions: dict[str, dict[str, str]]
    task: Task | None = None

    @property
    def version(self) -> str:
        """Changes with anything that a verdict depends on."""
        parts = [self.fields.model_dump_json(), repr(sorted(self.project.items())), repr(sorted(self.checks.items()))]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]

    def grading(self, *, seed: int, hidden: bool) -> Grading:
        """Return what the runner needs to grade: the visible checks, and with `hidden` all of them."""
        fields = self.fields
        checks = {
            name: text for name, text in self.checks.items() if name.endswith(".py") and (hidden or name != "hidden.py")
        }
        return Grading(
            checks=checks,
            shim=fields.shim,
            app=fields.app,
            seed=seed,
            workers=fields.workers,
            answer_s=fields.answer_s,
            database=self.checks["schema.sql"] if fields.database else None,
        )

    def limits(self) -> Limits:
        return Limits(wall_s=self.fields.walls.wall_s, memory_mib=self.fields.walls.memory_mib)
