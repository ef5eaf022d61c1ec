"""Everybody who waits at a job is answered in one go, once each, whatever happens on the way."""

from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Membership
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.commands import bulk as commands
from jobfutures.hiring.commands.upkeep import take_up_again
from jobfutures.hiring.models import Application, BulkClose, Decision
from jobfutures.hiring.tests.made import MESSAGE, application
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import job
from jobfutures.profiles.models import BlockRule
from tests.access import client_of
from tests.markup import Page
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
ANSWER = {"reason": "POSITION_FILLED", "message": MESSAGE, "closes_as": "FILLED"}


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


@pytest.fixture
def posting(acme: Company) -> Job:
    return job(acme)


@pytest.fixture
def waiting(posting: Job) -> list[Application]:
    states = ("SUBMITTED", "SUBMITTED", "ACKNOWLEDGED", "INTERVIEWING", "DECIDING")
    return [application(posting, person(f"p{number}"), state=state) for number, state in enumerate(states)]


@pytest.fixture
def bens(ben: User) -> Client:
    return client_of(ben)


def address(of: Job, only: str = "") -> str:
    return f"/hire/{of.company.slug}/applications/answers/{of.pk}/{only}"


def form_of(client: Client, of: Job, only: str = "", **said: object) -> dict[str, object]:
    """Return the form as a browser sends it, filled in."""
    form = next(one for one in Page(client.get(address(of, only)).text).forms if "number" in one.values())
    return {**form.values(), **ANSWER, **said}


def states(rows: list[Application]) -> list[str]:
    found = Application.objects.in_bulk([one.pk for one in rows])
    return [found[one.pk].state for one in rows]


def worked_off() -> None:
    """Let the worker do what waits."""
    for bulk in BulkClose.objects.running():
        commands.answer_all.func(str(bulk.pk))


def test_all_who_wait_are_shown_answered_once_and_the_job_closes(
    posting: Job, waiting: list[Application], bens: Client
) -> None:
    page = bens.get(address(posting))
    assert "5 people get this answer" in page.text
    assert page.text.count(" Example<") == 5
    words = form_of(bens, posting)

    first, again = (bens.post(address(posting), words) for _ in range(2))
    worked_off()

    assert (first.status_code, first["Location"]) == (302, again["Location"])
    bulk = BulkClose.objects.get()
    assert (bulk.number, bulk.answered, bulk.ended_at is not None) == (5, 5, True)
    assert states(waiting) == ["DECLINED"] * 5
    assert sorted(Decision.objects.values_list("message", flat=True)) == [MESSAGE] * 5
    assert Job.objects.values_list("state", "close_reason").get() == ("CLOSED", "FILLED")
    assert len(mail.outbox) == 5
    assert "5 of 5 are answered." in bens.get(first["Location"]).text


def test_what_was_broken_off_goes_on_and_answers_nobody_twice(
    posting: Job, waiting: list[Application], bens: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_by_one = commands.answer_one
    done: list[object] = []

    def killed_after_two(**facts: object) -> bool:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(facts)
        return one_by_one(**facts)

    monkeypatch.setattr(commands, "answer_one", killed_after_two)
    bens.post(address(posting), form_of(bens, posting))
    bulk = BulkClose.objects.get()
    with pytest.raises(KeyboardInterrupt):
        worked_off()
    assert states(waiting).count("DECLINED") == 2
    assert "2 of 5 are answered." in bens.get(f"/hire/acme/applications/answers/progress/{bulk.pk}/").text
    another = bens.post(address(posting), form_of(bens, posting))
    assert (another.status_code, "at this moment" in another.text) == (409, True)

    monkeypatch.setattr(commands, "answer_one", one_by_one)
    assert take_up_again(at=timezone.now()) == 0
    BulkClose.objects.update(begun_at=NOON)
    assert take_up_again(at=timezone.now()) == 1
    worked_off()
    commands.answer_all.func(str(bulk.pk))

    bulk.refresh_from_db()
    assert (states(waiting), bulk.answered) == (["DECLINED"] * 5, 5)
    assert (Decision.objects.count(), len(mail.outbox)) == (5, 5)
    assert Job.objects.get().state == "CLOSED"


def test_only_who_was_shown_is_answered(posting: Job, waiting: list[Application], bens: Client) -> None:
    words = form_of(bens, posting, "?only=unread")
    late = application(posting, person("late"), submitted_at=timezone.now())
    assert bens.post(address(posting, "?only=unread"), words).status_code == 302
    worked_off()
    assert states(waiting) == ["DECLINED", "DECLINED", "ACKNOWLEDGED", "INTERVIEWING", "DECIDING"]
    assert (states([late]), Job.objects.get().state) == (["SUBMITTED"], "PUBLISHED")

    words = form_of(bens, posting)
    Application.objects.filter(pk=waiting[2].pk).update(state="WITHDRAWN")
    refused = bens.post(address(posting), words)
    assert (refused.status_code, MESSAGE in refused.text) == (409, True)
    assert "Others wait than when you opened the page." in refused.text
    again = next(one for one in Page(refused.text).forms if "number" in one.values()).values()
    assert again["number"] == "3"
    assert bens.post(address(posting), {**again, **ANSWER}).status_code == 302
    worked_off()
    assert Job.objects.get().state == "CLOSED"


def test_an_offer_is_left_alone_and_keeps_the_job_open(posting: Job, bens: Client) -> None:
    rows = [application(posting, person("p"), state=state) for state in ("SUBMITTED",)]
    offered = application(posting, person("q"), state="OFFERED")
    assert "1 person has an offer" in bens.get(address(posting)).text
    begun = bens.post(address(posting), form_of(bens, posting))
    worked_off()
    answer = bens.get(begun["Location"])

    assert (states(rows), states([offered]), Job.objects.get().state) == (["DECLINED"], ["OFFERED"], "PUBLISHED")
    assert "1 applicant still waits" in answer.text


def test_it_is_for_those_who_hire_and_stops_when_they_do_not_any_more(
    posting: Job, waiting: list[Application], ben: User, bens: Client
) -> None:
    ivan = client_of(member(posting.company, person("ivan"), "INTERVIEWER").person)
    words = form_of(bens, posting)
    for client, status in ((ivan, 403), (client_of(person("stranger")), 404), (Client(), 302)):
        assert client.get(address(posting)).status_code == status
        assert client.post(address(posting), words).status_code == status
    for wrong in ({"reason": ""}, {"message": "No."}, {"closes_as": "BORED"}):
        assert bens.post(address(posting), {**words, **wrong}).status_code == 422
    nonsense = {"number": "many", "until": "soon"}
    assert bens.post(address(posting), {**words, **nonsense}).status_code in {409, 422}
    assert states(waiting)[0] == "SUBMITTED"
    facts = {"by": ben, "reason": "OTHER", "message": MESSAGE, "number": 5, "until": timezone.now()}
    bulk = BulkClose.objects.create(job=posting, key=uuid4(), begun_at=NOON, **facts)
    Membership.objects.filter(person=ben).update(removed_at=NOON)
    worked_off()
    bulk.refresh_from_db()
    assert (bulk.answered, bulk.ended_at is not None, states(waiting)[0]) == (0, True, "SUBMITTED")


def test_who_hides_from_the_company_neither_shows_nor_keeps_its_job_open(
    posting: Job, waiting: list[Application], bens: Client
) -> None:
    hidden = waiting[0]
    BlockRule.objects.create(owner=hidden.candidate, kind="COMPANY", value="acme", made_at=NOON)
    assert "4 people get this answer" in bens.get(address(posting)).text
    bens.post(address(posting), form_of(bens, posting))
    worked_off()

    assert (states([hidden]), Job.objects.get().state) == (["SUBMITTED"], "CLOSED")
