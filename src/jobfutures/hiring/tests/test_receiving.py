"""The list of what was sent to a company."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.disclosure.reading import Reader
from jobfutures.hiring.models import Application
from jobfutures.hiring.queries.interviews import name_of, own_interviews
from jobfutures.hiring.queries.receiving import called, received
from jobfutures.hiring.tests.made import application, interview
from jobfutures.jobs.tests.made import job
from tests.access import client_of
from tests.people import person

pytestmark = pytest.mark.django_db
LIST = "/hire/acme/applications/"


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


@pytest.fixture
def bens(ben: User) -> Client:
    return client_of(ben)


def named(name: str) -> dict[str, object]:
    return {"profile.name": [{"title": name}], "profile.email": [{"title": "a@example.org"}]}


def test_who_waits_longest_stands_first_and_what_is_overdue_is_said(acme: Company, bens: Client, ana: User) -> None:
    posting, other = job(acme), job(acme, title="Another job")
    now = timezone.now()
    for days, (name, of) in enumerate((("Zoe", posting), ("Cem", other), ("Ada", posting)), start=1):
        since = now - timedelta(days=4 * days)
        application(of, person(name.lower()), snapshot=named(name), turn_since=since, due_at=since + timedelta(days=7))
    application(posting, person("gone"), state="WITHDRAWN", snapshot=named("Gone"))
    application(posting, person("no"), state="DECLINED", snapshot=named("Declined"))
    application(job(company("bolt")), ana, snapshot=named("Elsewhere"))
    page = bens.get(LIST).text

    assert page.index("Ada") < page.index("Cem") < page.index("Zoe")
    assert page.count("overdue since") == 2
    assert not any(name in page for name in ("Gone", "Declined", "Elsewhere"))
    assert "Cem" not in bens.get(f"{LIST}?job={posting.pk}").text
    ended = bens.get(f"{LIST}?turn=NOBODY&job=").text
    assert ("Declined" in ended, "Ada" in ended, "Gone" in ended) == (True, False, False)
    for nonsense in ("?job=nothing", "?turn=RATING&order=level", "?after=later", "?after=1.2&job=%00"):
        assert bens.get(LIST + nonsense).status_code == 200


def test_the_list_goes_on_from_where_it_ended_in_few_queries(acme: Company, bens: Client, ben: User) -> None:
    posting, now = job(acme), timezone.now()
    one = application(posting, person("first"))
    for number in range(60):
        one.pk, one.candidate = None, User.objects.create(email=f"p{number}@example.org")
        one.snapshot, one.turn_since = named(f"Person {number:02}"), now - timedelta(minutes=number // 2)
        one._state.adding = True
        one.id = Application._meta.pk.get_default()
        one.save(force_insert=True)
    with CaptureQueriesContext(connection) as made:
        first = bens.get(LIST).text
    following = first.split("?after=")[1].split('"')[0]
    second = bens.get(f"{LIST}?after={following}").text
    seen = [name for page in (first, second) for name in (f"Person {n:02}" for n in range(60)) if name in page]

    assert len(made) <= 8
    assert first.count("Person ") == 49 + 0
    assert sorted(seen) == [f"Person {n:02}" for n in range(60)]
    assert "Go on" not in second


def test_members_see_what_is_theirs_and_the_way_there_says_how_many_wait(
    acme: Company, bens: Client, ana: User, olga: User
) -> None:
    sent = application(job(acme), ana, snapshot=named("Ada"))
    ivan = member(acme, person("ivan"), "INTERVIEWER").person
    ivans = client_of(ivan)
    assert "Ada" not in ivans.get(LIST).text
    interview(sent, ivan)
    assert "Ada" in ivans.get(LIST).text
    assert client_of(olga).get(LIST).status_code == 404
    assert client_of(ana).get(LIST).status_code == 404

    for page in ("/hire/", "/hire/acme/"):
        assert ("1 waits for an answer" in bens.get(page).text, LIST in bens.get(page).text) == (True, True)
        assert ("waits for an answer" in ivans.get(page).text, LIST in ivans.get(page).text) == (False, True)
    Company.objects.update(state="LAPSED")
    assert "Ada" not in bens.get(LIST).text
    assert "waits for an answer" not in bens.get("/hire/").text


@pytest.mark.parametrize(
    ("snapshot", "who"),
    [
        (named("Ada"), "Ada"),
        ({"profile.email": [{"title": "a@example.org"}]}, "a@example.org"),
        ({"profile.name": [{"title": ""}], "profile.email": [{"title": "a@example.org"}]}, "a@example.org"),
        ({"profile.name": [], "profile.email": []}, ""),
        ({"profile.work": [{"title": "A bakery"}]}, ""),
        ({}, ""),
    ],
)
def test_lists_call_somebody_as_their_own_page_does(
    acme: Company, ben: User, ana: User, snapshot: dict[str, object], who: str
) -> None:
    sent = application(job(acme), ana, state="INTERVIEWING", snapshot=snapshot)
    interview(sent, ben)
    at, reader = timezone.now(), Reader(ben, acme, "OWNER")
    lines = received(reader, job=None, turn="COMPANY", after=None, at=at).lines

    assert [one.who for one in lines] == [called(sent)] == [who]
    assert [one.name for one in own_interviews(ben, acme, "OWNER", at)] == [name_of(sent)]


def test_the_page_of_an_interview_asks_eleven_times_at_most_in_whatever_state(
    acme: Company, bens: Client, ben: User, ana: User
) -> None:
    sent = application(job(acme), ana, state="OFFERED")
    held = [interview(sent, ben, state="COMPLETED"), interview(sent, ben, state="CANCELLED"), interview(sent, ben)]
    asked = []
    bens.get("/hire/acme/interviews/")  # the first page of a session notes the device
    for one in held:
        with CaptureQueriesContext(connection) as made:
            assert bens.get(f"/hire/acme/interviews/{one.pk}/").status_code == 200
        asked.append(len(made))

    assert asked == [11, 10, 11]
