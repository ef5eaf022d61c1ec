"""Code tasks: exercises in another domain, for skill checks. Who knows the exercise does not know their names."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from jobfutures.exercises.content import Exercise, ExerciseFields, TaskFields
from jobfutures.exercises.renaming import Renaming, renaming_of

SUFFIX = "-task"


def variant_of(exercise: Exercise) -> Exercise | None:
    """Return the code task that an exercise makes, None where it has no task/ folder.

    Ids of requirements and names of solutions stay: scores and proofs go by them. Raises ValidationError where a
    renamed text does not fit.
    """
    task = exercise.task
    if task is None:
        return None
    renaming = renaming_of(task.fields.rename)
    return replace(
        exercise,
        slug=exercise.slug + SUFFIX,
        name=task.name,
        fields=renamed_fields(exercise.fields, task.fields, renaming),
        statement=task.statement,
        project=renamed_files(exercise.project, renaming),
        checks=renamed_files(exercise.checks, renaming),
        solutions={name: renamed_files(files, renaming) for name, files in exercise.solutions.items()},
        task=None,
    )


def variants_of(exercises: Iterable[Exercise]) -> list[Exercise]:
    return [variant for exercise in exercises if (variant := variant_of(exercise))]


def renamed_files(files: Mapping[str, str], renaming: Renaming) -> dict[str, str]:
    return {renaming.of(path): renaming.of(text) for path, text in files.items()}


def renamed_fields(fields: ExerciseFields, task: TaskFields, renaming: Renaming) -> ExerciseFields:
    own = {one.id: one.model_dump(exclude_none=True) for one in task.requirement}
    changed: dict[str, Any] = {
        "title": task.title,
        "summary": task.summary,
        "minutes": task.minutes,
        "app": renaming.of(fields.app),
        "editable": [renaming.of(path) for path in fields.editable],
        "requirement": [
            {"id": one.id, "title": renaming.of(one.title), "why": renaming.of(one.why)} | own.get(one.id, {})
            for one in fields.requirement
        ],
        "bad": [one.model_dump() | {"says": renaming.of(one.says)} for one in fields.bad],
    }
    return ExerciseFields.model_validate(fields.model_dump() | changed)
