"""Answers about reviews that are more than one filter; `for_session` and `done_by` are for the rooms above."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch

from jobfutures.accounts.models import User
from jobfutures.guide.models import Chapter
from jobfutures.reviews.models import Attempt, Draft, Review, ReviewAttemptQuerySet
from jobfutures.topics.models import Area, Level

SHOWN_ATTEMPTS = 20
Viewer = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Offered:
    """A review that a session may hold. areas: ids, the most important first; level: of `Level`."""

    slug: str
    title: str
    areas: tuple[str, ...]
    level: str
    minutes: int
    address: str


@dataclass(frozen=True, slots=True)
class Done:
    """A person's newest attempt at one review. found of findings; a decoy has no findings, only a verdict."""

    slug: str
    areas: tuple[str, ...]
    level: str
    at: datetime
    found: int
    findings: int
    is_verdict_right: bool
    attempts: int


def for_session(
    *, areas: Collection[str] = (), levels: Collection[str] = (), not_done_by: User | None = None
) -> list[Offered]:
    """Return published reviews about any of these areas (ids) at any of these levels, in order; empty means all.

    not_done_by: leave out what this person has finished at least once. One query.
    """
    found = Review.objects.published().light().in_order()
    if areas:
        found = found.filter(pk__in=Review.areas.through.objects.filter(area__in=areas).values("review"))
    if levels:
        found = found.filter(level__in=levels)
    if not_done_by:
        found = found.exclude(pk__in=Attempt.objects.visible_to(not_done_by).values("review"))
    return [
        Offered(row.pk, row.title, tuple(row.area_ids), row.level, row.minutes, row.get_absolute_url()) for row in found
    ]


def done_by(person: User) -> list[Done]:
    """Return what a person has reviewed, newest first, one entry a review; retired ones too. Two queries."""
    rows = Attempt.objects.visible_to(person).newest_first().defer("comments")
    attempts: dict[str, list[Attempt]] = {}
    for row in rows:
        attempts.setdefault(row.review_id, []).append(row)
    reviews = Review.objects.light().in_bulk(list(attempts))
    return [
        Done(
            slug=slug,
            areas=tuple(reviews[slug].area_ids),
            level=reviews[slug].level,
            at=mine[0].submitted_at,
            found=mine[0].found,
            findings=mine[0].findings,
            is_verdict_right=bool(mine[0].result["is_verdict_right"]),
            attempts=len(mine),
        )
        for slug, mine in attempts.items()
    ]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. done_at: when the viewer last finished it; is_begun: a draft of theirs waits."""

    review: Review
    done_at: datetime | None
    is_begun: bool


def listed(viewer: Viewer, *, area: str = "", level: str = "") -> list[Listed]:
    """Return the published reviews in order, each with what the viewer has done. area: a slug; level: of Level."""
    reviews = Review.objects.published().light().in_order().prefetch_related(areas_with_chapters())
    if area:
        reviews = reviews.filter(areas__slug=area)
    if level:
        reviews = reviews.filter(level=level)
    attempts = Attempt.objects.visible_to(viewer).oldest_first().values_list("review", "submitted_at")
    done: dict[str, datetime] = dict(attempts)
    begun = set(Draft.objects.visible_to(viewer).values_list("review", flat=True))
    return [Listed(row, done.get(row.pk), row.pk in begun) for row in reviews]


def areas_with_chapters(path: str = "areas") -> "Prefetch[str, Any, str]":
    """Prefetch areas in reading order, each with the chapters that a guide has on it: those can be linked."""
    live = Prefetch("chapters", Chapter.objects.filter(retired=False).only("guide_id", "area_id"), to_attr="live")
    rows = Area.objects.order_by("section__position", "position").prefetch_related(live)
    return Prefetch(path, rows, to_attr="in_order")


def areas_in_use() -> list[Area]:
    """Return the areas that published reviews are about, in reading order."""
    rows = Area.objects.filter(reviews__retired=False).distinct()
    return list(rows.order_by("section__position", "position"))


def draft_of(viewer: Viewer, review: Review) -> Draft | None:
    return Draft.objects.visible_to(viewer).filter(review=review).first()


def attempts_at(viewer: Viewer, review: Review) -> list[Attempt]:
    """Return the viewer's own attempts at a review, newest first."""
    rows = Attempt.objects.visible_to(viewer).filter(review=review).newest_first()
    return list(rows.only("submitted_at", "review_id", "found", "findings", "verdict")[:SHOWN_ATTEMPTS])


def attempts_of(viewer: Viewer) -> ReviewAttemptQuerySet:
    """Return the viewer's attempts with their review, for the page of one attempt."""
    rows = Attempt.objects.visible_to(viewer).select_related("review")
    return rows.prefetch_related(areas_with_chapters("review__areas"))


def finished_by(viewer: User) -> list[Attempt]:
    """Return the viewer's finished reviews, newest first, with no more than names, times and counts. One query."""
    rows = Attempt.objects.visible_to(viewer).newest_first().select_related("review")
    return list(rows.only("submitted_at", "found", "findings", "verdict", "review__title", "review__verdict"))


def next_after(review: Review, viewer: Viewer) -> Review | None:
    """Return another review to go on with: not done yet, of an area of this one, of its level, in this order."""
    done = Attempt.objects.visible_to(viewer).values("review")
    rest = Review.objects.published().light().in_order().exclude(pk=review.pk).exclude(pk__in=done)
    order = [level.value for level in Level]

    def nearness(row: Review) -> tuple[bool, int]:
        return set(review.area_ids).isdisjoint(row.area_ids), abs(order.index(row.level) - order.index(review.level))

    return min(rest, key=nearness, default=None)
