"""What a company does with one application, as its members, strangers and the candidate meet it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.models import Application, Decision, Happening
from jobfutures.hiring.rules.applications import STEPS
from jobfutures.hiring.tests.made import MESSAGE, application, interview, pdf_file
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import job
from jobfutures.ledger.models import Entry
from jobfutures.plans.tests.made import plan
from jobfutures.profiles.models import BlockRule
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
NO = {"reason": "PAY_MISMATCH", "message": MESSAGE}


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


@pytest.fixture
def posting(acme: Company) -> Job:
    return job(acme)


@pytest.fixture
def sent(posting: Job, ana: User) -> Application:
    return application(posting, ana)


@pytest.fixture
def bens(ben: User) -> Client:
    return client_of(ben)


def at(one: Application, page: str = "") -> str:
    return f"/hire/{one.job.company.slug}/applications/{one.pk}/{page}"


def version(one: Application) -> str:
    return Application.objects.get(pk=one.pk).changed_at.isoformat()


def state(one: Application) -> str:
    return Application.objects.get(pk=one.pk).state


def letters(to: User) -> list[str]:
    return [str(one.body) for one in mail.outbox if one.to == [to.email]]


def page_of(client: Client, path: str) -> str:
    """Return a page that is not there, without the token of its forms."""
    answer = client.get(path)
    assert answer.status_code == 404
    return re.sub(r'data-token="\w+"', "", answer.text)


def test_the_first_look_of_a_recruiter_opens_it_and_tells_the_candidate_once(
    sent: Application, bens: Client, ana: User, acme: Company
) -> None:
    ivan = member(acme, person("ivan"), "INTERVIEWER").person
    interview(sent, ivan)
    bens.head(at(sent))
    bens.get(at(sent), headers={"Sec-Purpose": "prefetch;prerender"})
    assert client_of(ivan).get(at(sent)).status_code == 200
    assert state(sent) == "SUBMITTED"

    page = bens.get(at(sent))
    bens.get(at(sent))

    assert state(sent) == "ACKNOWLEDGED"
    assert Application.objects.get(pk=sent.pk).first_view_at
    assert "Ana Example" in page.text
    assert "I keep queues short." in page.text
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert [f"/applications/{sent.pk}/" in one for one in letters(ana)] == [True]
    assert "Ana" not in letters(ana)[0]


def test_each_act_is_for_those_who_hire_and_in_its_state_alone(
    posting: Job, acme: Company, ana: User, ben: User, olga: User
) -> None:
    """Every event of the company in every state, by every role, through HTTP."""
    plan(posting)
    ivan = member(acme, person("ivan"), "INTERVIEWER").person
    rita = member(acme, person("rita"), "RECRUITER").person
    gone = member(acme, person("gone"), "RECRUITER")
    gone.removed_at = NOON
    gone.save()
    other = person("other")
    company("bolt", owner=other)
    hires = {who: client_of(who) for who in (ben, rita)}
    strangers = [client_of(who) for who in (ana, olga, gone.person, other)]
    visitor, interviewer = Client(), client_of(ivan)
    acts = {"advancement/": "advance", "refusal/": "decline"}
    states = sorted({of for of, _ in STEPS} | {to for to, _ in STEPS.values()})
    one = application(posting, ana)
    interview(one, ivan)
    number = 0
    for name in states:
        for path, event in acts.items():
            for who, client in hires.items():
                facts = {"state": name, "state_at": NOON, "candidate": None if name == "ERASED" else ana}
                Application.objects.filter(pk=one.pk).update(**facts, snapshot=one.snapshot)
                words = {**NO, "version": version(one)}
                for stranger in strangers:
                    assert stranger.post(at(one, path), words).status_code == 404
                assert visitor.post(at(one, path), words).status_code == 302
                seen = name not in {"DRAFT", "WITHDRAWN", "ERASED"}
                assert interviewer.post(at(one, path), words).status_code == (403 if seen else 404)
                assert state(one) == name

                answer = client.post(at(one, path), words)

                if not seen:
                    assert answer.status_code == 404, (name, event)
                elif (name, event) in STEPS:
                    assert answer.status_code == 302, (name, event)
                    assert state(one) == STEPS[name, event][0]
                else:
                    assert (answer.status_code, state(one)) == (409, name), (name, event)
                    assert "the application has moved on" in answer.text
                number += who == rita
    assert number == len(states) * len(acts)


def test_a_no_is_recorded_told_and_final(sent: Application, bens: Client, ana: User, posting: Job) -> None:
    bens.get(at(sent))
    topic = posting.topics.get()
    words = {"reason": "SKILLS_TOPIC", "topic": topic.pk, "message": MESSAGE, "version": version(sent)}
    answer = bens.post(at(sent, "refusal/"), words, follow=True)

    ended, decision = Application.objects.get(pk=sent.pk), Decision.objects.get()
    assert ended.state == "DECLINED"
    assert ended.first_reply_at == ended.ended_at
    assert (decision.outcome, decision.reason, decision.topic, decision.message) == (
        "DECLINE", "SKILLS_TOPIC", topic, MESSAGE,
    )  # fmt: skip
    assert MESSAGE in answer.text
    assert MESSAGE not in " ".join(letters(ana))
    assert len(letters(ana)) == 2
    assert Entry.objects.filter(kind="hiring.decided", subject=f"hiring.decision:{decision.pk}").count() == 1
    assert bens.post(at(sent, "refusal/"), words).status_code == 409
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"message": "No."}, "at least 40 characters. You wrote 3."),
        ({"message": ""}, "a no without a word is none"),
        ({"message": "x" * 2001}, "That is too long: at most 2000 characters."),
        ({"reason": ""}, "Choose the reason that comes nearest."),
        ({"reason": "FACE"}, "Select a valid choice."),
        ({"reason": "SKILLS_TOPIC"}, "Name the topic"),
        ({"reason": "SKILLS_TOPIC", "topic": "nothing"}, "Select a valid choice."),
    ],
)
def test_a_no_that_says_too_little_is_given_back_with_what_was_typed(
    sent: Application, bens: Client, changed: dict[str, str], said: str
) -> None:
    bens.get(at(sent))
    answer = bens.post(at(sent, "refusal/"), {**NO, "version": version(sent), **changed})

    assert (answer.status_code, state(sent)) == (422, "ACKNOWLEDGED")
    assert said in answer.text
    assert {**NO, **changed}["message"] in answer.text


def test_of_two_tabs_the_older_one_decides_nothing_and_keeps_its_words(
    sent: Application, bens: Client, ana: User
) -> None:
    bens.get(at(sent))
    old = version(sent)
    key = {"key": "0e8f0c5a-28b4-4bb1-9c77-6c1c1c1f7a10"}
    bens.post(at(sent, "messages/"), {"text": "One question first.", **key})
    answer = bens.post(at(sent, "refusal/"), {**NO, "version": old})

    assert (answer.status_code, state(sent)) == (409, "ACKNOWLEDGED")
    assert "Something happened here since you opened the page." in answer.text
    assert MESSAGE in answer.text
    assert version(sent) in answer.text, "whoever has looked again may send it as it stands"
    assert bens.post(at(sent, "refusal/"), {**NO, "version": version(sent)}).status_code == 302


def test_a_message_is_an_answer_and_sent_twice_it_is_there_once(sent: Application, bens: Client, ana: User) -> None:
    bens.get(at(sent))
    words = {"text": "Which week would suit you?", "key": "0e8f0c5a-28b4-4bb1-9c77-6c1c1c1f7a10"}
    first, again = (bens.post(at(sent, "messages/"), words) for _ in range(2))

    now = Application.objects.get(pk=sent.pk)
    assert (first.status_code, again.status_code) == (302, 302)
    assert Happening.objects.filter(event="write", text=words["text"]).count() == 1
    assert (now.state, now.turn) == ("ACKNOWLEDGED", "COMPANY")
    assert now.first_reply_at is not None
    assert now.due_at == now.turn_since + timedelta(days=7)
    assert "Which week" not in " ".join(letters(ana))
    assert bens.post(at(sent, "messages/"), {"text": " "}).status_code == 422
    Application.objects.filter(pk=sent.pk).update(state="DECLINED")
    late = bens.post(at(sent, "messages/"), {"text": "And another thing."})
    assert (late.status_code, "And another thing." in late.text) == (409, True)


def test_interviews_need_a_plan(sent: Application, bens: Client, posting: Job) -> None:
    bens.get(at(sent))
    refused = bens.post(at(sent, "advancement/"), {"version": version(sent)})
    assert (refused.status_code, state(sent)) == (409, "ACKNOWLEDGED")
    assert "This job has no interview plan yet." in refused.text
    assert f"/hire/acme/jobs/{posting.pk}/plan/" in refused.text

    plan(posting, is_frozen=False)
    assert bens.post(at(sent, "advancement/"), {"version": version(sent)}).status_code == 302
    assert Application.objects.values_list("state", "stage").get() == ("INTERVIEWING", 1)


def test_whoever_hides_from_the_company_or_takes_it_back_is_not_there(
    sent: Application, bens: Client, ana: User, acme: Company
) -> None:
    missing = page_of(bens, f"/hire/acme/applications/{acme.pk}/").replace(str(acme.pk), str(sent.pk))
    rule = BlockRule.objects.create(owner=ana, kind="COMPANY", value="acme", made_at=NOON)
    assert page_of(bens, at(sent)) == missing
    rule.delete()
    Application.objects.filter(pk=sent.pk).update(state="WITHDRAWN")
    assert bens.get(at(sent)).status_code == 404
    Application.objects.filter(pk=sent.pk).update(state="ACKNOWLEDGED")
    Company.objects.update(state="SUSPENDED")
    assert bens.get(at(sent)).status_code == 404


def test_a_file_is_kept_by_whoever_may_read_the_application(sent: Application, bens: Client, olga: User) -> None:
    file = pdf_file(sent, name="lebenslauf ü.pdf")
    answer = bens.get(at(sent, f"files/{file.pk}/"))

    assert answer.content == b"%PDF-1.7\n"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''lebenslauf%20%C3%BC.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert state(sent) == "SUBMITTED"
    assert client_of(olga).get(at(sent, f"files/{file.pk}/")).status_code == 404
    another = application(sent.job, olga)
    assert bens.get(at(another, f"files/{file.pk}/")).status_code == 404
