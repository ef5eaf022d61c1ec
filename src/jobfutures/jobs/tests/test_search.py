"""Searching postings: words, boxes, pay, places in the list; with the index and without."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobfutures.companies.tests import made as companies
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.models import Change, Job
from jobfutures.jobs.queries import database
from jobfutures.jobs.queries.saved import wanted_of
from jobfutures.jobs.queries.searching import Results, search
from jobfutures.jobs.tests import made
from jobfutures.jobs.wanted import RELEVANCE, Wanted

pytestmark = pytest.mark.django_db
Indexed = Callable[[], bool]


def found(limit: int = 20, after: str = "", **wanted: Any) -> Results:
    return search(Wanted(**wanted), after, timezone.now(), limit=limit)


def titles(**wanted: Any) -> set[str]:
    return {job.title for job in found(**wanted).jobs}


@pytest.fixture
def postings(indexed: Indexed) -> dict[str, Job]:
    """Four postings of two companies: hybrid in Berlin, remote, on site in Lisbon, and one by the hour."""
    acme, other = companies.company(), companies.company("other")
    other.size = "UP_TO_50"
    other.save()
    names, queues = made.area(), made.area("queues-and-workers", "B1")
    now = timezone.now()
    jobs = {
        "berlin": made.job(acme, title="Backend developer, bookings", topics=[names], at=now),
        "remote": made.job(
            other, title="Platform engineer", topics=[names, queues], at=now - timedelta(days=3), level="STAFF",
            pay_min=9_000_000, pay_max=12_000_000, **made.REMOTE,
        ),
        "lisbon": made.job(
            other, title="Data engineer", topics=[queues], at=now - timedelta(days=20), level="JUNIOR",
            places=[{"city": "Lisbon", "country": "PT"}], workplace="ONSITE", hybrid_days=None, pay_min=3_000_000,
            pay_max=4_000_000, response_promise_days=2, description="You write Kubernetes operators. " * 9,
        ),
        "hourly": made.job(
            acme, title="Payments developer", topics=[names], at=now - timedelta(days=40), employment="CONTRACTOR",
            pay_min=6_000, pay_max=8_000, pay_currency="USD", pay_period="HOUR", closes_at=now + timedelta(days=3),
        ),
    }  # fmt: skip
    indexed()
    return jobs


ASKED = [
    ({}, {"berlin", "remote", "lisbon", "hourly"}),
    ({"q": "developers"}, {"berlin", "hourly"}),
    ({"q": "PLATF"}, {"remote"}),
    ({"q": "kubernetes operator"}, {"lisbon"}),
    ({"q": "lisbon"}, {"lisbon"}),
    ({"q": "portugal"}, {"remote", "lisbon"}),
    ({"q": "acme"}, {"berlin", "hourly"}),
    ({"q": "queues workers"}, {"remote", "lisbon"}),
    ({"workplace": ("REMOTE",)}, {"remote"}),
    ({"workplace": ("REMOTE", "ONSITE")}, {"remote", "lisbon"}),
    ({"level": ("STAFF", "JUNIOR"), "workplace": ("ONSITE",)}, {"lisbon"}),
    ({"country": ("PT",)}, {"remote", "lisbon"}),
    ({"city": ("DE:Berlin",)}, {"berlin", "hourly"}),
    ({"topic": ("queues-and-workers",)}, {"remote", "lisbon"}),
    ({"size": ("UP_TO_50",)}, {"remote", "lisbon"}),
    ({"employment": ("CONTRACTOR",)}, {"hourly"}),
    ({"currency": "USD"}, {"hourly"}),
    ({"currency": "EUR", "pay_from": 85_000}, {"berlin", "remote"}),
    ({"currency": "EUR", "pay_from": 8_000, "period": "MONTH"}, {"remote"}),
    ({"currency": "USD", "pay_from": 160_000}, {"hourly"}),
    ({"currency": "USD", "pay_from": 170_000}, set()),
    ({"days": 7}, {"berlin", "remote"}),
    ({"answers": 2}, {"lisbon"}),
    ({"q": "developer", "city": ("DE:Berlin",), "currency": "EUR", "days": 7}, {"berlin"}),
]


def named(part: dict[str, Any] | set[str]) -> str:
    """Name a case alike in every process: the order of a set is chance."""
    return str(sorted(part) if isinstance(part, set) else part)


@pytest.mark.parametrize(("asked", "wanted"), ASKED, ids=named)
def test_what_is_asked_for_is_found(postings: dict[str, Job], asked: dict[str, Any], wanted: set[str]) -> None:
    results = found(**asked)

    assert {job.pk for job in results.jobs} == {postings[name].pk for name in wanted}
    assert (results.count, results.indexed) == (len(wanted), True)


@pytest.mark.parametrize(
    ("asked", "wanted"), [one for one in ASKED if one[0].get("q") not in ("kubernetes operator", "portugal")], ids=named
)
def test_without_an_index_the_database_finds_the_same(
    postings: dict[str, Job], index: JobIndex, asked: dict[str, Any], wanted: set[str]
) -> None:
    index.stamp.unlink()
    asked = {**asked, "q": asked.get("q", "").replace("developers", "developer")}

    results = found(**asked)

    assert {job.pk for job in results.jobs} == {postings[name].pk for name in wanted}
    assert not results.indexed


def test_a_wrong_letter_is_forgiven_where_nothing_has_the_word(postings: dict[str, Job]) -> None:
    results = found(q="platfrom")

    assert [job.title for job in results.jobs] == ["Platform engineer"]
    assert results.near
    assert not found(q="platform").near


def test_the_best_match_comes_first_where_that_is_asked_for(postings: dict[str, Job], indexed: Indexed) -> None:
    made.job(postings["berlin"].company, title="Platform, platform", description="Nothing about it. " * 20)
    indexed()

    assert next(iter(found(q="platform", sort=RELEVANCE).jobs)).title == "Platform, platform"


def test_the_newest_comes_first(postings: dict[str, Job]) -> None:
    assert [job.pk for job in found().jobs] == [postings[one].pk for one in ("berlin", "remote", "lisbon", "hourly")]


def test_facets_count_what_each_choice_would_leave(postings: dict[str, Job]) -> None:
    facets = found(workplace=("REMOTE",), currency="EUR").facets

    assert facets["workplace"] == {"HYBRID": 1, "REMOTE": 1, "ONSITE": 1}
    assert facets["level"] == {"STAFF": 1}
    assert facets["country"] == {"DE": 1, "PT": 1}
    assert facets["topic"] == {"names": 1, "queues-and-workers": 1}
    assert facets["days"] == {"1": 0, "7": 1, "30": 1}
    assert facets["answers"] == {"2": 0, "5": 0, "7": 1, "14": 1}


def test_pay_is_drawn_as_it_is(postings: dict[str, Job]) -> None:
    pays = found().pays

    assert pays
    assert pays.currency == "EUR"
    assert sum(number for _, _, number in pays.bars) == 3
    low, high, number = pays.bars[0]
    assert (low <= 3_500_000 < high, number) == (True, 1)


@pytest.mark.parametrize("is_indexed", [True, False])
def test_pages_of_the_list_are_complete_while_postings_are_added(
    indexed: Indexed, index: JobIndex, is_indexed: bool
) -> None:
    acme, same = companies.company(), timezone.now()
    there = {made.job(acme, title=f"Job {n}", at=same - timedelta(hours=n // 4)).pk for n in range(23)}
    indexed()
    seen: list[Any] = []
    after = ""
    for _ in range(20):
        if not is_indexed:
            index.stamp.unlink(missing_ok=True)
        results = found(limit=3, after=after)
        seen += [job.pk for job in results.jobs]
        made.job(acme, title="Newer", at=timezone.now() + timedelta(minutes=1))
        indexed()
        after = results.following
        if not after:
            break

    assert sorted(seen) == sorted(there)


def test_without_an_index_many_postings_are_looked_through_some_at_a_time(
    index: JobIndex, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOOKED_AT", 4)
    acme, now = companies.company(), timezone.now()
    wanted = [
        made.job(acme, title="Rare" if n in (5, 6, 8) else "Usual", at=now - timedelta(hours=n // 2)) for n in range(11)
    ]
    assert "The list goes on with older ones." in client.get("/jobs/?q=rare").text
    pages = [found(q="rare", limit=2)]
    while pages[-1].following:
        pages.append(found(q="rare", limit=2, after=pages[-1].following))

    seen = [job.pk for page in pages for job in page.jobs]
    assert {(page.indexed, page.is_more) for page in pages} == {(False, True)}
    assert sorted(seen) == sorted(job.pk for job in wanted if job.title == "Rare")


def test_a_posting_that_ended_is_gone_at_once_and_from_the_counts_with_the_next_tick(
    postings: dict[str, Job], indexed: Indexed
) -> None:
    Job.objects.filter(pk=postings["remote"].pk).update(state="CLOSED")
    Change.objects.create(job_id=postings["remote"].pk)

    assert "Platform engineer" not in titles()
    indexed()
    assert found().count == 3


def test_a_posting_is_found_after_one_tick(postings: dict[str, Job], indexed: Indexed) -> None:
    made.job(postings["berlin"].company, title="Compiler engineer")

    assert not found(q="compiler").count
    indexed()
    assert found(q="compiler").count == 1


def test_postings_of_a_suspended_company_are_found_by_nobody(postings: dict[str, Job]) -> None:
    company = postings["remote"].company
    company.state = "SUSPENDED"
    company.save()

    assert titles() == {"Backend developer, bookings", "Payments developer"}


HOSTILE = [
    "q=%00", "q=" + "a" * 300, "q=%F0%9F%A6%8A", "q='", 'q="', "q=%22)(*", "q=AND+OR+NOT", "q=İ", "q=e%CC%81",
    "workplace=HOME", "level=%00", "country=XX", "country=DE&country=DE", "city=%00", "city=" + "c" * 400, "city=:",
    "city=DE", "topic=none", "topic=" + "t" * 100, "size=HUGE", "currency=XXX", "pay_from=5",
    "pay_from=-1&currency=EUR", "pay_from=a&currency=EUR", "pay_from=99999999999999999999&currency=EUR",
    "pay_from=1000000000&currency=JPY&period=HOUR",
    "pay_from=1&currency=EUR&period=FORTNIGHT", "days=0", "days=-7", "days=a", "answers=1000", "sort=worst", "after=0",
    "after=-1", "after=x", "after=99999999", "after=99999999999999999.00000000000000000000000000000000", "after=²",
    "after=1.ffffffffffffffffffffffffffffffff", "sort=relevance&after=40", "sort=relevance&q=a&after=999",
    "q=a&sort=relevance&after=1.00000000000000000000000000000000", "unknown=1", "q=a&q=b",
    "&".join(f"city=DE:a{number}" for number in range(99)),
]  # fmt: skip


@pytest.mark.parametrize("page", ["", "search.atom", "search.json"])
@pytest.mark.usefixtures("postings")
def test_no_parameter_breaks_a_page(index: JobIndex, client: Client, page: str) -> None:
    def statuses() -> dict[str, int]:
        return {query: client.get(f"/jobs/{page}?{query}").status_code for query in HOSTILE}

    with_index = statuses()
    assert index.edition(), "no question breaks the index"
    index.stamp.unlink()

    assert set(with_index.values()) == {200, 422}
    assert statuses() == with_index


FIELDS = [
    "q",
    "workplace",
    "level",
    "country",
    "city",
    "topic",
    "currency",
    "pay_from",
    "period",
    "days",
    "after",
    "sort",
]
PAIRS = st.lists(st.tuples(st.sampled_from(FIELDS), st.text(max_size=30) | st.integers().map(str)), max_size=5)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=PAIRS)
def test_nothing_that_can_be_typed_breaks_the_list(
    postings: dict[str, Job], index: JobIndex, client: Client, pairs: list[tuple[str, str]]
) -> None:
    answer = client.get("/jobs/", QUERY_STRING=urlencode(pairs, errors="surrogatepass"))

    assert answer.status_code in (200, 422)
    assert index.edition()


def test_a_refused_search_says_why_beside_the_field_and_keeps_the_rest(
    postings: dict[str, Job], client: Client
) -> None:
    answer = client.get("/jobs/?q=engineer&pay_from=50000&level=SENIOR")

    assert answer.status_code == 422
    assert "Choose the currency that the amount is in." in answer.text
    assert 'value="engineer"' in answer.text
    assert 'value="50000"' in answer.text
    assert 'value="SENIOR" checked' in " ".join(answer.text.split())


def test_the_address_of_a_search_asks_for_the_same_again() -> None:
    wanted = Wanted(q="a b", level=("SENIOR", "LEAD"), city=("DE:Bad Tölz",), currency="EUR", pay_from=5, days=7)
    assert wanted_of(wanted.query()) == wanted
    assert replace(wanted, q="").query() == (
        "level=SENIOR&level=LEAD&city=DE%3ABad+T%C3%B6lz&currency=EUR&pay_from=5&days=7"
    )
