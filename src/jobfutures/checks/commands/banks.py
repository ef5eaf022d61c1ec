"""Bank versions: made from tags or from a calibration, simulated, released. Only a release changes what people meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.checks import engine
from jobfutures.checks.banks import LEVELS, Entry
from jobfutures.checks.models import Bank, Item, Kind, Part, Source
from jobfutures.checks.rules import parts_of
from jobfutures.ledger.commands import record
from jobfutures.topics.commands.edition import begin_edition
from jobfutures.topics.models import Area, Role

if TYPE_CHECKING:
    from jobfutures.checks.simulating import Gate

LEAST_ITEMS = 80  # of all kinds: fewer leave too little to choose from, and every check would ask the same
TASK_SPREAD = 0.7  # logits between the steps of a task, before anybody has answered it
TASK_SD = 0.5  # of a step around its task's difficulty


class CannotMake(Exception):
    """No bank version can be made; the sentence says why."""


class CannotRelease(Exception):
    """The bank version was not released; the sentence is for the operator."""


def sections() -> list[tuple[str, str, list[str]]]:
    rows = Part.objects.order_by("position")
    return [(part.pk, part.title, part.sections) for part in rows]


def shares_of(role: Role) -> dict[str, float]:
    """Return how much of a role each area makes up, over all levels: shares of its three levels, averaged."""
    found: dict[str, float] = {}
    for area, share in role.shares.values_list("area_id", "share"):
        found[area] = found.get(area, 0.0) + share / len(LEVELS)
    return found


def items_for(shares: Mapping[str, float]) -> list[Item]:
    """Return the usable items of a role's areas, in the order of the vocabulary."""
    return list(Item.objects.usable().in_order().filter(area__in=shares))


@dataclass(frozen=True)
class Made:
    """What a bank version would hold, in plain values."""

    parts: list[dict[str, Any]]
    entries: list[Entry]

    @property
    def items(self) -> list[dict[str, Any]]:
        return [entry.stored() for entry in self.entries]


def from_tags(role: Role) -> Made:
    """Return what authors say of a role's items. Raises CannotMake where they are too few for a check."""
    shares = shares_of(role)
    items = items_for(shares)
    if len(items) < LEAST_ITEMS:
        sentence = _("There are %(number)d items for %(role)s; a check needs %(least)d.")
        raise CannotMake(sentence % {"number": len(items), "role": role.title, "least": LEAST_ITEMS})
    parts = parts_for(items, shares)
    place = {area: number for number, part in enumerate(parts) for area in part["areas"]}
    return Made(parts, [entry_from_tags(item, place[item.area_id]) for item in items])


@transaction.atomic
def make_bank_from_tags(*, role: Role, at: datetime) -> Bank:
    """Make a bank version from what authors say, for a role that nobody has calibrated. Raises CannotMake."""
    made = from_tags(role)
    return make_bank(role=role, source=Source.TAGS, parts=made.parts, entries=made.entries, at=at)


def parts_for(items: Sequence[Item], shares: Mapping[str, float]) -> list[dict[str, Any]]:
    with_items = {item.area_id for item in items}
    areas = dict(Area.objects.values_list("pk", "section_id"))
    return parts_of(sections(), {area: share for area, share in shares.items() if area in with_items}, areas)


def entry_from_tags(item: Item, part: int) -> Entry:
    """Return an item as it is believed to be before anybody answered it."""
    first = LEVELS.index(item.level)
    second = LEVELS.index(item.second_level) if item.second_level else None
    difficulty, sd = engine.tagged(first, second)
    offsets = [TASK_SPREAD * (step - (item.best_score - 1) / 2) for step in range(item.best_score)]
    is_task = item.kind == Kind.TASK
    return Entry(
        item=item.pk,
        part=part,
        level=first,
        slope=1.0,
        steps=tuple(difficulty + offset for offset in offsets),
        guess=engine.guess(item.kind, item.options),
        step_sd=(sd**2 + TASK_SD**2) ** 0.5 if is_task else sd,
        log_slope_sd=engine.LOG_SLOPE_SD,
        scored=True,
    )


@transaction.atomic
def make_bank(
    *, role: Role, source: str, parts: Sequence[Mapping[str, Any]], entries: Sequence[Entry], at: datetime,
    accuracy: Mapping[str, Any] | None = None,
) -> Bank:  # fmt: skip
    """Store a bank version under the role's next number. It is in use only once it is released.

    accuracy: its sheet, where it was simulated already.
    """
    number = (Bank.objects.filter(role=role).aggregate(last=Max("number"))["last"] or 0) + 1
    return Bank.objects.create(
        role=role, number=number, source=source, parts=list(parts), items=[one.stored() for one in entries], made_at=at,
        accuracy=accuracy,
    )  # fmt: skip


def simulate_bank(*, bank: Bank) -> Bank:
    """Let simulated people take a bank version, and keep what was found as its accuracy sheet. Takes seconds.

    What its calibration told stays in the sheet.
    """
    told = {name: found for name, found in (bank.accuracy or {}).items() if name == "answers"}
    bank.accuracy = {**engine.simulated(engine.prepared(bank.pk)), **told}
    Bank.objects.filter(pk=bank.pk).update(accuracy=bank.accuracy)
    return bank


def gates_of(bank: Bank) -> "list[Gate]":
    """Return every condition of a release with its figure. The bank was simulated."""
    entries = [Entry.restored(one) for one in bank.items]
    return engine.gates(bank.accuracy, entries, len(bank.parts), is_provisional=bank.is_provisional)


@transaction.atomic
def release_bank(*, by: User | None, bank: Bank, at: datetime) -> Bank:
    """Take a bank version into use: checks that begin from now on are measured with it. by: None for the first one.

    Raises CannotRelease before it was simulated, or where a gate does not hold.
    """
    if by is not None and not by.is_operator:
        raise PermissionDenied
    put_into_use(by, bank, at)
    begin_edition(reason="bank released", at=at)
    return bank


def put_into_use(by: User | None, bank: Bank, at: datetime) -> None:
    """Release a version that meets its gates; pages show it from the next edition on. Raises CannotRelease."""
    if bank.accuracy is None:
        raise CannotRelease(_("This version was not simulated yet; what it can do is not known."))
    broken = [gate.name for gate in gates_of(bank) if not gate.holds]
    if broken:
        raise CannotRelease(_("The simulation misses a gate: %(gates)s.") % {"gates": "; ".join(broken)})
    Bank.objects.filter(pk=bank.pk).update(released_at=at)
    bank.released_at = at
    record(by=by, kind="checks.released", subject=bank.ledger_subject(), at=at)


def wants_bank(role: Role) -> bool:
    """Say whether a role needs a version from tags: it has none, or the content has changed since its last one.

    Once people's answers have been calibrated, tags make no version any more.
    """
    last = Bank.objects.filter(role=role).newest_first().first()
    if last is not None and not last.is_provisional:
        return False
    try:
        made = from_tags(role)
    except CannotMake:
        return False
    return last is None or (last.items, last.parts) != (made.items, made.parts)


def prepare_first_banks(*, at: datetime) -> list[str]:
    """Make, simulate and release a bank from tags for every role that wants one; return what was done, in sentences."""
    roles = list(filter(wants_bank, Role.objects.filter(retired=False).order_by("pk")))
    banks = [simulate_bank(bank=make_bank_from_tags(role=role, at=at)) for role in roles]
    with transaction.atomic():  # one edition for all: for each, every host writes its search index again
        said = [told_release(bank, at) for bank in banks]
        if any(bank.released_at for bank in banks):
            begin_edition(reason="banks released", at=at)
    return said


def told_release(bank: Bank, at: datetime) -> str:
    """Put a bank from tags into use if it meets its gates; return what came of it."""
    try:
        put_into_use(None, bank, at)
    except CannotRelease as refusal:
        return f"{bank.role_id}: version {bank.number} was not released: {refusal}"
    return f"{bank.role_id}: version {bank.number}, from tags, is in use"
