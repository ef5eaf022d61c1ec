"""A candidate follows what they sent: whose turn it is, what was said, and what they may do about it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from jobfutures.accounts.limits import allow
from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company
from jobfutures.hiring.models import Application, Decision, Happening
from jobfutures.hiring.rules.applications import ENDED, LIVE, STEPS
from jobfutures.hiring.rules.interviews import STEPS as INTERVIEW_STEPS
from jobfutures.hiring.tests.made import MESSAGE, application, decline
from jobfutures.hiring.wording_events import EVENTS as WORDS
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import area, job
from tests.access import client_of
from tests.people import person

pytestmark = pytest.mark.django_db
EVENTS: dict[str, tuple[str, dict[str, str]]] = {
    "withdraw": ("withdrawal/", {}),
    "accept": ("offer/", {"answer": "accept", "text": "Gladly."}),
    "refuse": ("offer/", {"answer": "refuse", "text": ""}),
}


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


@pytest.fixture
def posting(acme: Company) -> Job:
    return job(acme, apply_mode="INTERNAL", apply_url="")


@pytest.fixture
def client(ana: User) -> Client:
    return client_of(ana)


def address(of: Application, path: str = "") -> str:
    return f"/applications/{of.pk}/{path}"


def test_every_event_of_a_candidate_in_every_state(client: Client, posting: Job, ana: User) -> None:
    sent = application(posting, ana)
    stranger = client_of(person("sam"))
    for state in (*LIVE, *ENDED):
        for event, (path, said) in EVENTS.items():
            Application.objects.filter(pk=sent.pk).update(state=state)
            assert stranger.post(address(sent, path), said).status_code == 404
            answer = client.post(address(sent, path), said)
            led_to = STEPS.get((state, event))
            now = Application.objects.get(pk=sent.pk).state
            assert (answer.status_code, now) == ((302, led_to[0]) if led_to else (409, state)), (state, event)
            if not led_to:
                assert "the application has moved on" in answer.text
    draft = application(job(posting.company, title="Draft"), ana, state="DRAFT")
    assert {client.post(address(draft, path), said).status_code for path, said in EVENTS.values()} == {404}


def test_the_timeline_has_words_for_every_event() -> None:
    events = {event for table in (STEPS, INTERVIEW_STEPS) for _state, event in table}

    assert events <= WORDS.keys()


def test_the_list_says_whose_turn_it_is_and_what_is_late(client: Client, acme: Company, ana: User) -> None:
    def made(title: str, state: str, **facts: Any) -> None:
        application(job(acme, title=title, apply_mode="INTERNAL"), ana, state=state, **facts)

    assert "You have not applied for anything here." in client.get("/applications/").text
    made("In time", "ACKNOWLEDGED")
    made("Late", "SUBMITTED", due_at=timezone.now() - timedelta(days=2))
    made("Offered", "OFFERED")
    made("Begun", "DRAFT")
    made("Over", "DECLINED")
    page = client.get("/applications/").text

    for shown in ("It is the turn of Acme.", "Acme is late with its answer.", "It promised one by", "It is your turn.",
                  "In time", "Offered", "Begun", "Over", "Declined"):  # fmt: skip
        assert shown in page
    assert "Over" not in client_of(person("sam")).get("/applications/").text
    assert Client().get("/applications/").status_code == 302


def test_a_page_shows_all_that_was_sent_and_nobody_else_sees_it(
    client: Client, posting: Job, ana: User, ben: User
) -> None:
    answers = [{"question": "From when?", "answer": "March"}]
    sent = application(posting, ana, answers=answers, stage=1, state="INTERVIEWING")
    page = client.get(address(sent)).text

    for shown in ("Ana Example", "I keep queues short.", "From when?", "March", "here you are",
                  "You sent your application", "Take the application back"):  # fmt: skip
        assert shown in page
    assert client_of(ben).get(address(sent)).status_code == 404
    assert "no-store" in client.get(address(sent))["Cache-Control"]


def test_a_message_is_said_once_and_moves_no_promise(client: Client, posting: Job, ana: User) -> None:
    sent = application(posting, ana)
    said = {"text": "Is it four days a week?", "key": str(uuid4())}
    for _ in range(2):
        assert client.post(address(sent, "messages/"), said).status_code == 302

    line = Happening.objects.get(event="write")
    assert (line.text, line.side) == ("Is it four days a week?", "CANDIDATE")
    assert Application.objects.get(pk=sent.pk).due_at == sent.due_at
    assert "You wrote" in client.get(address(sent)).text


def test_a_message_that_cannot_be_sent_stays_in_its_field(
    client: Client, posting: Job, ana: User, settings: Settings
) -> None:
    sent = application(posting, ana)
    for text, sentence in (("", "Write something first."), ("y" * 2001, "At most 2000 characters")):
        answer = client.post(address(sent, "messages/"), {"text": text})
        assert (answer.status_code, sentence in answer.text, text in answer.text) == (422, True, True)
    other = Happening.objects.create(
        application=application(job(posting.company, title="Other"), person("sam")), event="write", side="CANDIDATE",
        at=timezone.now(),
    )  # fmt: skip
    assert client.post(address(sent, "messages/"), {"text": "Mine", "key": str(other.pk)}).status_code == 302
    settings.POST_LIMITS_FACTOR = 1
    while allow("message", str(ana.pk), timezone.now()):
        pass
    answer = client.post(address(sent, "messages/"), {"text": "And again"})
    assert (answer.status_code, "And again" in answer.text) == (429, True)
    Application.objects.filter(pk=sent.pk).update(state="DECLINED")
    assert client.post(address(sent, "messages/"), {"text": "Why?"}).status_code == 409


def test_an_offer_needs_one_of_two_answers(client: Client, posting: Job, ana: User) -> None:
    sent = application(posting, ana, state="OFFERED")
    for answer in ("", "perhaps"):
        refused = client.post(address(sent, "offer/"), {"answer": answer, "text": "Let me think."})
        assert (refused.status_code, "Let me think." in refused.text, "Choose one." in refused.text) == (
            422,
            True,
            True,
        )
    client.post(address(sent, "offer/"), {"answer": "accept", "text": "Gladly."})
    assert "Gladly." in client.get(address(sent)).text


def test_a_no_says_why_and_leads_back_to_practice(client: Client, posting: Job, ana: User, ben: User) -> None:
    sent = application(posting, ana, state="DECLINED")
    made = decline(sent, ben, reason="SKILLS_TOPIC")
    Decision.objects.filter(pk=made.pk).update(topic=area())
    page = client.get(address(sent)).text

    assert MESSAGE in page
    assert "What we looked for in one topic was not there: Names" in " ".join(page.split())
    assert "/jobs/?topic=names" in page
    assert "1 open job asks for this" in page
    assert "Take the application back" not in page


def test_whoever_took_it_back_may_apply_once_more_and_whoever_got_a_no_may_not(
    client: Client, posting: Job, ana: User
) -> None:
    sent = application(posting, ana)
    assert "Take the application back?" in client.get(address(sent, "withdrawal/")).text
    client.post(address(sent, "withdrawal/"))
    begin = f"/applications/new/{posting.pk}/"
    assert client.get(begin).status_code == 200
    assert client.get(address(sent, "withdrawal/")).status_code == 302
    Application.objects.filter(pk=sent.pk).update(state="DECLINED")
    assert client.get(begin)["Location"] == address(sent)
