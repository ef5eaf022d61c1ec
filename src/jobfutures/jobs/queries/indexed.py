"""Live postings as the search index takes them in."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from jobfutures.jobs.entry import Entry
from jobfutures.jobs.models import Job, Place
from jobfutures.kit.countries import NAMES
from jobfutures.topics.models import Area

AT_ONCE = 2000
COLUMNS = (
    "pk", "key", "posted_at", "title", "description", "workplace", "level", "employment", "applicant_countries",
    "response_promise_days", "pay_currency", "pay_min", "pay_max", "pay_period", "company__name", "company__size",
)  # fmt: skip
Row = tuple[Any, ...]


def area_titles() -> dict[str, str]:
    """Return the titles of areas by slug, in reading order."""
    return dict(Area.objects.order_by("section__position", "position").values_list("slug", "title"))


def all_entries() -> Iterator[Entry]:
    """Yield every live posting, oldest id first, in short queries: no transaction stays open over all of them."""
    titles = area_titles()
    rows = live_rows()
    found = list(rows[:AT_ONCE])
    while found:
        yield from joined(found, titles, job__gte=found[0][0], job__lte=found[-1][0])
        found = list(rows.filter(pk__gt=found[-1][0])[:AT_ONCE])


def entries_of(ids: Collection[UUID]) -> Iterator[Entry]:
    """Yield those of these postings that are live."""
    return joined(list(live_rows().filter(pk__in=ids)), area_titles(), job__in=ids)


def live_rows() -> QuerySet[Job, Row]:
    return Job.objects.live().order_by("pk").annotate(key=key_of("pk")).values_list(*COLUMNS)


def key_of(column: str) -> Cast:
    """Return an id as the text that it is in the database: to make a UUID of each would be half of all the work."""
    return Cast(column, CharField())


def joined(rows: list[Row], titles: dict[str, str], **which: Any) -> Iterator[Entry]:
    places: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    topics: defaultdict[str, list[str]] = defaultdict(list)
    for key, country, city in Place.objects.filter(**which).values_list(key_of("job"), "country", "city"):
        places[key].append((country, city))
    for key, slug in Job.topics.through.objects.filter(**which).values_list(key_of("job"), "area__slug"):
        topics[key].append(slug)
    for row in rows:
        yield entry_of(row, places[row[1]], topics[row[1]], titles)


def entry_of(row: Row, places: list[tuple[str, str]], topics: list[str], titles: dict[str, str]) -> Entry:
    (pk, _key, posted_at, title, description, workplace, level, employment, applicants, promise, currency, low, high,
     period, company, size) = row  # fmt: skip
    countries = list(dict.fromkeys([*(country for country, _ in places), *applicants]))
    cities = dict.fromkeys(places)
    named = [*(city for _, city in cities), *(NAMES.get(code, "") for code in countries)]
    said = [title, company, *named, *(titles.get(one, "") for one in topics), description]
    return Entry(
        id=pk, posted_at=posted_at, title=title, text=" ".join(said), workplace=workplace, level=level,
        employment=employment, size=size, countries=countries, cities=[city_key(*one) for one in cities],
        topics=topics, promise_days=promise, currency=currency, pay_min=low, pay_max=high, period=period,
    )  # fmt: skip


def city_key(country: str, city: str) -> str:
    return f"{country}:{city}"
