"""Live postings as the search index takes them in."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from jobfutures.jobs.entry import Entry
from jobfutures.jobs.models import Job, Place
from jobfutures.kit.countries import NAMES
from jobfutures.topics.models import Area

AT_ONCE = 2000
COLUMNS = (
    "pk", "posted_at", "title", "description", "workplace", "level", "employment", "applicant_countries",
    "response_promise_days", "pay_currency", "pay_min", "pay_max", "pay_period", "company__name", "company__size",
)  # fmt: skip
Row = tuple[Any, ...]


def area_titles() -> dict[str, str]:
    """Return the titles of areas by slug, in reading order."""
    return dict(Area.objects.order_by("section__position", "position").values_list("slug", "title"))


def all_entries() -> Iterator[Entry]:
    """Yield every live posting, oldest id first, in short queries: no transaction stays open over all of them."""
    titles = area_titles()
    rows = Job.objects.live().order_by("pk").values_list(*COLUMNS)
    found = list(rows[:AT_ONCE])
    while found:
        yield from joined(found, titles)
        found = list(rows.filter(pk__gt=found[-1][0])[:AT_ONCE])


def entries_of(ids: Collection[UUID]) -> Iterator[Entry]:
    """Yield those of these postings that are live."""
    return joined(list(Job.objects.live().filter(pk__in=ids).order_by("pk").values_list(*COLUMNS)), area_titles())


def joined(rows: list[Row], titles: dict[str, str]) -> Iterator[Entry]:
    ids = [row[0] for row in rows]
    places: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
    topics: defaultdict[UUID, list[str]] = defaultdict(list)
    for job, country, city in Place.objects.filter(job__in=ids).values_list("job_id", "country", "city"):
        places[job].append((country, city))
    for job, area in Job.topics.through.objects.filter(job__in=ids).values_list("job_id", "area__slug"):
        topics[job].append(area)
    for row in rows:
        yield entry_of(row, places[row[0]], topics[row[0]], titles)


def entry_of(row: Row, places: list[tuple[str, str]], topics: list[str], titles: dict[str, str]) -> Entry:
    (pk, posted_at, title, description, workplace, level, employment, applicants, promise, currency, low, high, period,
     company, size) = row  # fmt: skip
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
