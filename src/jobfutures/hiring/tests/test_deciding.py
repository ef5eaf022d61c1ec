"""Decisions: recorded once, with what they rest on; what the candidate reads of them."""

from typing import Any

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.hiring.commands.deciding import decide
from jobfutures.hiring.commands.moving import move
from jobfutures.hiring.models import Application, Decision
from jobfutures.hiring.queries import card_sections
from jobfutures.hiring.rules.applications import STEPS, Actor
from jobfutures.hiring.tests.made import MESSAGE, card
from jobfutures.hiring.tests.sitting import REASON, Sitting, sitting
from jobfutures.jobs.tests.made import area
from jobfutures.ledger.models import Entry
from jobfutures.ledger.transitions import IllegalTransition

pytestmark = pytest.mark.django_db
IVANS = "Drew the queue, and named the moment at which it loses a message."
OFFER = "We would like to work with you. You hear the rest from us by letter."


@pytest.fixture
def held(ben: User, ana: User) -> Sitting:
    """A panel whose cards are all in: ivan's after a look of ben's, who waited for iris."""
    made = sitting(ben, ana)
    made.hand_in("ivan", evidence=IVANS, recommend="NO")
    made.client("ben").post(made.path("cards/peek/"), {"why": REASON})
    made.hand_in("iris", level=1)
    mail.outbox.clear()
    return made


def said(held: Sitting, **changed: Any) -> dict[str, Any]:
    held.application.refresh_from_db()
    return {
        "version": held.application.changed_at.isoformat(), "outcome": "DECLINE", "reason": "OTHER", "topic": "",
        "message": MESSAGE, "cites": [str(held.card("ivan").pk)], **changed,
    }  # fmt: skip


def read_by_candidate(held: Sitting) -> str:
    application = Application.objects.get()
    sections = card_sections.for_candidate(application, held.people["ana"], timezone.now())
    return "".join(render_to_string(one.template, {"section": one.context}) for one in sections)


def test_a_no_is_recorded_with_what_it_rests_on_and_told(held: Sitting) -> None:
    topic = held.application.job.topics.get()
    sent = said(held, reason="SKILLS_TOPIC", topic=topic.pk, gives_feedback="on")

    assert held.client("rita").post(held.decision_path, sent).status_code == 302

    record = Decision.objects.get()
    assert (record.outcome, record.topic, record.plan_version) == ("DECLINE", topic, 1)
    assert [one.author for one in record.cites.all()] == [held.people["ivan"]]
    assert record.peeks[0]["why"] == REASON
    assert Application.objects.get().state == "DECLINED"
    assert Entry.objects.filter(kind="hiring.decided").count() == 1
    assert [letter.to for letter in mail.outbox] == [["ana@example.org"]]
    assert MESSAGE not in mail.outbox[0].body
    assert f"/applications/{held.application.pk}/" in mail.outbox[0].body
    shown = held.client("ben").get(held.decision_path).text
    assert "Read before every card was in" in shown
    assert shown.count(REASON) >= 1
    assert "ivan@example.org" in shown


def test_the_candidate_reads_reason_message_and_what_was_heard_and_no_name(held: Sitting) -> None:
    topic = held.application.job.topics.get()
    assert read_by_candidate(held) == ""
    sent = said(held, reason="SKILLS_TOPIC", topic=topic.pk, gives_feedback="on")
    held.client("rita").post(held.decision_path, sent)

    read = read_by_candidate(held)

    criterion = held.interview.kit.criteria.get(position=1)
    assert MESSAGE in read
    assert topic.title in read
    assert IVANS in read
    assert criterion.anchors[0] in read
    assert criterion.anchors[2] in read
    assert not any(word in read for word in ("ivan", "iris", "@example.org", REASON, "Would work with them"))
    assert f"3: {criterion.anchors[2]}" not in read


def test_without_the_tick_nothing_of_a_card_is_told(held: Sitting) -> None:
    held.client("rita").post(held.decision_path, said(held))

    read = read_by_candidate(held)

    assert MESSAGE in read
    assert IVANS not in read


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"message": "No."}, 422, "Write at least 40 characters"),
        ({"message": " " * 60}, 422, "This field is required"),
        ({"reason": ""}, 422, "Choose a reason."),
        ({"reason": "SKILLS_TOPIC"}, 422, "Choose the topic"),
        ({"cites": []}, 422, "Name at least one card"),
        ({"cites": ["x"]}, 422, "Select a valid choice"),
        ({"outcome": "RESCIND"}, 422, "Select a valid choice"),
        ({"outcome": ""}, 422, "This field is required"),
        ({"topic": "Z9", "reason": "SKILLS_TOPIC"}, 422, "Select a valid choice"),
        ({"version": "2026-01-01"}, 409, "Nothing was decided."),
    ],
)
def test_what_is_half_said_is_not_decided_and_not_lost(
    held: Sitting, changed: dict[str, Any], status: int, sentence: str
) -> None:
    area("elsewhere", "Z9")

    answer = held.client("rita").post(held.decision_path, said(held, **changed))

    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert str(changed.get("message", MESSAGE)).strip() in answer.text
    assert not Decision.objects.exists()


def test_who_interviews_decides_nothing_and_a_second_click_neither(held: Sitting) -> None:
    assert held.client("ivan").post(held.decision_path, said(held)).status_code == 403
    assert held.client("ingo").post(held.decision_path, said(held)).status_code == 404
    assert held.client("ana").post(held.decision_path, said(held)).status_code == 404
    sent = said(held)

    assert held.client("rita").post(held.decision_path, sent).status_code == 302
    assert held.client("rita").post(held.decision_path, sent).status_code == 409
    assert Decision.objects.count() == 1


def test_an_offer_can_be_taken_back_with_a_reason(held: Sitting) -> None:
    assert held.client("ben").post(held.decision_path, said(held, outcome="OFFER", message=OFFER)).status_code == 302
    assert Application.objects.get().state == "OFFERED"

    sent = said(held, outcome="RESCIND", reason="POSITION_FILLED", cites=[])
    assert held.client("ben").post(held.decision_path, sent).status_code == 302

    assert Application.objects.get().state == "DECLINED"
    read = read_by_candidate(held)
    assert OFFER in read
    assert "They took their offer back" in read


def test_each_outcome_is_possible_in_the_states_of_the_table_alone(held: Sitting, ben: User) -> None:
    events = {"OFFER": "offer", "DECLINE": "decline", "RESCIND": "rescind"}
    for state in sorted({state for state, _event in STEPS} | {"ERASED"}):
        for outcome, event in events.items():
            Application.objects.update(state=state)
            possible = Actor.RECRUITER in STEPS.get((state, event), ("", frozenset()))[1]
            before = Decision.objects.count()
            try:
                decide(
                    by=ben, application=held.application, outcome=outcome, reason="OTHER", message=MESSAGE,
                    cites=[held.card("ivan")], at=timezone.now(),
                )  # fmt: skip
            except IllegalTransition:
                assert not possible, (state, outcome)
            else:
                assert possible, (state, outcome)
            assert Decision.objects.count() == before + possible


def test_the_page_of_an_application_says_how_far_it_is(held: Sitting) -> None:
    def read(name: str, role: str) -> str:
        application = Application.objects.select_related("job").get()
        sections = card_sections.for_company(application, held.people[name], held.acme, role, timezone.now())
        return "".join(render_to_string(one.template, {"section": one.context}) for one in sections)

    assert "Somebody waits for your decision" in read("rita", "RECRUITER")
    assert "Somebody waits for your decision" not in read("ivan", "INTERVIEWER")
    assert "every card is in or waived" in read("ivan", "INTERVIEWER")
    held.client("rita").post(held.decision_path, said(held))
    assert MESSAGE in read("ben", "OWNER")
    assert MESSAGE not in read("ivan", "INTERVIEWER")


def test_feedback_tells_nothing_of_an_interview_that_is_sealed(held: Sitting, ben: User) -> None:
    held.application.refresh_from_db()
    move(held.application, "advance", by=ben, role=Actor.RECRUITER, at=timezone.now())
    card(held.interview, held.people["iris"], state="DRAFTING")

    decide(
        by=ben, application=held.application, outcome="DECLINE", reason="OTHER", message=MESSAGE, gives_feedback=True,
        at=timezone.now(),
    )  # fmt: skip

    assert IVANS not in read_by_candidate(held)
