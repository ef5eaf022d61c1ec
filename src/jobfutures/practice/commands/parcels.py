"""Taking in what a browser brings: all of it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.practice.commands.entries import AHEAD, EARLIEST, Brought, CannotKeep, merge_entries
from jobfutures.practice.commands.tellings import Told, keep_tellings
from jobfutures.predictions.commands import attempts as predictions
from jobfutures.predictions.models import Prediction
from jobfutures.reviews.commands import attempts as reviews


@dataclass(frozen=True, slots=True)
class Predicted:
    """One answer to a prediction. prediction: its slug."""

    key: UUID
    prediction: str
    answer: str
    at: datetime
    fixed: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One finished review. review: its slug.  comments: plain values, as the browser kept them."""

    key: UUID
    review: str
    verdict: str
    comments: Any
    at: datetime


@transaction.atomic
def take_parcel(
    *,
    by: User,
    entries: Sequence[Brought],
    tellings: Sequence[Told],
    predicted: Sequence[Predicted],
    reviewed: Sequence[Reviewed],
    at: datetime,
) -> list[UUID]:
    """Return the keys that the account holds now. Raises CannotKeep."""
    kept = merge_entries(by=by, brought=entries, at=at) if entries else []
    told = keep_tellings(by=by, brought=tellings, at=at) if tellings else []
    answered = keep_predictions(by=by, brought=predicted, at=at) if predicted else []
    read = keep_reviews(by=by, brought=reviewed, at=at) if reviewed else []
    return [*kept, *told, *answered, *read]


def keep_predictions(*, by: User, brought: Sequence[Predicted], at: datetime) -> list[UUID]:
    """Keep answers to predictions; those to predictions that are not there are left out. Raises CannotKeep."""
    rows = Prediction.objects.in_bulk({one.prediction for one in brought})
    known = [one for one in brought if one.prediction in rows]
    try:
        for one in known:
            predictions.keep_attempt(
                by=by,
                id=one.key,
                prediction=rows[one.prediction],
                answer=one.answer,
                at=possible(one.at, at),
                fixed=one.fixed,
            )
    except predictions.CannotKeep as refusal:
        raise CannotKeep(str(refusal)) from None
    return [one.key for one in known]


def keep_reviews(*, by: User, brought: Sequence[Reviewed], at: datetime) -> list[UUID]:
    """Keep finished reviews. Raises CannotKeep."""
    try:
        for one in brought:
            moment = possible(one.at, at)
            reviews.keep_attempt(
                by=by, id=one.key, review=one.review, verdict=one.verdict, comments=one.comments, at=moment
            )
    except reviews.CannotKeepAttempt as refusal:
        raise CannotKeep(str(refusal)) from None
    return [one.key for one in brought]


def possible(moment: datetime, at: datetime) -> datetime:
    """Return when something happened, by a browser's clock. Raises CannotKeep where it cannot have been then."""
    if not EARLIEST <= moment <= at + AHEAD:
        raise CannotKeep(_("An entry has a date that cannot be. Nothing was changed; check the clock."))
    return min(moment, at)
