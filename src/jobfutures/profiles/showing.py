"""What the pages of a profile show, in the words of a person."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from jobfutures.accounts.models import User
from jobfutures.kit.countries import NAMES
from jobfutures.profiles import labels, wording
from jobfutures.profiles.conditions import Permission
from jobfutures.profiles.models import Item, Profile, SearchState, Workplace
from jobfutures.profiles.queries import counted_profile, items_of, said
from jobfutures.profiles.resume.fields import SECTIONS
from jobfutures.profiles.resume.lines import language_line, link_line
from jobfutures.profiles.resume.planning import REST, Change, Outcome

ABOUT = ("name", "headline", "email", "phone", "homepage", "summary_md", "links", "languages")


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One entry in a list. before, after: the places that its two arrows lead to; None where it cannot go further."""

    id: UUID
    title: str
    meta: list[str]
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part of the overview. lines: single facts, as (label, text).  unsaid: labels of what is empty."""

    title: str
    address: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    items: list[ShownItem] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Overview:
    parts: list[ShownPart]
    filled: int
    evidence: int
    blocked: int


def shown_title(section: str, item: Item) -> str:
    return wording.heading(section, said(item, SECTIONS[section])) or str(labels.UNNAMED)


def item_rows(section: str, items: list[Item]) -> list[ShownItem]:
    last = len(items) - 1
    return [
        ShownItem(
            item.pk,
            shown_title(section, item),
            wording.meta(section, said(item, SECTIONS[section])),
            place - 1 if place > 0 else None,
            place + 1 if place < last else None,
        )
        for place, item in enumerate(items)
    ]


def overview_of(person: User) -> Overview:
    """Return the whole profile at a glance. Six queries."""
    profile, evidence, blocked = counted_profile(person)
    parts = [about_part(profile, person), wishes_part(profile)]
    for section in SECTIONS:
        rows = item_rows(section, list(items_of(person, section)))
        parts.append(ShownPart(str(labels.SECTIONS[section]), reverse("profiles:items", args=[section]), items=rows))
    filled = sum(bool(part.lines or part.items) for part in parts)
    return Overview(parts, filled, evidence, blocked)


def about_part(profile: Profile, person: User) -> ShownPart:
    """Return who somebody is; the address of the account stands for one that was never given."""
    texts = {column: shown_value(column, getattr(profile, column)) for column in ABOUT}
    texts["email"] = texts["email"] or (person.email if profile.name else "")
    texts["city"] = place_of(profile)
    texts["timezone"] = profile.timezone.replace("_", " ")
    names = {column: str(labels.COLUMNS[column]) for column in texts} | {"city": _("Place")}
    return ShownPart(
        _("About you"),
        reverse("profiles:about"),
        [(names[column], text) for column, text in texts.items() if text],
        unsaid=[names[column] for column, text in texts.items() if not text],
    )


def shown_value(column: str, value: Any) -> str:
    if column == "links":
        return "\n".join(link_line(one) for one in value)
    if column == "languages":
        return "\n".join(language_line(one) for one in value)
    return str(value)


def place_of(profile: Profile) -> str:
    return ", ".join(part for part in (profile.city, NAMES.get(profile.country, "")) if part)


def wishes_part(profile: Profile) -> ShownPart:
    relocates = {True: _("Yes"), False: _("No")}
    texts = [
        (_("Where you would work"), ", ".join(str(Workplace(one).label) for one in profile.workplaces)),
        (_("Would you move for it?"), relocates.get(profile.relocates, "") if profile.relocates is not None else ""),
        (_("When you could begin"), str(profile.get_availability_display()) if profile.availability else ""),
        (_("Your right to work"), "\n".join(permission(one) for one in profile.work_auth)),
        (_("The least you would work for"), _("kept for your own search") if profile.pay_floor else ""),
    ]
    lines = [(label, text) for label, text in texts if text]
    unsaid = [label for label, text in texts if not text]
    if lines or profile.search_state != SearchState.NOT_LOOKING:
        lines.insert(0, (_("Are you looking?"), str(profile.get_search_state_display())))
    return ShownPart(_("What you look for"), reverse("profiles:wishes"), lines, unsaid=unsaid)


def permission(one: dict[str, str]) -> str:
    return f"{NAMES[one['country']]}: {Permission(one['status']).label}"


MOST_LINES = 200  # of one part of a plan: a file may have very many keys
OUTCOMES: dict[Outcome, Any] = {
    Outcome.ADDED: later("added"),
    Outcome.CHANGED: later("changed"),
    Outcome.KEPT: later("kept"),
    Outcome.REMOVED: later("removed"),
}


@dataclass(frozen=True, slots=True)
class PlannedLine:
    outcome: str
    word: str
    name: str
    columns: list[str]


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """more: how many lines are not shown."""

    title: str
    lines: list[PlannedLine]
    more: int


def plan_of(changes: Iterable[Change]) -> list[PlannedPart]:
    """Return what a file would do, part by part, with what changes before what stays."""
    order = [Outcome.ADDED, Outcome.CHANGED, Outcome.REMOVED, Outcome.KEPT]
    by_part: dict[str, list[Change]] = {}
    for one in changes:
        by_part.setdefault("about" if one.part == "languages" else one.part, []).append(one)
    return [
        PlannedPart(
            part_title(part),
            [planned_line(one) for one in sorted(found, key=lambda one: order.index(one.outcome))[:MOST_LINES]],
            max(len(found) - MOST_LINES, 0),
        )
        for part, found in by_part.items()
    ]


def part_title(part: str) -> str:
    if part == REST:
        return _("Kept as the file says it, for it has no field here")
    return _("About you") if part == "about" else str(labels.SECTIONS[part])


def planned_line(one: Change) -> PlannedLine:
    if one.part in ("about", "languages"):
        name = str(labels.COLUMNS[one.name])
    elif one.part == REST:
        name = str(labels.LISTS_OF_A_FILE.get(one.name, one.name))
    else:
        name = one.name or str(labels.UNNAMED)
    columns = [str(labels.column_label(one.part, column)) for column in one.columns]
    return PlannedLine(one.outcome.value.lower(), str(OUTCOMES[one.outcome]), Truncator(name).chars(200), columns)
