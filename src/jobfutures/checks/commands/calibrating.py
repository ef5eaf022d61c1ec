"""Calibration: a new bank version of a role from what people answered. It is proposed first, with nothing written.

Checks that were begun stay with their version; a new one is in use only once an operator releases it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.checks import engine
from jobfutures.checks.banks import Entry
from jobfutures.checks.commands.banks import entry_from_tags, items_for, make_bank, parts_for, shares_of
from jobfutures.checks.commands.items import withdraw_leaked
from jobfutures.checks.gathered import Calibrated, Finding, Gathered, Heard
from jobfutures.checks.gathering import finished_checks, gathered
from jobfutures.checks.models import Bank, Item, Reason, Review, Source
from jobfutures.checks.standing import standing
from jobfutures.ledger.commands import record
from jobfutures.topics.models import Role

FEWEST_CHECKS = 100  # finished since the last calibration, before the next is worth its while
QUIET = timedelta(days=90)  # what an operator has looked at is not asked again so soon
BARRING = (Reason.DRIFT, Reason.DIF_C)  # while such a review waits, the item is asked as a pilot
NO_SCIPY = "Calibration needs SciPy, which is not installed here: pip install jobfutures[calibration]"


class CannotCalibrate(Exception):
    """No bank version was proposed; the sentence is for the operator."""


@dataclass(frozen=True)
class Proposal:
    """A bank version that is not stored yet. used: the one in use.  accuracy: its sheet, with what the answers told."""

    role: Role
    used: Bank
    checks: int
    parts: Sequence[Mapping[str, Any]]
    entries: Sequence[Entry]
    accuracy: Mapping[str, Any]
    found: Calibrated = field(repr=False)

    @property
    def findings(self) -> Sequence[Finding]:
        return self.found.findings


def roles_due() -> list[Role]:
    """Return the roles with enough new finished checks since their last bank from answers, or at all."""
    in_use = Bank.objects.released().values("role")
    rows = Role.objects.filter(retired=False, pk__in=in_use).order_by("pk")
    return [role for role in rows if new_checks(role) >= FEWEST_CHECKS]


def new_checks(role: Role) -> int:
    """Return how many checks were finished since the last bank from answers was made."""
    last = Bank.objects.filter(role=role, source=Source.ANSWERS).newest_first().first()
    checks = finished_checks(role)
    return (checks.filter(finished_at__gt=last.made_at) if last else checks).count()


def propose_bank(*, role: Role, at: datetime) -> Proposal:
    """Estimate items from answers and simulate the bank that would follow; write nothing. Takes seconds to minutes.

    Raises CannotCalibrate without SciPy, without answers, or where they carry no estimate.
    """
    used = Bank.objects.filter(role=role).released().first()
    if used is None:
        raise CannotCalibrate(_("No version of this check is in use yet."))
    answers = gathered(role)
    if not answers.item:
        raise CannotCalibrate(_("Nobody has finished a check for this role yet."))
    shares = shares_of(role)
    items = items_for(shares)
    parts = parts_for(items, shares)
    place = {area: number for number, part in enumerate(parts) for area in part["areas"]}
    tagged = [entry_from_tags(item, place[item.area_id]) for item in items]
    known = {one["item"]: Entry.restored(one) for one in used.items}
    found = estimated(tagged, known, answers, heard(at), used)
    leaked = {one.item for one in found.findings if one.is_leaked}
    stays = [one for one in tagged if one.item not in leaked]
    needs = engine.needs([part["share"] for part in parts])
    tasks = handed_in(answers, tagged)
    entries = standing(stays, known, found, tasks=tasks, barred=barred(found), needs=needs)
    return Proposal(role, used, answers.checks, parts, entries, sheet_of(entries, parts, found, answers), found)


def estimated(
    tagged: Sequence[Entry], known: Mapping[str, Entry], answers: Gathered, said: Heard, used: Bank
) -> Calibrated:
    """Call the engine; what it refuses becomes a sentence of ours."""
    known_at = used.made_at if used.source == Source.ANSWERS else None
    try:
        return engine.calibrated(tagged, known, answers, said, known_at=known_at)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "scipy":
            raise
        raise CannotCalibrate(NO_SCIPY) from None
    except engine.PsychometricsError as refusal:
        raise CannotCalibrate(str(refusal)) from None


def heard(at: datetime) -> Heard:
    """Return what operators looked at lately, and since when items that drifted are other items."""
    looked = Review.objects.filter(closed_at__gt=at - QUIET).values_list("item_id", "reason")
    drifts = Review.objects.filter(reason=Reason.DRIFT).order_by("opened_at", "pk").values_list("item_id", "figures")
    since = {item: datetime.fromisoformat(figures["since"]) for item, figures in drifts if "since" in figures}
    return Heard(looked=set(looked), since=since)


def handed_in(answers: Gathered, tagged: Sequence[Entry]) -> dict[str, int]:
    """Return how often each code task was handed in."""
    return {entry.item: answers.item.count(entry.item) for entry in tagged if entry.is_task}


def barred(found: Calibrated) -> set[str]:
    waiting = Review.objects.waiting().filter(reason__in=BARRING).values_list("item_id", flat=True)
    return {one.item for one in found.findings if one.is_barred} | set(waiting)


def sheet_of(
    entries: Sequence[Entry], parts: Sequence[Mapping[str, Any]], found: Calibrated, answers: Gathered
) -> dict[str, Any]:
    """Return the accuracy sheet: what its simulation found, and under `answers` what the answers told."""
    try:
        sheet = engine.simulated(engine.prepared_of(entries, [part["share"] for part in parts]))
    except engine.PsychometricsError as refusal:
        raise CannotCalibrate(str(refusal)) from None
    told = {
        "checks": answers.checks,
        "given": len(answers.item),
        "reliability": found.reliability,
        "multiplier": found.multiplier,
        "shift": found.shift,
        "anchors": found.anchors,
    }
    return {**sheet, "answers": told}


@transaction.atomic
def keep_bank(*, proposal: Proposal, at: datetime) -> Bank:
    """Store a proposed version, not released; open a review of each finding; withdraw what leaked."""
    bank = make_bank(
        role=proposal.role, source=Source.ANSWERS, parts=proposal.parts, entries=proposal.entries, at=at,
        accuracy=proposal.accuracy,
    )  # fmt: skip
    record(by=None, kind="checks.calibrated", subject=bank.ledger_subject(), at=at)
    for one in proposal.findings:
        facts = {"figures": dict(one.figures), "opened_at": at}
        Review.objects.waiting().get_or_create(item_id=one.item, reason=one.reason, closed_at=None, defaults=facts)
    for item in Item.objects.usable().filter(pk__in=[one.item for one in proposal.findings if one.is_leaked]):
        withdraw_leaked(item=item, at=at)
    return bank
