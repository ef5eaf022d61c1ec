"""/practice/cards/: the queue of somebody with an account, answers, taking back, setting aside."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card
from jobfutures.practice import queries
from jobfutures.practice.commands.entries import add_entry, grade_card
from jobfutures.practice.models import Entry, Memory, Preference
from jobfutures.practice.rules import AGAIN, GOOD, Act
from jobfutures.practice.shown import card_name


def form_of(client: Client) -> dict[str, str]:
    """Return the hidden fields of the form that the page shows."""
    form = client.get("/practice/cards/").context["form"]
    return {"key": str(form["key"].value())}


def test_the_first_card_is_answered_and_the_next_one_comes(at_home: Client, ana: User, cards: list[Card]) -> None:
    page = at_home.get("/practice/cards/")
    assert cards[0].front in page.content.decode()

    answer = {"card": card_name(cards[0]), "grade": "3", "key": str(uuid4())}
    assert at_home.post("/practice/cards/", answer).status_code == 302

    entry = Entry.objects.visible_to(ana).get()
    assert (entry.card, entry.act, entry.grade) == (cards[0], Act.REVIEWED, 3)
    assert at_home.get("/practice/cards/").context["first"]["card"] == card_name(cards[1])


def test_the_same_form_sent_twice_is_one_answer(at_home: Client, ana: User, cards: list[Card]) -> None:
    answer = {"card": card_name(cards[0]), "grade": "3", "key": str(uuid4())}
    at_home.post("/practice/cards/", answer)
    at_home.post("/practice/cards/", answer)

    assert Entry.objects.visible_to(ana).count() == 1
    assert Memory.objects.visible_to(ana).get().reviews == 1


def test_each_form_has_a_key_of_its_own(at_home: Client, cards: list[Card]) -> None:
    assert form_of(at_home)["key"] != form_of(at_home)["key"]


def test_an_answer_that_cannot_be_read_changes_nothing_and_says_so(
    at_home: Client, ana: User, cards: list[Card]
) -> None:
    for wrong in ({"grade": "5"}, {"grade": "x"}, {"card": "no-slash"}, {"card": ""}):
        answer = {"card": card_name(cards[0]), "grade": "3", "key": str(uuid4())} | wrong
        page = at_home.post("/practice/cards/", answer)
        assert page.status_code == 422
        assert "Nothing was changed" in page.content.decode()
    assert not Entry.objects.visible_to(ana).exists()


def test_a_card_that_is_not_there_answers_404(at_home: Client, cards: list[Card]) -> None:
    answer = {"card": "first-name/none", "grade": "3", "key": str(uuid4())}
    assert at_home.post("/practice/cards/", answer).status_code == 404


def test_an_answer_is_taken_back(at_home: Client, ana: User, cards: list[Card]) -> None:
    grade_card(by=ana, card=cards[0], grade=AGAIN, at=timezone.now())

    at_home.post("/practice/cards/withdrawal/")

    memory = Memory.objects.visible_to(ana).get()
    assert (memory.reviews, memory.due_at) == (0, None)
    assert at_home.get("/practice/cards/").context["first"]["card"] == card_name(cards[0])


def test_taking_back_twice_takes_back_two_answers(at_home: Client, ana: User, cards: list[Card]) -> None:
    for card in cards[:2]:
        grade_card(by=ana, card=card, grade=GOOD, at=timezone.now())
    for _ in range(3):
        at_home.post("/practice/cards/withdrawal/")

    assert [memory.reviews for memory in Memory.objects.visible_to(ana)] == [0, 0]
    assert Entry.objects.visible_to(ana).filter(act=Act.UNDONE).count() == 2


def test_a_card_that_is_set_aside_is_not_asked_until_it_is_taken_up_again(
    at_home: Client, ana: User, cards: list[Card]
) -> None:
    where = f"/practice/cards/{card_name(cards[0])}/suspension/"
    at_home.post(where)
    assert at_home.get("/practice/cards/").context["first"]["card"] == card_name(cards[1])
    assert cards[0].front in at_home.get("/practice/cards/set-aside/").content.decode()

    at_home.post(where, {"resume": "yes"})
    assert at_home.get("/practice/cards/").context["first"]["card"] == card_name(cards[0])
    assert "There are none" in at_home.get("/practice/cards/set-aside/").content.decode()


def test_a_card_begun_anew_is_new_and_its_log_stays(at_home: Client, ana: User, cards: list[Card]) -> None:
    grade_card(by=ana, card=cards[0], grade=GOOD, at=timezone.now() - timedelta(days=3))

    at_home.post(f"/practice/cards/{card_name(cards[0])}/reset/")

    assert Memory.objects.visible_to(ana).get().due_at is None
    assert Entry.objects.visible_to(ana).count() == 2
    assert at_home.get("/practice/cards/").context["first"]["card"] == card_name(cards[0])


def test_due_cards_come_before_new_ones_and_limits_of_the_day_hold(ana: User, cards: list[Card]) -> None:
    now = timezone.now()
    grade_card(by=ana, card=cards[2], grade=GOOD, at=now - timedelta(days=2))
    wanted = Preference.objects.create(owner=ana, new_a_day=1, reviews_a_day=3)

    queue = queries.queue(ana, wanted, now)

    assert [waiting.card for waiting in queue.due] == [cards[2]]
    assert [waiting.card for waiting in queue.new] == [cards[0]]
    grade_card(by=ana, card=cards[0], grade=GOOD, at=now)
    assert queries.queue(ana, wanted, now).new == []
    for _ in range(2):
        grade_card(by=ana, card=cards[0], grade=AGAIN, at=now)
    assert queries.queue(ana, wanted, now).cards == []


def test_the_queue_of_one_area_holds_only_its_cards(at_home: Client, ana: User, cards: list[Card]) -> None:
    assert at_home.get("/practice/cards/?area=names").context["first"]["area"] == "names"
    assert at_home.get("/practice/cards/?area=nowhere").context["area"] is None


def test_a_retired_card_is_not_asked_and_keeps_its_log(at_home: Client, ana: User, cards: list[Card]) -> None:
    grade_card(by=ana, card=cards[0], grade=GOOD, at=timezone.now() - timedelta(days=9))
    Card.objects.filter(pk=cards[0].pk).update(retired=True)

    assert at_home.get("/practice/cards/").context["first"]["card"] == card_name(cards[1])
    assert Entry.objects.visible_to(ana).count() == 1


def test_nobody_sees_what_somebody_else_practises(ana: User, stranger: Client, cards: list[Card]) -> None:
    add_entry(by=ana, card=cards[0], act=Act.SUSPENDED, at=timezone.now())

    assert stranger.get("/practice/cards/").context["first"]["card"] == card_name(cards[0])
    assert cards[0].front not in stranger.get("/practice/cards/set-aside/").content.decode()


def test_a_visitor_gets_a_page_that_is_the_same_for_all_and_the_decks(client: Client, cards: list[Card]) -> None:
    page = client.get("/practice/cards/")
    assert "csrf" not in page.content.decode()

    deck = client.get("/practice/cards/names.json").json()["cards"]
    assert [card["card"] for card in deck] == [card_name(card) for card in cards]
    assert client.post("/practice/cards/", {"grade": 3}).status_code == 302
    assert client.get("/practice/cards/nowhere.json").status_code == 404
