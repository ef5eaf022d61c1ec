"""/practice/log/: what a browser brings to the account."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card
from jobfutures.practice.models import Entry, Memory
from jobfutures.practice.shown import card_name
from jobfutures.predictions.models import Attempt as Answer
from jobfutures.predictions.tests import made as predictions
from jobfutures.reviews.models import Attempt as ReviewAttempt
from jobfutures.reviews.tests import made as reviews


def entry(of: Card, moment: datetime, **other: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "act": "REVIEWED", "card": card_name(of), "grade": 3, "at": moment.isoformat()} | other


def bring(client: Client, entries: list[dict[str, Any]]) -> HttpResponse:
    answer: Any = client.post("/practice/log/", json.dumps({"entries": entries}), content_type="application/json")
    return answer


def test_what_was_done_without_an_account_arrives_once(at_home: Client, ana: User, cards: list[Card]) -> None:
    now = timezone.now()
    brought = [entry(card, now - timedelta(minutes=number)) for number, card in enumerate(cards)]

    assert bring(at_home, brought).status_code == 200
    assert bring(at_home, list(reversed(brought))).status_code == 200

    assert Entry.objects.visible_to(ana).count() == len(cards)
    assert {memory.reviews for memory in Memory.objects.visible_to(ana)} == {1}


def test_an_answer_taken_back_before_it_arrives_never_counts(at_home: Client, ana: User, cards: list[Card]) -> None:
    now = timezone.now()
    given = entry(cards[0], now - timedelta(minutes=2))
    back = entry(cards[0], now, act="UNDONE", grade=0, undoes=given["id"])

    bring(at_home, [back])
    bring(at_home, [given])

    assert Memory.objects.visible_to(ana).get().reviews == 0


def test_the_same_keys_of_two_people_are_two_answers(
    at_home: Client, stranger: Client, ana: User, ben: User, cards: list[Card]
) -> None:
    same = [entry(cards[0], timezone.now())]
    for client in (at_home, stranger):
        assert bring(client, same).status_code == 200
    assert [Entry.objects.visible_to(person).count() for person in (ana, ben)] == [1, 1]


def test_a_card_that_is_gone_is_passed_over_and_the_rest_is_kept(at_home: Client, ana: User, cards: list[Card]) -> None:
    gone = entry(cards[0], timezone.now(), card="first-name/gone")
    answer = bring(at_home, [gone, entry(cards[0], timezone.now())])

    assert answer.status_code == 200
    assert len(json.loads(answer.content)["kept"]) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"grade": 0},
        {"grade": 7},
        {"act": "UNDONE", "grade": 0},
        {"act": "SUSPENDED"},
        {"act": "DANCED"},
        {"id": "7"},
        {"at": "yesterday"},
        {"at": "2026-11-22T12:00:00"},
        {"at": "1999-01-01T00:00:00Z"},
        {"at": "2999-01-01T00:00:00Z"},
        {"card": "../etc"},
    ],
    ids=str,
)
def test_a_parcel_with_a_fault_is_refused_whole_with_a_sentence(
    at_home: Client, ana: User, cards: list[Card], wrong: dict[str, Any]
) -> None:
    answer = bring(at_home, [entry(cards[0], timezone.now()), entry(cards[1], timezone.now(), **wrong)])

    assert answer.status_code == 422
    assert json.loads(answer.content)["detail"]
    assert not Entry.objects.visible_to(ana).exists()


def test_what_is_no_parcel_at_all_is_refused(at_home: Client, cards: list[Card]) -> None:
    for text in ("", "{", "[]", '{"other": 1}', '{"entries": 5}'):
        assert at_home.post("/practice/log/", text, content_type="application/json").status_code == 422


def test_who_is_not_signed_in_keeps_it_in_the_browser(client: Client, cards: list[Card]) -> None:
    assert bring(client, [entry(cards[0], timezone.now())]).status_code == 302


def test_a_form_in_the_place_of_a_parcel_gets_a_sentence(at_home: Client, cards: list[Card]) -> None:
    assert at_home.post("/practice/log/", {"entries": "1"}).status_code == 422


def test_predictions_and_reviews_of_a_visitor_arrive_once(
    at_home: Client, ana: User, cards: list[Card], tmp_path: Path
) -> None:
    content = tmp_path / "content"
    predictions.write(content, *predictions.ALL)
    predictions.load_from(content)
    change = next(iter(reviews.loaded().values()))
    now = timezone.now().isoformat()
    parcel = {
        "predictions": [{"id": str(uuid4()), "prediction": "two-names", "answer": "x", "at": now, "right": True}],
        "reviews": [{"id": str(uuid4()), "review": change.pk, "at": now, "verdict": "approve", "comments": []}],
    }
    for _ in range(2):
        answer = at_home.post("/practice/log/", json.dumps(parcel), content_type="application/json")
        assert answer.status_code == 200, answer.content

    assert Answer.objects.visible_to(ana).get().right is False
    assert ReviewAttempt.objects.visible_to(ana).get().review == change


def test_a_review_that_is_not_known_is_refused_and_stays_in_the_browser(at_home: Client, cards: list[Card]) -> None:
    one = {"id": str(uuid4()), "review": "none", "at": timezone.now().isoformat(), "verdict": "approve"}
    answer = at_home.post("/practice/log/", json.dumps({"reviews": [one]}), content_type="application/json")

    assert answer.status_code == 422
    assert "stays in your browser" in answer.json()["detail"]
