"""What may be shared of a code review: what it found, in numbers that its owner saw."""

from collections.abc import Collection

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.kit.offer_names import parts_asked
from jobfutures.kit.offers import Offer, Row, Sensitivity, Value
from jobfutures.reviews.models import Attempt

OF = "review"


def offers(person: User) -> list[Offer]:
    rows = Attempt.objects.visible_to(person).select_related("review").order_by("-submitted_at", "-pk")
    return [
        Offer(
            f"review.{one.pk}.outcome",
            _("What it found"),
            _("Code review: %(title)s, %(day)s") % {"title": one.review.title, "day": date_format(one.submitted_at)},
            Sensitivity.PLAIN,
        )
        for one in rows
    ]


def values(person: User, names: Collection[str]) -> dict[str, Value]:
    asked = parts_asked(names)
    rows = Attempt.objects.visible_to(person).filter(pk__in=asked).select_related("review")
    return {f"review.{one.pk}.outcome": outcome(one) for one in rows if "outcome" in asked[one.pk]}


def outcome(attempt: Attempt) -> Value:
    facts = {"found": attempt.found, "all": attempt.findings}
    return [
        Row(
            title=attempt.review.title,
            meta=f"{attempt.review.get_level_display()}, {date_format(attempt.submitted_at)}",
            text=_("%(found)d of %(all)d problems found.") % facts,
        )
    ]
