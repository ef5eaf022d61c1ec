"""/practice/ and /practice/preferences/: what is due, what is open, and how somebody likes to practise."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card
from jobfutures.practice.commands.entries import grade_card
from jobfutures.practice.models import Plan, Preference
from jobfutures.practice.rules import GOOD

WHERE = "/practice/preferences/"


def test_home_counts_what_is_due_and_nothing_else(
    at_home: Client, stranger: Client, ana: User, cards: list[Card]
) -> None:
    assert "Nothing is due now" in at_home.get("/practice/").text
    for card in cards[:2]:
        grade_card(by=ana, card=card, grade=GOOD, at=timezone.now() - timedelta(days=2))

    assert "2 cards are ready to be asked again" in at_home.get("/practice/").text
    assert "Nothing is due now" in stranger.get("/practice/").text


def test_home_says_the_plan_in_one_line(at_home: Client, ana: User, cards: list[Card]) -> None:
    assert "Make a plan" in at_home.get("/practice/").text
    Plan.objects.create(owner=ana, role_id="backend", level="SENIOR", minutes_a_day=25, made_at=timezone.now())

    text = " ".join(at_home.get("/practice/").text.split())

    assert "Backend, senior, 25 minutes a day." in text


def test_a_visitor_reads_what_works_without_an_account(client: Client, cards: list[Card]) -> None:
    text = client.get("/practice/").text

    assert "All of this works without one" in text
    assert "csrfmiddlewaretoken" not in text
    assert "/practice/preferences/" not in text
    assert client.get(WHERE).status_code == 302


def test_preferences_are_kept_for_their_owner_alone(at_home: Client, stranger: Client, ana: User) -> None:
    answer = at_home.post(WHERE, {"new_a_day": "5", "reviews_a_day": "40", "four_grades": "on"})

    assert answer.status_code == 302
    kept = Preference.objects.visible_to(ana).get()
    assert (kept.new_a_day, kept.reviews_a_day, kept.four_grades) == (5, 40, True)
    assert stranger.get(WHERE).context["form"]["new_a_day"].value() == 10
    at_home.post(WHERE, {"new_a_day": "5", "reviews_a_day": "40"})
    assert not Preference.objects.visible_to(ana).get().four_grades


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("new_a_day", "-1", "Between 0 and 100"),
        ("new_a_day", "101", "Between 0 and 100"),
        ("new_a_day", "some", "Between 0 and 100"),
        ("new_a_day", "50", "New cards are answers too"),
        ("reviews_a_day", "0", "Between 1 and 1000"),
        ("reviews_a_day", "9" * 400, "Between 1 and 1000"),
        ("reviews_a_day", "", "Between 1 and 1000"),
    ],
)
def test_what_is_out_of_bounds_is_refused_with_a_sentence(
    at_home: Client, ana: User, field: str, value: str, sentence: str
) -> None:
    page = at_home.post(WHERE, {"new_a_day": "5", "reviews_a_day": "40", field: value})

    assert page.status_code == 422
    assert sentence in page.text
    assert page.context["form"][field].value() == value
    assert not Preference.objects.visible_to(ana).exists()
