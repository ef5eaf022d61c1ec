"""How the page of postings offers to narrow a search, and to widen it again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jobfutures.companies.models import Size
from jobfutures.jobs.answers import Counts
from jobfutures.jobs.boxes import Choice, boxes
from jobfutures.jobs.checking import ANSWERS, DAYS, LISTS, SearchForm
from jobfutures.jobs.models import Employment, Level, Workplace
from jobfutures.jobs.wanted import Wanted
from jobfutures.kit.countries import NAMES, without_marks
from jobfutures.kit.widgets import choose
from jobfutures.profiles.models import PayPeriod

MOST_SHOWN = 8
FIXED = {"workplace": Workplace, "level": Level, "employment": Employment, "size": Size}
OPEN = ("workplace", "level", "topic")  # of the groups; the others open where something in them is chosen


@dataclass(frozen=True)
class Group:
    """The boxes of one kind: those shown, and those behind `more`."""

    name: str
    label: str
    shown: list[Choice]
    more: list[Choice]
    is_open: bool
    errors: list[str]

    @property
    def boxes(self) -> SafeString:
        return boxes(self.name, self.shown)

    @property
    def more_boxes(self) -> SafeString:
        return boxes(self.name, self.more)


@dataclass(frozen=True)
class Chip:
    """One part of the search, and the query that asks without it."""

    label: str
    query: str


def label_of(kind: str, value: str, topics: dict[str, str]) -> str:
    if kind in FIXED:
        return str(dict(FIXED[kind].choices).get(value, value))
    if kind == "country":
        return NAMES.get(value, value)
    if kind == "topic":
        return topics.get(value, value)
    country, _colon, city = value.partition(":")
    return f"{city}, {NAMES.get(country, country)}" if city else value


def groups(form: SearchForm, counts: Counts, topics: dict[str, str]) -> list[Group]:
    """Return the boxes of every kind, with what is chosen among them even where nothing is left of it."""
    return [group(form, name, counts.get(name), topics) for name in LISTS]


def group(form: SearchForm, name: str, counts: dict[str, int] | None, topics: dict[str, str]) -> Group:
    chosen = [str(one) for one in form[name].value() or []][:50]
    values = dict.fromkeys([*all_of(name, counts, topics), *chosen])
    made = [
        Choice(one, label_of(name, one, topics), None if counts is None else number(name, one, counts), one in chosen)
        for one in values
    ]
    if name not in FIXED:
        made.sort(key=lambda one: (not one.chosen, -(one.number or 0), without_marks(one.label)))
    offered = [one for one in made if one.chosen or one.number != 0 or name in FIXED]
    most = len(offered) if name in FIXED else max(MOST_SHOWN, len(chosen))
    is_open = name in OPEN or bool(chosen)
    label = str(form.fields[name].label)
    return Group(name, label, offered[:most], offered[most:], is_open, [str(one) for one in form[name].errors])


def all_of(name: str, counts: dict[str, int] | None, topics: dict[str, str]) -> Iterable[str]:
    if name in FIXED:
        return list(FIXED[name].values)
    if counts is not None:
        return counts
    return {"country": list(NAMES), "topic": list(topics)}.get(name, [])


def number(name: str, value: str, counts: dict[str, int]) -> int | None:
    """Return the count of a value. Of cities only the most frequent are counted: of others it is not known."""
    return counts.get(value, None if name == "city" else 0)


def numbered(choices: Iterable[tuple[str, object]], counts: dict[str, int] | None) -> list[tuple[str, str]]:
    """Return the choices of a list with their counts behind them."""
    return [
        (value, f"{label} ({counts[value]})" if counts and value in counts else str(label)) for value, label in choices
    ]


def count_lists(form: SearchForm, counts: Counts) -> None:
    """Write the counts into the lists for days and answers; the most used currencies come first."""
    for name, choices in (("days", DAYS), ("answers", ANSWERS)):
        choose(form.fields[name], [("", _("any time")), *numbered(choices, counts.get(name))])
    used = counts.get("currency")
    if used:
        chosen = str(form["currency"].value() or "")
        codes = dict.fromkeys([*used, *([chosen] if chosen else [])])
        choose(form.fields["currency"], [("", _("any")), *numbered([(one, one) for one in codes], used)])


def chips(wanted: Wanted, topics: dict[str, str]) -> Iterator[Chip]:
    """Yield each part of a search that can be taken out by itself."""
    pairs = list(wanted.pairs())
    together = {"currency": ("currency", "pay_from", "period")}
    for name, value in pairs:
        if name in ("sort", "pay_from", "period"):
            continue
        gone = together.get(name, (name,))
        kept = wanted_without(pairs, gone, name, value)
        yield Chip(chip_label(wanted, name, value, topics), kept)


def wanted_without(pairs: list[tuple[str, str]], gone: tuple[str, ...], name: str, value: str) -> str:
    return urlencode([one for one in pairs if one[0] not in gone or (name in LISTS and one != (name, value))])


def chip_label(wanted: Wanted, name: str, value: str, topics: dict[str, str]) -> str:
    if name in LISTS:
        return label_of(name, value, topics)
    if name == "q":
        return f"“{value}”"
    if name == "days":
        return _("posted in %(time)s") % {"time": dict(DAYS)[value]}
    if name == "answers":
        return _("answers within %(time)s") % {"time": dict(ANSWERS)[value]}
    if wanted.pay_from is None:
        return _("paid in %(currency)s") % {"currency": value}
    period = PayPeriod(wanted.period).label
    return _("%(amount)d %(currency)s %(period)s or more") % {
        "amount": wanted.pay_from, "currency": value, "period": period,
    }  # fmt: skip
