"""The pages of one question, as a person without JavaScript meets them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Bank, Question
from jobfutures.checks.queries import open_question
from jobfutures.checks.tests.sending import answered, begin, fields_of, shown_as_given
from tests.access import client_of

pytestmark = pytest.mark.django_db


def test_an_answer_that_is_missing_gets_a_sentence_and_keeps_the_page(signed_in: Client, bank: Bank) -> None:
    address = begin(signed_in)
    answer = signed_in.post(address, {"number": "1"})

    assert answer.status_code == 422
    assert b"best guess" in answer.content or b"another number" in answer.content
    assert Question.objects.unanswered().get().number == 1


@pytest.mark.parametrize("given", ["99", "-1", "x" * 5000, "\x00", "\uff11", "1.5"])
def test_nonsense_is_refused_and_never_breaks_the_page(signed_in: Client, bank: Bank, given: str) -> None:
    address = begin(signed_in)
    everything = {"number": "1", "answer": given, **{f"step-{place}": given for place in range(4)}}
    answer = signed_in.post(address, everything)

    assert answer.status_code in (302, 422)


def test_a_second_tab_does_not_count_twice(signed_in: Client, ana: User, bank: Bank) -> None:
    address = begin(signed_in)
    question = open_question(ana, Attempt.objects.get().pk)
    assert question is not None
    sent = fields_of(question)
    signed_in.post(address, sent)
    again = signed_in.post(address, sent, follow=True)

    assert b"first answer counts" in again.content
    assert Question.objects.answered().count() == 1


def test_what_is_typed_comes_back_on_another_device(signed_in: Client, ana: User, bank: Bank) -> None:
    address = begin(signed_in)
    question = open_question(ana, Attempt.objects.get().pk)
    assert question is not None
    kept = signed_in.post(f"{address}draft/", fields_of(question))
    elsewhere = client_of(ana).get(address).content

    assert kept.status_code == 204
    assert shown_as_given(elsewhere, question)
    assert Question.objects.unanswered().get().draft


def test_an_answer_takes_at_most_eight_queries(signed_in: Client, ana: User, bank: Bank) -> None:
    address = begin(signed_in)
    answered(signed_in, ana, address)
    question = open_question(ana, Attempt.objects.get().pk)
    assert question is not None

    with CaptureQueriesContext(connection) as taken:
        signed_in.post(address, fields_of(question))

    sent = [one["sql"] for one in taken if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(sent) <= 8, sent


def test_a_draft_of_an_answered_question_is_refused(signed_in: Client, ana: User, bank: Bank) -> None:
    address = begin(signed_in)
    answered(signed_in, ana, address)

    assert signed_in.post(f"{address}draft/", {"number": "1", "answer": "1"}).status_code == 409


def test_pausing_keeps_the_draft_and_going_on_shows_it(signed_in: Client, ana: User, bank: Bank) -> None:
    address = begin(signed_in)
    question = open_question(ana, Attempt.objects.get().pk)
    assert question is not None
    signed_in.post(f"{address}pause/", fields_of(question))
    paused = signed_in.get(address)
    signed_in.post(f"{address}pause/", {"resume": ""})

    assert b"Paused" in paused.content
    assert Question.objects.unanswered().get().draft
    assert b"Question 1" in signed_in.get(address).content
    assert Attempt.objects.get().paused_at is None


def test_no_time_is_shown_to_who_wants_none(signed_in: Client, bank: Bank) -> None:
    assert b"no limit" not in signed_in.get(begin(signed_in, pace="0")).content


def test_twice_the_time_is_shown_to_who_wants_it(signed_in: Client, bank: Bank) -> None:
    page = signed_in.get(begin(signed_in, pace="2")).content

    assert b"Usually 4 minutes" in page or b"Usually 6 minutes" in page
