"""What may be shared of a passed exercise: how it ended, and the code. Code tasks of checks are none of it."""

from collections.abc import Collection

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.exercises.models import Attempt
from jobfutures.exercises.wording import said_of
from jobfutures.kit.offer_names import parts_asked
from jobfutures.kit.offers import Offer, Row, Sensitivity, Value

OF = "exercise"


def offers(person: User) -> list[Offer]:
    rows = Attempt.objects.visible_to(person).for_practice().passed().select_related("exercise").newest_first()
    found = []
    for one in rows:
        group = _("Exercise: %(title)s, %(day)s") % {"title": one.exercise.title, "day": date_format(one.submitted_at)}
        found += [
            Offer(f"exercise.{one.pk}.outcome", _("How it ended"), group, Sensitivity.PLAIN),
            Offer(f"exercise.{one.pk}.code", _("The code you sent"), group, Sensitivity.DETAILED),
        ]
    return found


def values(person: User, names: Collection[str]) -> dict[str, Value]:
    asked = parts_asked(names)
    rows = Attempt.objects.visible_to(person).for_practice().passed().filter(pk__in=asked).select_related("exercise")
    found: dict[str, Value] = {}
    for one in rows:
        for part in asked[one.pk] & VALUES.keys():
            found[f"exercise.{one.pk}.{part}"] = VALUES[part](one)
    return found


def outcome(attempt: Attempt) -> Value:
    said = said_of(attempt)
    level = attempt.exercise.get_level_display()
    return [
        Row(
            title=attempt.exercise.title,
            meta=f"{level}, {date_format(attempt.submitted_at)}",
            text=f"{said.title}. {said.sentence}",
        )
    ]


def code(attempt: Attempt) -> Value:
    return [Row(title=path, code=text) for path, text in sorted(attempt.files.items())]


VALUES = {"outcome": outcome, "code": code}
