"""Cards that somebody makes due at once."""

from datetime import timedelta

from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card
from jobfutures.practice.commands.due import make_due
from jobfutures.practice.models import Memory
from tests.people import NOON


def test_every_card_of_a_question_comes_again_soon(cards: list[Card], ana: User) -> None:
    question = cards[0].question_id
    number = make_due(by=ana, questions=[question], at=NOON)
    memories = Memory.objects.visible_to(ana)

    assert number == sum(card.question_id == question for card in cards) > 0
    assert {memory.card_id for memory in memories} == {card.pk for card in cards if card.question_id == question}
    assert all(memory.due_at and memory.due_at <= NOON + timedelta(minutes=15) for memory in memories)


def test_names_that_are_none_are_passed_over(cards: list[Card], ana: User) -> None:
    assert make_due(by=ana, questions=["no-such-question", ""], at=NOON) == 0


def test_the_page_says_how_many_and_leads_to_the_cards(cards: list[Card], at_home: Client) -> None:
    answer = at_home.post("/practice/cards/due/", {"question": [cards[0].question_id]}, follow=True)

    assert answer.request["PATH_INFO"] == "/practice/cards/"
    assert b"due now." in answer.content


def test_nobody_makes_cards_due_for_a_visitor(cards: list[Card], client: Client) -> None:
    assert client.post("/practice/cards/due/", {"question": [cards[0].question_id]}).status_code == 302
    assert not Memory.objects.exists()
