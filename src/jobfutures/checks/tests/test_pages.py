"""The pages of a check, as a person without JavaScript meets them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Bank, Description, Question
from jobfutures.checks.queries import open_question
from jobfutures.checks.tests import made
from jobfutures.checks.tests.made import right_answer
from tests.access import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(ana: User) -> Client:
    return client_of(ana)


def begin(client: Client, **more: str) -> str:
    """Begin a check; return its address."""
    answer = client.post("/checks/backend/attempts/", {"key": str(uuid4()), "pace": "1", **more})
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def fields_of(question: Question) -> dict[str, object]:
    """Return what a form sends for the right answer."""
    shown = question.__dict__["shown"]
    given = right_answer(shown)
    number = {"number": str(question.number)}
    if shown["kind"] == "ORDER":
        return {**number, **{f"step-{place}": str(rank) for rank, place in enumerate(given, start=1)}}
    return {**number, "answer": [str(one) for one in given] if isinstance(given, list) else str(given)}


def answered(client: Client, ana: User, address: str) -> str:
    """Answer the open question by its form; return where that leads."""
    check = Attempt.objects.get(pk=address.strip("/").rsplit("/", 1)[-1])
    question = open_question(ana, check.pk)
    assert question is not None
    return str(client.post(address, fields_of(question))["Location"])


def test_a_whole_check_from_the_offer_to_the_result(signed_in: Client, ana: User, bank: Bank) -> None:
    assert b"Begin the check" in signed_in.get("/checks/backend/").content
    address = begin(signed_in)
    shown = 0
    while "/result/" not in signed_in.get(address, follow=True).request["PATH_INFO"]:
        page = signed_in.get(address)
        assert page.status_code == 200
        assert b"What is right in" in page.content
        answered(signed_in, ana, address)
        shown += 1
    page = signed_in.get(f"{address}result/")

    assert shown >= 8
    assert b"SENIOR" in page.content
    assert b"90% band" in page.content
    assert b"Provisional" in page.content
    assert page.content.count(b"says so.") == shown


def test_a_visitor_reads_the_offer_and_must_sign_in_for_more(client: Client, bank: Bank) -> None:
    page = client.get("/checks/backend/").content

    assert b"Nobody but you." in page
    assert b"Begin the check" not in page
    assert client.post("/checks/backend/attempts/", {}).status_code == 302
    assert not Attempt.objects.exists()


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
    assert b"checked" in elsewhere or b"selected" in elsewhere or b"value=" in elsewhere
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


def test_ending_asks_once(signed_in: Client, ana: User, bank: Bank) -> None:
    address = begin(signed_in)
    answered(signed_in, ana, address)
    asked = signed_in.get(f"{address}ending/")
    signed_in.post(f"{address}ending/")
    result = signed_in.get(f"{address}result/")

    assert b"You have answered 1 question." in asked.content
    assert b"Ended before there was a result" in result.content


def test_deleting_asks_once_and_leaves_nothing(signed_in: Client, ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    asked = signed_in.get(f"/checks/attempts/{check.pk}/deletion/")
    assert Attempt.objects.exists()
    signed_in.post(f"/checks/attempts/{check.pk}/deletion/")

    assert b"for good" in asked.content
    assert not Attempt.objects.exists()
    assert signed_in.get(f"/checks/attempts/{check.pk}/result/").status_code == 404


def test_the_history_is_the_own_one(signed_in: Client, ana: User, ben: User, bank: Bank) -> None:
    made.taken(ana, bank)

    assert b"Most likely SENIOR" in signed_in.get("/checks/").content
    assert b"Most likely SENIOR" not in client_of(ben).get("/checks/").content


def test_a_result_offers_its_cards(signed_in: Client, ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank, right=False)
    page = signed_in.get(f"/checks/attempts/{check.pk}/result/").content

    assert b"Every question, and why" in page
    assert b"not right" in page


def test_an_old_result_says_so(ana: User, signed_in: Client, bank: Bank) -> None:
    check = made.taken(ana, bank)
    Attempt.objects.filter(pk=check.pk).update(finished_at=check.started_at - timedelta(days=400))

    assert b"older than a year" in signed_in.get(f"/checks/attempts/{check.pk}/result/").content


def test_a_role_without_a_bank_says_that_it_is_not_open(client: Client, bank: Bank) -> None:
    Bank.objects.update(released_at=None)

    assert b"not open yet" in client.get("/checks/backend/").content
    assert b"No version" in client.get("/checks/backend/accuracy/").content


def test_accuracy_shows_the_figures_of_the_simulation(client: Client, bank: Bank) -> None:
    made.simulated(bank)
    page = client.get("/checks/backend/accuracy/").content

    assert b"2000 simulated people" in page
    assert b"People inside their 90 % band" in page


def test_what_somebody_says_of_themselves_is_kept_and_taken_back(signed_in: Client, ana: User) -> None:
    signed_in.post("/checks/self-description/", {"gender": "WOMAN", "english": "LATER"})
    said = Description.objects.get(owner=ana)
    signed_in.post("/checks/self-description/", {"forget": ""})

    assert (said.gender, said.age, said.english) == ("WOMAN", "", "LATER")
    assert not Description.objects.exists()


def test_a_wrong_choice_about_oneself_gets_a_sentence(signed_in: Client) -> None:
    assert signed_in.post("/checks/self-description/", {"gender": "QUEEN"}).status_code == 422
