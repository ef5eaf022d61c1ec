"""Answers about exercises that are more than one filter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.urls import reverse

from jobfutures.accounts.models import User
from jobfutures.exercises.content import Exercise as Written
from jobfutures.exercises.content import ExerciseFields
from jobfutures.exercises.differences import Difference, Node, differences, tree
from jobfutures.exercises.models import Attempt, AttemptQuerySet, Exercise, Work
from jobfutures.exercises.rules import OURS, STATEMENT
from jobfutures.guide.models import Chapter
from jobfutures.kit.markdown import highlighted
from jobfutures.topics.models import Area

LANGUAGES = {
    ".py": "python",
    ".html": "html+django",
    ".sql": "sql",
    ".md": "markdown",
    ".toml": "toml",
    ".json": "json",
}
SHOWN_ATTEMPTS = 20
HEAVY = ("definition", "project", "checks", "reference", "statement", "statement_html")


def written(row: Exercise) -> Written:
    """Return a loaded exercise in the form that rules and runner work with."""
    return Written(
        slug=row.pk,
        folder=Path(),
        name=row.pk,
        fields=ExerciseFields.model_validate(row.definition),
        statement="",
        project=row.project,
        checks=row.checks,
        solutions={"reference": row.reference},
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. attempts and passed are the viewer's own; passed_at: of the first pass."""

    exercise: Exercise
    attempts: int
    passed_at: datetime | None


def listed(viewer: User | AnonymousUser, *, area: str = "", level: str = "") -> list[Listed]:
    """Return the published exercises in order, each with what the viewer has done. area: a slug; level: of Level."""
    exercises = Exercise.objects.published().in_order().prefetch_related(areas_with_chapters()).defer(*HEAVY)
    if area:
        exercises = exercises.filter(areas__slug=area)
    if level:
        exercises = exercises.filter(level=level)
    attempts: dict[str, list[tuple[datetime, bool]]] = {}
    for slug, at, passed in (
        Attempt.objects.visible_to(viewer).for_practice().judged().values_list("exercise_id", "finished_at", "passed")
    ):
        if at:
            attempts.setdefault(slug, []).append((at, passed))
    return [
        Listed(
            exercise,
            len(attempts.get(exercise.pk, [])),
            min((at for at, passed in attempts.get(exercise.pk, []) if passed), default=None),
        )
        for exercise in exercises
    ]


def areas_with_chapters() -> "Prefetch[str, Any, str]":
    """Prefetch areas in reading order, each with the chapters that a guide has on it: those can be linked."""
    live = Prefetch("chapters", Chapter.objects.filter(retired=False).only("guide_id", "area_id"), to_attr="live")
    rows = Area.objects.order_by("section__position", "position").prefetch_related(live)
    return Prefetch("areas", rows, to_attr="in_order")


def areas_in_use() -> list[Area]:
    """Return the areas that published exercises are about, in reading order."""
    rows = Area.objects.filter(exercises__in=Exercise.objects.published()).distinct()
    return list(rows.order_by("section__position", "position"))


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file of the project that is only read. anchor: its place on the page."""

    path: str
    anchor: str
    html: str


@dataclass(frozen=True, slots=True)
class ExercisePage:
    """What stands around the editor of one exercise. attempts: the viewer's own, newest first."""

    exercise: Exercise
    requirements: list[dict[str, str]]
    nodes: list[Node]
    files: list[ReadFile]
    checks_html: str
    attempts: list[Attempt]
    may_see_reference: bool


def exercise_page(
    viewer: User | AnonymousUser, exercise: Exercise, work: Work | None, open_paths: list[str]
) -> ExercisePage:
    """Gather what stands around the editor. open_paths: the files in the editor, in its order. One query."""
    rows = Attempt.objects.visible_to(viewer).filter(exercise=exercise).newest_first()
    attempts = list(rows.only("state", "passed", "verdict", "submitted_at", "exercise_id")[:SHOWN_ATTEMPTS])
    anchors = {path: f"file-{number}" for number, path in enumerate(open_paths)}
    rest = sorted(exercise.project.keys() - anchors.keys())
    shown = [path for path in rest if exercise.project[path].strip()]
    anchors |= {path: f"read-{number}" for number, path in enumerate(shown)}
    return ExercisePage(
        exercise=exercise,
        requirements=list(exercise.definition["requirement"]),
        nodes=tree({*exercise.project, *anchors}, anchors, open_paths),
        files=[ReadFile(path, anchors[path], coloured(exercise.project[path], path)) for path in shown],
        checks_html=coloured(exercise.visible_checks, "visible.py"),
        attempts=attempts,
        may_see_reference=any(one.passed for one in attempts) or bool(work and work.reference_seen_at),
    )


@lru_cache(maxsize=1024)
def coloured(text: str, path: str) -> str:
    return highlighted(text, LANGUAGES.get(PurePosixPath(path).suffix, "text"))


def addresses(exercise: Exercise) -> dict[str, str]:
    """Return where an exercise's workbench sends what it holds."""
    return {name: reverse(f"exercises:{name}", args=[exercise.pk]) for name in ("checks", "draft", "attempts")}


def draft_of(viewer: User | AnonymousUser, exercise: Exercise) -> Work | None:
    return Work.objects.visible_to(viewer).filter(exercise=exercise).first()


def starting_files(exercise: Exercise, work: Work | None) -> dict[str, str]:
    """Return what the editor opens with: the editable files, and the draft over them."""
    start = {path: exercise.project[path] for path in exercise.editable}
    draft = work.draft if work else {}
    return start | {path: text for path, text in draft.items() if path in start or path not in exercise.project}


def packed_files(exercise: Exercise, work: Work | None) -> dict[str, str]:
    """Return what the ZIP of a project holds: the project with the draft, the statement and the visible checks."""
    ours = {STATEMENT: f"# {exercise.title}\n\n{exercise.statement}", f"{OURS}visible.py": exercise.visible_checks}
    files = {**exercise.project, **starting_files(exercise, work), **ours}
    return {f"{exercise.pk}/{path}": text for path, text in files.items()}


def may_see_reference(viewer: User | AnonymousUser, exercise: Exercise) -> bool:
    """The reference is open after a pass, or once the candidate has asked for it."""
    return (
        Attempt.objects.visible_to(viewer).filter(exercise=exercise).passed().exists()
        or Work.objects.visible_to(viewer).filter(exercise=exercise).exclude(reference_seen_at=None).exists()
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """name: start, previous or reference; files that differ."""

    name: str
    files: list[Difference]


def comparisons(viewer: User, attempt: Attempt) -> list[Comparison]:
    """Return how an attempt differs from the start, the attempt before it and, where it is open, the reference."""
    exercise = attempt.exercise
    start = {path: text for path, text in exercise.project.items() if path in attempt.files}
    found = [Comparison("start", differences(start, attempt.files))]
    previous = Attempt.objects.visible_to(viewer).before(attempt).newest_first().first()
    if previous:
        found.append(Comparison("previous", differences(over(exercise, previous.files), over(exercise, attempt.files))))
    if may_see_reference(viewer, exercise):
        found.append(Comparison("reference", against_reference(exercise, attempt.files)))
    return found


def against_reference(exercise: Exercise, files: Mapping[str, str]) -> list[Difference]:
    return differences(over(exercise, files), over(exercise, exercise.reference))


def over(exercise: Exercise, files: Mapping[str, str]) -> dict[str, str]:
    return {**exercise.project, **files}


def attempts_of(viewer: User) -> AttemptQuerySet:
    """Return the viewer's attempts in practice with their exercise, for pages of one attempt.

    Hidden checks are not read.
    """
    return Attempt.objects.visible_to(viewer).for_practice().select_related("exercise").defer("exercise__checks")


def passes_of(viewer: User) -> list[Attempt]:
    """Return the viewer's passed attempts in practice, newest first, with no more than names and times. One query."""
    rows = Attempt.objects.visible_to(viewer).for_practice().passed().newest_first().select_related("exercise")
    return list(rows.only("submitted_at", "finished_at", "exercise__title", "exercise__level"))


def is_any_waiting(*, at: datetime) -> bool:
    """Say whether an attempt may be run now; asked twenty times a second."""
    return Attempt.objects.free_at(at).exists()
