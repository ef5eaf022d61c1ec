"""Reads the exercises of content folders: `exercises/<slug>/` with exercise.toml, statement.md, project/, checks/,
solutions/ and task/."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from jobfutures.exercises.content import Exercise, ExerciseFields, Task, TaskFields
from jobfutures.exercises.task_faults import MAX_STATEMENT_LINES, task_faults
from jobfutures.exercises.tasks import SUFFIX
from jobfutures.kit.content.faults import ContentFaults, Fault, shown
from jobfutures.kit.content.frontmatter import Shape
from jobfutures.runner.job import SAFE_PATH
from jobfutures.topics.content import Vocabulary

TEXT_SUFFIXES = {".py", ".html", ".txt", ".md", ".toml", ".sql", ".csv", ".json", ".cfg", ".ini"}


def read_exercises(folders: list[Path], vocabulary: Vocabulary, *, tasks: bool = True) -> list[Exercise]:
    """Read the exercises of all folders. Raises ContentFaults with every fault found.

    tasks: whether their code tasks are judged too, which takes longer than all the rest; only skill checks use them.
    """
    faults: list[Fault] = []
    found: list[Exercise] = []
    for folder in folders:
        for place in sorted(path.parent for path in folder.glob("exercises/*/exercise.toml")):
            exercise = read_one(place, folder, faults)
            if exercise:
                check_one(exercise, vocabulary, faults)
                faults += task_faults(exercise) if tasks else []
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
    fields = fields_of(ExerciseFields, place / "exercise.toml", folder, faults)
    if fields is None:
        return None
    return Exercise(
        slug=place.name,
        folder=place,
        name=shown(place / "exercise.toml", folder),
        fields=fields,
        statement=text_of(place / "statement.md"),
        project=texts(place / "project", folder, faults),
        checks=texts(place / "checks", folder, faults),
        solutions={one.name: texts(one, folder, faults) for one in sorted((place / "solutions").glob("*/"))},
        task=read_task(place / "task", folder, faults) if (place / "task").is_dir() else None,
    )


def fields_of[Fields: Shape](shape: type[Fields], file: Path, folder: Path, faults: list[Fault]) -> Fields | None:
    """Read a TOML file; None, and a fault for each reason, where it does not fit its shape."""
    name = shown(file, folder)
    try:
        return shape.model_validate(tomllib.loads(text_of(file)))
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(name, 1, file.name, f"is no TOML: {error}"))
    except ValidationError as error:
        faults += [Fault(name, 1, ".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()]
    return None


def read_task(place: Path, folder: Path, faults: list[Fault]) -> Task | None:
    file = place / "task.toml"
    fields = fields_of(TaskFields, file, folder, faults)
    if fields is None:
        return None
    statement = text_of(place / "statement.md")
    return Task(name=shown(file, folder), source=text_of(file), fields=fields, statement=statement)


def text_of(file: Path) -> str:
    return file.read_text() if file.exists() else ""


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
    if exercise.slug.endswith(SUFFIX):
        faults.append(Fault(exercise.name, 1, "slug", f"ends in {SUFFIX}, as those of code tasks do"))


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
