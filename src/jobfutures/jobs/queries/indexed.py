"""Live postings as the search index takes them in."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from jobfutures.jobs.entry import Entry
from jobfutures.jobs.models import Job, Place, State
from jobfutures.jobs.rules import LIVE
from jobfutures.kit.countries import NAMES
from jobfutures.topics.models import Area

AT_ONCE = 2000
COLUMNS = (
    "key", "posted", "title", "description", "workplace", "level", "employment", "countries",
    "response_promise_days", "pay_currency", "pay_min", "pay_max", "pay_period", "company__name", "company__size",
)  # fmt: skip
Row = tuple[Any, ...]
Stretch = tuple[UUID | None, UUID | None]  # from the first id on, before the last; None is no edge
Areas = dict[str, tuple[str, str]]  # slug and title by id


def area_titles() -> dict[str, str]:
    """Return the titles of areas by slug, in reading order."""
    return dict(areas().values())


def areas() -> Areas:
    rows = Area.objects.order_by("section__position", "position").values_list("pk", "slug", "title")
    return {pk: (slug, title) for pk, slug, title in rows}


def stretches(size: int) -> list[Stretch]:
    """Part the ids of all postings: between two edges are so many that are live, as far as their own state tells.

    Other states are left out instead of these chosen, or SQLite would sort all postings of an index by state.
    """
    ids = Job.objects.exclude(state__in=set(State) - LIVE).order_by("pk").values_list("pk", flat=True)
    edges: list[UUID | None] = [None]
    while found := list((ids.filter(pk__gte=edges[-1]) if edges[-1] else ids)[size : size + 1]):
        edges += found
    return list(pairwise([*edges, None]))


def entries_between(first: UUID | None, last: UUID | None) -> Iterator[Entry]:
    """Yield every live posting from the first id on and before the last one, oldest id first, in short queries: no
    transaction stays open over all of them.
    """
    named = areas()
    rows = live_rows()
    rows = rows.filter(pk__gte=first) if first else rows
    rows = rows.filter(pk__lt=last) if last else rows
    found = list(rows[:AT_ONCE])
    while found:
        oldest, newest = UUID(found[0][0]), UUID(found[-1][0])
        yield from joined(found, named, job__gte=oldest, job__lte=newest)
        found = list(rows.filter(pk__gt=newest)[:AT_ONCE])


def entries_of(ids: Collection[UUID]) -> Iterator[Entry]:
    """Yield those of these postings that are live."""
    return joined(list(live_rows().filter(pk__in=ids)), areas(), job__in=ids)


def live_rows() -> QuerySet[Job, Row]:
    """Ask for ids, instants and lists as texts: to let Django make objects of them is half of all work."""
    texts = {"key": text_of("pk"), "posted": text_of("posted_at"), "countries": text_of("applicant_countries")}
    return Job.objects.live().order_by("pk").annotate(**texts).values_list(*COLUMNS)


def text_of(column: str) -> Cast:
    return Cast(column, TextField())


def joined(rows: list[Row], named: Areas, **which: Any) -> Iterator[Entry]:
    places: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    topics: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, country, city in Place.objects.filter(**which).values_list(text_of("job"), "country", "city"):
        places[key].append((country, city))
    for key, area in Job.topics.through.objects.filter(**which).values_list(text_of("job"), "area"):
        topics[key] += [named[area]] if area in named else []  # else it came a moment ago, and all is made anew
    for row in rows:
        yield entry_of(row, places.get(row[0], []), topics.get(row[0], []))


def entry_of(row: Row, places: list[tuple[str, str]], topics: list[tuple[str, str]]) -> Entry:
    (key, posted, title, description, workplace, level, employment, applicants, promise, currency, low, high,
     period, company, size) = row  # fmt: skip
    countries = [country for country, _ in places]
    if applicants != "[]":
        countries += json.loads(applicants)
    if len(countries) > 1:
        countries = list(dict.fromkeys(countries))
        places = list(dict.fromkeys(places))
    said = [title, company, *[city for _, city in places], *[NAMES.get(code, "") for code in countries],
            *[name for _, name in topics], description]  # fmt: skip
    return Entry(
        id=int(key.replace("-", ""), 16), posted_at=instant_of(posted), title=title, text=" ".join(said),
        workplace=workplace, level=level, employment=employment, size=size, countries=countries,
        cities=[city_key(*one) for one in places], topics=[slug for slug, _ in topics], promise_days=promise,
        currency=currency, pay_min=low, pay_max=high, period=period,
    )  # fmt: skip


def instant_of(text: str) -> datetime:
    """Read an instant as SQLite and PostgreSQL write it; SQLite's are in UTC, and do not say so."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def city_key(country: str, city: str) -> str:
    return f"{country}:{city}"
