"""What an import does, in words: for its page, and for the command."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from jobfutures.jobs.boards.shapes import Ask, Fault, Note, Reading, Why
from jobfutures.jobs.boards.wording import ASKED, LOST, SKIPPED
from jobfutures.jobs.models import Workplace
from jobfutures.jobs.queries.importing import Outcome, Plan, Planned
from jobfutures.kit.countries import NAMES
from jobfutures.kit.currencies import digits

MOST_SHOWN = 200
OUTCOMES = {
    Outcome.ADDED: later("new draft"),
    Outcome.UPDATED: later("draft written anew"),
    Outcome.SAME: later("unchanged"),
    Outcome.CHANGED: later("changed by somebody here, so left as it is"),
    Outcome.BEYOND: later("no draft any more, so left as it is"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One posting. facts: what was understood.  asks: what a person has to say or look at."""

    title: str
    outcome: str
    word: str
    facts: list[str]
    asks: list[str]


@dataclass(frozen=True, slots=True)
class LostGroup:
    """What was lost for one reason. places: where it stands first, and in how many entries."""

    why: str
    places: list[tuple[str, int]]
    more: int


@dataclass(frozen=True, slots=True)
class Report:
    """Each list holds at most as many as a page shows; more: how many of each are not in it."""

    counts: list[str]
    lines: list[Line]
    faults: list[str]
    skipped: list[tuple[str, str]]
    losses: list[LostGroup]
    gone: list[str]
    more: dict[str, int]
    writes: int


def report_of(plan: Plan, most: int = MOST_SHOWN) -> Report:
    reading = plan.reading
    counts = plan.counted()
    faults = [in_words(fault) for fault in reading.faults]
    skipped = [(one.title or one.pointer, _(SKIPPED[one.why])) for one in reading.skipped]
    gone = [one.title for one in plan.gone]
    parts = {"lines": plan.planned, "faults": faults, "skipped": skipped, "gone": gone}
    return Report(
        [counted(outcome, number) for outcome, number in counts.items() if number],
        [line_of(one) for one in plan.planned[:most]],
        faults[:most],
        skipped[:most],
        lost_groups(reading, most),
        gone[:most],
        {name: max(len(part) - most, 0) for name, part in parts.items()},
        counts[Outcome.ADDED] + counts[Outcome.UPDATED],
    )


def counted(outcome: Outcome, number: int) -> str:
    told = {
        Outcome.ADDED: ngettext("%(number)d new draft", "%(number)d new drafts", number),
        Outcome.UPDATED: ngettext("%(number)d draft written anew", "%(number)d drafts written anew", number),
        Outcome.SAME: ngettext("%(number)d unchanged", "%(number)d unchanged", number),
        Outcome.CHANGED: ngettext("%(number)d changed here, left", "%(number)d changed here, left", number),
        Outcome.BEYOND: ngettext("%(number)d no draft any more, left", "%(number)d no drafts any more, left", number),
    }
    return told[outcome] % {"number": number}


def lost_groups(reading: Reading, most: int) -> list[LostGroup]:
    found: dict[Why, list[tuple[str, int]]] = {why: [] for why in (Why.HIDDEN, Why.UNREAD, Why.UNKNOWN, Why.SAME)}
    for one in reading.losses:
        found[one.why].append((one.pointer, one.times))
    return [
        LostGroup(_(LOST[why]), sorted(places)[:most], max(len(places) - most, 0))
        for why, places in found.items()
        if places
    ]


def line_of(planned: Planned) -> Line:
    found = planned.found
    facts = [
        str(Workplace(found.workplace).label) if found.workplace else "",
        "; ".join(", ".join(filter(None, (one.city, NAMES.get(one.country, "")))) for one in found.places),
        pay_of(planned),
    ]
    asks = [asked(note) for note in found.notes]
    outcome = planned.outcome
    return Line(found.title, outcome.value.lower(), str(OUTCOMES[outcome]), [one for one in facts if one], asks)


def pay_of(planned: Planned) -> str:
    pay = planned.found.pay
    if pay is None:
        return ""
    unit = 10 ** digits(pay.currency)
    ends = [f"{one / unit:,.{0 if one % unit == 0 else digits(pay.currency)}f}" for one in (pay.low, pay.high)]
    text = f"{pay.currency} {ends[0] if ends[0] == ends[1] else ' to '.join(ends)}"
    return f"{text} / {period_word(pay.period)}" if pay.period else text


def period_word(period: str) -> str:
    words = {"HOUR": _("hour"), "DAY": _("day"), "WEEK": _("week"), "MONTH": _("month"), "YEAR": _("year")}
    return words[period]


def asked(note: Note) -> str:
    sentence, value = _(ASKED[note.ask]), note.value
    if note.ask is Ask.COUNTRIES:
        value = ", ".join(NAMES[code] for code in value.split(", ") if code in NAMES)
    elif note.ask is Ask.PLACE:
        value = NAMES.get(value, value)
    return f"{sentence} {_('On the board: %(value)s') % {'value': value}}" if value else sentence


def in_words(fault: Fault) -> str:
    told = _(fault.sentence) % dict(fault.values)
    return f"{fault.pointer[:200]}: {told}" if fault.pointer else told


def summary(plan: Plan) -> str:
    """Return in one sentence what an import wrote."""
    counts = plan.counted()
    added = ngettext("%(number)d draft added", "%(number)d drafts added", counts[Outcome.ADDED])
    updated = ngettext("%(number)d written anew", "%(number)d written anew", counts[Outcome.UPDATED])
    left = sum(counts[one] for one in (Outcome.SAME, Outcome.CHANGED, Outcome.BEYOND))
    kept = ngettext("%(number)d left as it was", "%(number)d left as they were", left)
    numbers = (counts[Outcome.ADDED], counts[Outcome.UPDATED], left)
    parts = [part % {"number": number} for part, number in zip((added, updated, kept), numbers, strict=True)]
    return f"{', '.join(parts)}."


def facts_of(plan: Plan) -> dict[str, Any]:
    """Return the whole report for a script: every loss, with its pointer."""
    reading = plan.reading
    return {
        "counts": {outcome.value.lower(): number for outcome, number in plan.counted().items()},
        "postings": [
            {
                "id": one.found.external_id, "title": one.found.title, "outcome": one.outcome.value.lower(),
                "asks": [{"ask": note.ask.value, "value": note.value} for note in one.found.notes],
            }
            for one in plan.planned
        ],
        "losses": [asdict(one) for one in reading.losses],
        "skipped": [asdict(one) for one in reading.skipped],
        "faults": [{"pointer": one.pointer, "sentence": in_words(one)} for one in reading.faults],
        "gone": [one.title for one in plan.gone],
    }  # fmt: skip
