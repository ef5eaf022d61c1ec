"""Answers about predictions that are more than one filter, and what the room above asks to compose a session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch

from jobfutures.accounts.models import User
from jobfutures.guide.models import Question
from jobfutures.predictions.models import AnswerQuerySet, Attempt, Prediction, PredictionQuerySet
from jobfutures.topics.models import Area

HEAVY = ("program", "lines_html", "why_html", "wrong", "truth", "ran", "fixed", "fixed_html", "fixed_ran", "versions")
SHOWN_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class Done:
    """What a person made of one prediction. tries: how often they committed; right, fixed: whether they ever were.

    right_at_first: whether the first answer was right, which says most about what they knew.
    """

    prediction: str
    tries: int
    right: bool
    right_at_first: bool
    fixed: bool
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    prediction: Prediction
    done: Done | None


@dataclass(frozen=True, slots=True)
class ListedArea:
    area: Area
    rows: list[Listed]


def done_by(viewer: User | AnonymousUser) -> dict[str, Done]:
    """Return what somebody has done, by the id of the prediction. One query, none for a visitor."""
    found: dict[str, Done] = {}
    if not isinstance(viewer, User):
        return found
    rows = Attempt.objects.visible_to(viewer).oldest_first()
    for slug, right, fixed, at in rows.values_list("prediction_id", "right", "fixed", "answered_at"):
        before = found.get(slug)
        found[slug] = Done(
            prediction=slug,
            tries=before.tries + 1 if before else 1,
            right=right or bool(before and before.right),
            right_at_first=before.right_at_first if before else right,
            fixed=fixed or bool(before and before.fixed),
            last_at=at,
        )
    return found


def for_session(
    *, areas: Collection[str] = (), levels: Collection[str] = (), not_done_by: User | None = None
) -> PredictionQuerySet:
    """Return published predictions in order, light enough for a list.

    areas: ids such as A1, none for all.  levels: of Level, none for all.  not_done_by: leave out what they answered.
    """
    rows = Prediction.objects.published().in_order().select_related("area__section").defer(*HEAVY)
    if areas:
        rows = rows.filter(area__in=areas)
    if levels:
        rows = rows.filter(level__in=levels)
    if not_done_by is not None:
        rows = rows.exclude(attempts__in=Attempt.objects.visible_to(not_done_by))
    return rows


def published_count() -> int:
    """Return how many predictions there are, for home."""
    return Prediction.objects.published().count()


def listed(viewer: User | AnonymousUser, *, area: str = "", level: str = "") -> list[ListedArea]:
    """Return the published predictions by area, each with what the viewer did. area: a slug; level: of Level."""
    rows = for_session(levels=[level] if level else ())
    if area:
        rows = rows.filter(area__slug=area)
    done = done_by(viewer)
    return [
        ListedArea(one, [Listed(row, done.get(row.pk)) for row in group])
        for one, group in groupby(rows, lambda row: row.area)
    ]


def areas_in_use() -> list[Area]:
    """Return the areas that published predictions are about, in reading order."""
    rows = Area.objects.filter(predictions__retired=False).distinct()
    return list(rows.order_by("section__position", "position"))


def with_related() -> PredictionQuerySet:
    """Return predictions, retired ones too, each with its area and the questions to read next. Two queries."""
    rows = Question.objects.published().select_related("area").in_reading_order()
    wanted = rows.only("title", "guide_id", "area__slug")
    related = Prefetch("related", wanted, to_attr="questions")
    return Prediction.objects.select_related("area", "guide").prefetch_related(related)


def attempts_at(viewer: User | AnonymousUser, prediction: Prediction) -> list[Attempt]:
    """Return the viewer's own attempts at one prediction, newest first."""
    if not isinstance(viewer, User):
        return []
    rows = Attempt.objects.visible_to(viewer).filter(prediction=prediction).newest_first()
    return list(rows[:SHOWN_ATTEMPTS])


def attempts_of(viewer: User) -> AnswerQuerySet:
    return Attempt.objects.visible_to(viewer)


def following(viewer: User | AnonymousUser, prediction: Prediction) -> Prediction | None:
    """Return what to predict next: the first after this one that is not done, and from the beginning on. Two queries.

    A visitor gets the next one: what they have done is in their browser only.
    """
    done = set(Attempt.objects.visible_to(viewer).values_list("prediction_id", flat=True))
    rows = list(for_session())
    place = next((number for number, row in enumerate(rows) if row.pk == prediction.pk), len(rows))
    return next((row for row in [*rows[place + 1 :], *rows[:place]] if row.pk not in done), None)
