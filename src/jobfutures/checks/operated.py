"""What operators see of banks and items. Of people there are counts only, those of the last night and none under ten.

No operator's page shows anything of a person or of a single result, by design: a check is its candidate's alone, and
that somebody took one at all is known to them alone. An operator needs to know what items do, and for that answers
without names, in numbers large enough that none of them is anybody's, are enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobfutures.checks import engine, shown
from jobfutures.checks.banks import Entry
from jobfutures.checks.fairness import group_title
from jobfutures.checks.figures import Told
from jobfutures.checks.models import Bank, Item, Review
from jobfutures.checks.queries import ElementOf
from jobfutures.checks.trace_picture import Picture, picture_of
from jobfutures.topics.models import Role

if TYPE_CHECKING:
    from jobfutures.checks.simulating import Gate

FIGURES = {
    "change": gettext_lazy("Change, logits"),
    "z": gettext_lazy("Change in its standard errors"),
    "chance": gettext_lazy("Chance of a fit as bad"),
    "slope": gettext_lazy("Slope, per logit"),
    "D": gettext_lazy("Difference D"),
    "error": gettext_lazy("Its standard error"),
}


@dataclass(frozen=True, slots=True)
class RoleBanks:
    """One role. used: the version in use.  checks: finished ones, None under ten."""

    role: Role
    used: Bank | None
    banks: list[Bank]
    checks: int | None


def role_banks(told: Told) -> list[RoleBanks]:
    """Return every role with its bank versions, newest first. Two queries."""
    banks = list(Bank.objects.newest_first().defer("items", "parts"))
    return [
        RoleBanks(
            role=role,
            used=used_of([one for one in banks if one.role_id == role.pk]),
            banks=[one for one in banks if one.role_id == role.pk],
            checks=told.checks.get(role.pk),
        )
        for role in Role.objects.filter(retired=False).order_by("title")
    ]


def used_of(banks: list[Bank]) -> Bank | None:
    found = [(one.released_at, one.pk, one) for one in banks if one.released_at]
    return max(found, key=lambda one: one[:2])[2] if found else None


@dataclass(frozen=True, slots=True)
class GateRow:
    """One condition of a release in words and figures."""

    name: str
    found: str
    asked: str
    holds: bool


def gate_rows(gates: "Sequence[Gate]") -> list[GateRow]:
    return [GateRow(one.name, figure(one.found), asked_by(one), one.holds) for one in gates]


def asked_by(gate: "Gate") -> str:
    if gate.least is not None and gate.most is not None:
        return _("%(least)s to %(most)s") % {"least": figure(gate.least), "most": figure(gate.most)}
    if gate.least is not None:
        return _("at least %(least)s") % {"least": figure(gate.least)}
    return _("at most %(most)s") % {"most": figure(gate.most)}


def figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def listed_items(asked: Mapping[str, str]) -> QuerySet[Item]:
    """Return the items that the filters of `operator_forms.Filters` keep, in the order of the vocabulary."""
    waiting = Review.objects.waiting().filter(item=OuterRef("pk"))
    rows = Item.objects.in_order().select_related("area").annotate(is_waiting=Exists(waiting))
    if words := asked["q"].split():
        for word in words:
            rows = rows.filter(Q(slug__icontains=word) | Q(title__icontains=word) | Q(area__title__icontains=word))
    rows = rows.filter(level=asked["level"]) if asked["level"] else rows
    rows = rows.filter(kind=asked["kind"]) if asked["kind"] else rows
    match asked["state"]:
        case "asked":
            return rows.filter(retired=False, withdrawn_at=None)
        case "waiting":
            return rows.filter(is_waiting=True)
        case "withdrawn":
            return rows.filter(retired=False).exclude(withdrawn_at=None)
        case "retired":
            return rows.filter(retired=True)
    return rows


def figures_of(review: Review) -> list[tuple[str, str]]:
    """Return what a review was opened for, as names and figures."""
    found = [(str(FIGURES[name]), f"{value:.3g}") for name, value in review.figures.items() if name in FIGURES]
    group = review.figures.get("group")
    return [*([(str(_("Group")), group_title(group))] if group else []), *found]


@dataclass(frozen=True, slots=True)
class InRole:
    """One item in the bank that a role uses. exposure: share of recent checks it could be asked in that asked it."""

    role: Role
    bank: Bank
    entry: Entry
    picture: Picture
    exposure: float | None

    @property
    def seen(self) -> Mapping[str, Any]:
        return self.entry.seen

    @property
    def groups(self) -> list[tuple[str, str, float, float]]:
        """Return (group, class, D, its standard error) of each comparison."""
        return [(group_title(name), *found) for name, found in self.seen.get("dif", {}).items()]


def in_roles(item: Item, told: Told) -> list[InRole]:
    """Return the item as each role's bank in use holds it. One query."""
    newest: dict[str, Bank] = {}
    for bank in Bank.objects.released().defer("accuracy", "parts").select_related("role"):
        newest.setdefault(bank.role_id, bank)
    found = []
    for bank in sorted(newest.values(), key=lambda one: one.role.title):
        facts = next((one for one in bank.items if one["item"] == item.pk), None)
        if facts is not None and not bank.role.retired:
            entry = Entry.restored(facts)
            rate = told.exposure.get(bank.role_id, {}).get(item.pk)
            found.append(InRole(bank.role, bank, entry, picture_of(engine.traced(entry)), rate))
    return found


def opened_item(slug: str) -> QuerySet[Item]:
    """Return one item with all that its page draws, its first variant as `first`."""
    first = ElementOf(F("wording__variants"), Value(0))
    return Item.objects.filter(pk=slug).select_related("area", "exercise").annotate(first=first)


@dataclass(frozen=True, slots=True)
class Example:
    """One variant as candidates meet it, with its key. options: empty where an answer is typed; then `key` says it."""

    kind: str
    prompt: str
    lines: tuple[str, ...]
    options: list[shown.Told]
    key: str
    why: str


def example_of(item: Item) -> Example | None:
    """Return the first variant of a family of `opened_item`; None for a code task."""
    found = item.__dict__["first"]
    if found is None:
        return None
    return Example(
        kind=found["kind"],
        prompt=shown.markdown(found["prompt"]),
        lines=() if found["kind"] == "LINE" else shown.lines_of(found),
        options=shown.told_options(found, None) if found["options"] else [],
        key="" if found["options"] else shown.typed_key(found),
        why=shown.markdown(found["why"]),
    )
