"""What may be shared of a finished check. There is no score among it: a level leaves as the statement its owner got."""

from collections.abc import Collection
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobfutures.accounts.models import User
from jobfutures.checks import queries, showing
from jobfutures.checks.models import Attempt, Bank, Taking
from jobfutures.kit.markdown import plain
from jobfutures.kit.offer_names import parts_asked
from jobfutures.kit.offers import Offer, Row, Sensitivity, Value

OF = "check"


def offers(person: User) -> list[Offer]:
    checks = Attempt.objects.visible_to(person).finished().with_result().select_related("role").newest_first()
    return [one for check in checks for one in offers_of(check)]


def offers_of(check: Attempt) -> list[Offer]:
    group = _("Skill check: %(role)s, %(day)s") % {"role": check.role.title, "day": day_of(check)}
    labels = {
        "role": _("Its role"),
        "taken_on": _("When it was taken"),
        "level": _("What it says of the level: the whole statement"),
        "areas": _("Parts: strong, mixed or weak, roughly"),
        "format": _("Its form: how many questions, with a code task or without"),
        "version": _("The version of its questions"),
        "answers": _("Every question that counted, with your answer"),
    }
    detailed = {"answers": Sensitivity.DETAILED}
    return [
        Offer(f"check.{check.pk}.{part}", label, group, detailed.get(part, Sensitivity.PLAIN))
        for part, label in labels.items()
    ]


def values(person: User, names: Collection[str]) -> dict[str, Value]:
    asked = parts_asked(names)
    rows = Attempt.objects.visible_to(person).with_result().filter(pk__in=asked).select_related("role", "bank")
    found: dict[str, Value] = {}
    for check in rows:
        for part in asked[check.pk] & VALUES.keys():
            found[f"check.{check.pk}.{part}"] = VALUES[part](check)
    return found


def day_of(check: Attempt) -> str:
    return date_format(showing.taken_on(check))


def level(check: Attempt) -> Value:
    taken = Taking.objects.filter(owner=check.owner_id, role=check.role_id).values_list("results", flat=True).first()
    number = max(taken or 1, 1)
    times = ngettext("Taken once.", "Taken %(number)d times in all.", number) % {"number": number}
    return [
        Row(title=showing.listed(check).told, text=f"{times} " + _("It is a measurement with this error, no decision."))
    ]


def areas(check: Attempt) -> Value:
    return [Row(title=part.title, meta=part.label) for part in showing.parts_of(check, check.bank) if part.mark]


def form(check: Attempt) -> Value:
    outcome: dict[str, Any] = check.outcome
    number = outcome["questions"]
    questions = ngettext("%(number)d question", "%(number)d questions", number) % {"number": number}
    task = _("with a code task") if outcome["tasks"] else _("without a code task")
    return [Row(title=f"{questions}, {task}, " + _("adaptive, without proctoring"))]


def version(check: Attempt) -> Value:
    bank: Bank = check.bank
    made = _("from what authors say, provisional") if bank.is_provisional else _("calibrated on answers")
    return [Row(title=_("Version %(number)d") % {"number": bank.number}, meta=made)]


def answers(check: Attempt) -> Value:
    """Return what was asked and answered. What is right stays with the owner: others meet the same questions."""
    return [
        Row(
            title=f"{one.question.number}. {one.question.item.area.title}",
            meta=_("right") if one.question.score == one.question.item.best_score else _("not right"),
            text=plain(one.shown["prompt"]) if one.shown else one.question.item.title,
        )
        for one in queries.scored_answers(check)
    ]


VALUES = {
    "role": lambda check: [Row(title=check.role.title)],
    "taken_on": lambda check: [Row(title=day_of(check))],
    "level": level,
    "areas": areas,
    "format": form,
    "version": version,
    "answers": answers,
}
