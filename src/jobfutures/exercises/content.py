"""Reads the exercises of content folders: `exercises/<slug>/` with exercise.toml, statement.md, project/, checks/ and
solutions/."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from jobfutures.kit.content.faults import ContentFaults, Fault, shown
from jobfutures.kit.content.frontmatter import Shape
from jobfutures.runner.job import SAFE_PATH, Grading, Limits
from jobfutures.topics.content import AreaId, Line, Vocabulary

Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Relative = Annotated[str, Field(pattern=f"^(?:{SAFE_PATH.pattern})$".replace("(?!.*\\.\\.)", ""), max_length=200)]
MAX_STATEMENT_LINES = 120
TEXT_SUFFIXES = {".py", ".html", ".txt", ".md", ".toml", ".sql", ".csv", ".json", ".cfg", ".ini"}


class Requirement(Shape):
    """One group of hidden checks. why: one to three sentences on what goes wrong in production without it."""

    id: Name
    title: Line
    why: Annotated[str, Field(min_length=20, max_length=600)]


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
    minutes: Annotated[int, Field(ge=5, le=120)]
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


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise as it stands in its folder. Every mapping is: relative path -> text."""

    slug: str
    folder: Path
    name: str
    fields: ExerciseFields
    statement: str
    project: dict[str, str]
    checks: dict[str, str]
    solutions: dict[str, dict[str, str]]

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


def read_exercises(folders: list[Path], vocabulary: Vocabulary) -> list[Exercise]:
    """Read the exercises of all folders. Raises ContentFaults with every fault found."""
    faults: list[Fault] = []
    found: list[Exercise] = []
    for folder in folders:
        for place in sorted(path.parent for path in folder.glob("exercises/*/exercise.toml")):
            exercise = read_one(place, folder, faults)
            if exercise:
                check_one(exercise, vocabulary, faults)
                found.append(exercise)
    seen: dict[str, str] = {}
    for exercise in found:
        first = seen.setdefault(exercise.slug, exercise.name)
        if first != exercise.name:
            faults.append(Fault(exercise.name, 1, "slug", f"stands already in {first}"))
    if faults:
        raise ContentFaults(faults)
    return sorted(found, key=lambda one: one.fields.order)


def read_one(place: Path, folder: Path, faults: list[Fault]) -> Exercise | None:
    name = shown(place / "exercise.toml", folder)
    try:
        fields = ExerciseFields.model_validate(tomllib.loads((place / "exercise.toml").read_text()))
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(name, 1, "exercise.toml", f"is no TOML: {error}"))
        return None
    except ValidationError as error:
        faults += [Fault(name, 1, ".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()]
        return None
    statement = place / "statement.md"
    return Exercise(
        slug=place.name,
        folder=place,
        name=name,
        fields=fields,
        statement=statement.read_text() if statement.exists() else "",
        project=texts(place / "project", folder, faults),
        checks=texts(place / "checks", folder, faults),
        solutions={one.name: texts(one, folder, faults) for one in sorted((place / "solutions").glob("*/"))},
    )


def texts(place: Path, folder: Path, faults: list[Fault]) -> dict[str, str]:
    """Return the text files below a folder: relative path -> text."""
    found = {}
    for file in sorted(path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        path = file.relative_to(place).as_posix()
        if file.suffix not in TEXT_SUFFIXES or not SAFE_PATH.fullmatch(path):
            faults.append(
                Fault(
                    shown(file, folder),
                    1,
                    "file",
                    f"is none of the kinds {', '.join(sorted(TEXT_SUFFIXES))}, or has a name that is not accepted",
                )
            )
            continue
        found[path] = file.read_text()
    return found


def check_one(exercise: Exercise, vocabulary: Vocabulary, faults: list[Fault]) -> None:
    """Name everything in one exercise that does not fit together."""
    for check in (project_faults, check_faults, solution_faults):
        faults += [Fault(exercise.name, 1, field, reason) for field, reason in check(exercise)]
    for area in exercise.fields.areas:
        if vocabulary.slugs(area) is None:
            faults.append(Fault(exercise.name, 1, "areas", f"unknown area {area}"))


def project_faults(exercise: Exercise) -> Iterator[tuple[str, str]]:
    for path in exercise.fields.editable:
        if path not in exercise.project:
            yield "editable", f"{path} is not in project/"
    if not exercise.statement.strip() or len(exercise.statement.splitlines()) > MAX_STATEMENT_LINES:
        yield "statement", f"statement.md is missing, empty or longer than {MAX_STATEMENT_LINES} lines"


def check_faults(exercise: Exercise) -> Iterator[tuple[str, str]]:
    fields = exercise.fields
    for needed in ["visible.py", "hidden.py", *(["schema.sql"] if fields.database else [])]:
        if needed not in exercise.checks:
            yield "checks", f"checks/{needed} is missing"
    budgets = fields.budgets
    named = {name for bad in fields.bad for name in bad.fails}
    named |= {name for name in (budgets.memory_requirement, budgets.cpu_requirement) if name}
    for unknown in sorted(named - {one.id for one in fields.requirement}):
        yield "requirement", f"unknown requirement {unknown}"


def solution_faults(exercise: Exercise) -> Iterator[tuple[str, str]]:
    fields = exercise.fields
    folders = {"reference", *(bad.folder for bad in fields.bad)}
    for missing in sorted(folders - exercise.solutions.keys()):
        yield "solutions", f"solutions/{missing}/ is missing or empty"
    for orphan in sorted(exercise.solutions.keys() - folders):
        yield "solutions", f"solutions/{orphan}/ is named nowhere"
    for name, files in exercise.solutions.items():
        for path in files:
            is_new = path.endswith(".py") and path not in exercise.project
            if path not in fields.editable and not is_new:
                yield "solutions", f"solutions/{name}/{path} is not editable"
