"""Keeping what was explained: which key points were said, and which cards come again because a point was missed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card, KeyPoint, Question
from jobfutures.practice.commands.entries import AHEAD, EARLIEST, MOST_AT_ONCE, CannotKeep, grade_card, lock
from jobfutures.practice.models import Telling
from jobfutures.practice.rules import AGAIN

LONGEST_SECONDS = 86_400  # a page left open over night still tells no more than a day
LONGEST_TYPED = 10_000  # characters


@dataclass(frozen=True, slots=True)
class Told:
    """One telling as it was written down elsewhere. covered, missed: slugs of key points."""

    key: UUID
    question: str
    at: datetime
    seconds: int
    covered: Sequence[str]
    missed: Sequence[str]
    typed: str = ""


@transaction.atomic
def tell_question(
    *, by: User, question: Question, seconds: int, covered: Sequence[str], typed: str, at: datetime, key: UUID
) -> Telling:
    """Keep that a person explained a question now, and let the cards of what they missed come again soon.

    The same key twice is one telling.
    """
    lock(by)
    known = Telling.objects.visible_to(by).filter(key=key).first()
    if known:
        return known
    points = list(question.key_points.filter(retired=False).order_by("position"))
    missed = [point for point in points if point.slug not in covered]
    telling = Telling.objects.create(
        owner=by, key=key, question=question, seconds=min(seconds, LONGEST_SECONDS), typed=typed, at=at,
        covered=[point.slug for point in points if point.slug in covered], missed=[point.slug for point in missed],
    )  # fmt: skip
    for card in Card.objects.filter(key_point__in=missed, retired=False).order_by("position"):
        grade_card(by=by, card=card, grade=AGAIN, at=at)
    return telling


@transaction.atomic
def keep_tellings(*, by: User, brought: Sequence[Told], at: datetime) -> list[UUID]:
    """Keep tellings that happened elsewhere; return the keys that are there now.

    What is there already is left alone, and a question that is not there is passed over. The cards of missed points
    come as entries of their own. Raises CannotKeep where one could not have happened.
    """
    lock(by)
    if len(brought) > MOST_AT_ONCE:
        raise CannotKeep(_("At most %(most)d tellings fit into one parcel.") % {"most": MOST_AT_ONCE})
    if any(not EARLIEST <= one.at <= at + AHEAD for one in brought):
        raise CannotKeep(_("A telling has a date that cannot be. Nothing was changed; check the clock."))
    points = points_of({one.question for one in brought})
    known = set(
        Telling.objects.visible_to(by).filter(key__in=[one.key for one in brought]).values_list("key", flat=True)
    )
    rows = {
        one.key: Telling(
            owner=by, key=one.key, question_id=one.question, at=one.at, seconds=one.seconds, typed=one.typed,
            covered=in_order(points[one.question], one.covered), missed=in_order(points[one.question], one.missed),
        )
        for one in brought
        if one.question in points and one.key not in known
    }  # fmt: skip
    Telling.objects.bulk_create(rows.values())
    return [*known, *rows]


def points_of(questions: Iterable[str]) -> Mapping[str, list[str]]:
    """Return the slugs of the key points of each of these questions, retired ones too, in order."""
    found: dict[str, list[str]] = {
        pk: [] for pk in Question.objects.filter(pk__in=questions).values_list("pk", flat=True)
    }
    rows = KeyPoint.objects.filter(question__in=found).order_by("position").values_list("question_id", "slug")
    for question, slug in rows:
        found[question].append(slug)
    return found


def in_order(known: Sequence[str], named: Sequence[str]) -> list[str]:
    return [slug for slug in known if slug in named]
