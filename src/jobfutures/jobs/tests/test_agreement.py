"""Whatever is asked for, the index, the database and a plain look at every posting find and count the same."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobfutures.companies.tests import made as companies
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.models import Job
from jobfutures.jobs.queries.searching import Results, search
from jobfutures.jobs.tests import made
from jobfutures.jobs.wanted import Wanted
from jobfutures.jobs.yearly import yearly

pytestmark = pytest.mark.django_db
WORDS = ("alpha", "bravo", "charlie", "delta", "foxtrot")
CITIES = (("DE", "Berlin"), ("DE", "Bonn"), ("PT", "Lisbon"), ("FR", "Paris"))
TOPICS = ("names", "queues", "caches")
LEVELS = ("JUNIOR", "MIDDLE", "SENIOR")
SIZES = ("UP_TO_10", "MORE")


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


WANTED = st.fixed_dictionaries(
    {
        "q": st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
        "workplace": some("REMOTE", "HYBRID", "ONSITE"),
        "level": some(*LEVELS),
        "country": some("DE", "PT", "FR"),
        "city": some(*(f"{country}:{city}" for country, city in CITIES)),
        "topic": some(*TOPICS),
        "size": some(*SIZES),
        "days": st.sampled_from([None, 1, 7, 30]),
        "answers": st.sampled_from([None, 2, 5, 7, 14]),
        "currency": st.sampled_from(["", "EUR", "USD"]),
        "period": st.sampled_from(["YEAR", "MONTH", "HOUR"]),
    }
)


@pytest.fixture
def board(indexed: Callable[[], bool]) -> list[Job]:
    """Sixty postings of two companies with random facts, always the same."""
    chance, now = Random(3), timezone.now()  # noqa: S311 - the same postings every time
    firms = [companies.company(name) for name in ("acme", "other")]
    for firm, size in zip(firms, SIZES, strict=True):
        firm.size = size
        firm.save()
    areas = [made.area(name, pk) for name, pk in zip(TOPICS, ("A1", "B1", "C1"), strict=True)]
    for _ in range(60):
        workplace, place = chance.choice(("REMOTE", "HYBRID", "ONSITE")), chance.choice(CITIES)
        low = chance.randrange(30, 90)
        made.job(
            chance.choice(firms), at=now - timedelta(days=chance.choice((0, 0, 3, 10, 27))),
            closes_at=now + timedelta(days=9),
            title=" ".join(chance.sample(WORDS, 2)), description=" ".join(chance.sample(WORDS, 2)),
            topics=chance.sample(areas, chance.choice((1, 2))), level=chance.choice(LEVELS), workplace=workplace,
            hybrid_days=None, applicant_countries=[place[0]] if workplace == "REMOTE" else [],
            places=[] if workplace == "REMOTE" else [{"country": place[0], "city": place[1]}],
            pay_currency=chance.choice(("EUR", "USD")), pay_period=(period := chance.choice(("YEAR", "HOUR"))),
            pay_min=low * (100_000 if period == "YEAR" else 50), pay_max=low * (120_000 if period == "YEAR" else 60),
            response_promise_days=chance.choice((1, 3, 7, 10)),
        )  # fmt: skip
    indexed()
    return list(Job.objects.select_related("company").prefetch_related("places", "topics").newest_first())


def facts(job: Job) -> dict[str, set[str]]:
    places = list(job.places.all())
    return {
        "workplace": {job.workplace}, "level": {job.level}, "size": {job.company.size},
        "country": {place.country for place in places} | set(job.applicant_countries),
        "city": {f"{place.country}:{place.city}" for place in places},
        "topic": {area.slug for area in job.topics.all()}, "currency": {job.pay_currency},
    }  # fmt: skip


def fits(job: Job, wanted: Wanted, at: datetime, *, without: str = "") -> bool:
    """Judge one posting by itself. Days are counted from the beginning of the minute, so that counts can be kept."""
    said = facts(job)
    lists = ("workplace", "level", "country", "city", "topic", "size")
    words = f"{job.title} {job.description}".split()
    since = at.replace(second=0, microsecond=0) - timedelta(days=wanted.days or 0)
    paid = yearly(job.pay_max or 0, job.pay_period)
    has_currency = not wanted.currency or job.pay_currency == wanted.currency
    is_paid = wanted.yearly_from is None or paid >= wanted.yearly_from
    return (
        all(name == without or not getattr(wanted, name) or said[name] & set(getattr(wanted, name)) for name in lists)
        and all(word in words for word in wanted.words)
        and (without == "days" or wanted.days is None or (job.posted_at or at) >= since)
        and (without == "answers" or wanted.answers is None or job.response_promise_days <= wanted.answers)
        and (without == "currency" or (has_currency and is_paid))
    )


def shown(results: Results) -> list[Any]:
    return [job.pk for job in results.jobs]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=WANTED, pay=st.sampled_from([None, 30_000, 80_000, 45]))
def test_all_ways_of_looking_agree(board: list[Job], index: JobIndex, asked: dict[str, Any], pay: int | None) -> None:
    wanted = Wanted(**asked, pay_from=pay if asked["currency"] else None)
    now, stamp = timezone.now(), index.stamp.read_text()
    expected = [job.pk for job in board if fits(job, wanted, now)]

    found = search(wanted, "", now, limit=100)
    assert shown(found) == expected
    assert found.count == len(expected)
    for kind in ("workplace", "level", "country", "city", "topic", "size", "currency"):
        counted = Counter(one for job in board if fits(job, wanted, now, without=kind) for one in facts(job)[kind])
        assert found.facets[kind] == dict(counted), kind
    used = found.pays.currency if found.pays else ""
    assert (
        sum(bar[2] for bar in found.pays.bars)
        == (sum(fits(job, wanted, now) and job.pay_currency == used for job in board))
        if found.pays and wanted.pay_from is None
        else True
    )
    index.stamp.unlink()
    assert shown(search(wanted, "", now, limit=100)) == expected
    index.stamp.write_text(stamp)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=WANTED, size=st.integers(1, 9))
def test_the_pages_of_a_list_are_the_list(board: list[Job], asked: dict[str, Any], size: int) -> None:
    wanted, now, after, seen = Wanted(**asked), timezone.now(), "", []
    for _ in range(70):
        results = search(wanted, after, now, limit=size, is_counted=False)
        seen += shown(results)
        after = results.following
        if not after:
            break

    assert seen == [job.pk for job in board if fits(job, wanted, now)]
