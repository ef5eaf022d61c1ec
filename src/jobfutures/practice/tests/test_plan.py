"""/practice/plan/: worked out for anybody, kept for who has an account, and honest about what does not fit."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card, Question
from jobfutures.practice.commands.entries import grade_card
from jobfutures.practice.models import Plan, Telling
from jobfutures.practice.queries_plan import PlanPage
from jobfutures.practice.rules import GOOD

WHERE = "/practice/plan/"
WANTED = {"role": "backend", "level": "MIDDLE", "interview_on": "", "minutes_a_day": "30"}
UNWRITTEN = "About 50 of 100 parts of this role"


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def page_of(client: Client, **changed: str) -> PlanPage:
    found: PlanPage = client.get(WHERE, WANTED | changed).context["page"]
    return found


def test_a_visitor_sees_a_plan_and_nothing_is_stored(client: Client, cards: list[Card]) -> None:
    page = client.get(WHERE, WANTED)

    work = page.context["page"].course.fitting[0].work
    assert (work.area, work.questions, work.cards) == ("A1", 2, 4)
    assert work.aloud_seconds == 2 * (90 + 45)
    assert work.characters == sum(len(text) for text in Question.objects.values_list("search_text", flat=True))
    assert UNWRITTEN in page.text
    assert "Boxes" in page.text
    assert not Plan.objects.exists()


def test_what_does_not_fit_until_the_day_is_said(client: Client, cards: list[Card]) -> None:
    page = client.get(WHERE, WANTED | {"interview_on": in_days(1), "minutes_a_day": "5"})

    assert "1 day until" in page.text
    assert "0 of 1 areas fit" in page.text
    assert "begun: 5 min fit" in page.text


def test_a_junior_is_asked_less_than_a_middle(client: Client, cards: list[Card]) -> None:
    junior = page_of(client, level="JUNIOR").course.fitting[0].work
    assert junior.cards == 2
    assert page_of(client, level="JUNIOR").unwritten == []


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("interview_on", "2020-01-01", "This day is over"),
        ("interview_on", in_days(0), "Today there is no day left to plan"),
        ("interview_on", in_days(2000), "more than two years away"),
        ("interview_on", "2027-02-31", "This is no day"),
        ("interview_on", "soon", "This is no day"),
        ("minutes_a_day", "0", "Between 5 and 240"),
        ("minutes_a_day", "100000", "Between 5 and 240"),
        ("minutes_a_day", "many", "Between 5 and 240"),
        ("minutes_a_day", "", "Between 5 and 240"),
        ("role", "astronaut", "Choose one of these"),
        ("role", "\0", "Choose one of these"),
        ("role", "", "Choose a kind of job"),
        ("level", "BOSS", "Choose one of these"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_loses_nothing(
    client: Client, at_home: Client, field: str, value: str, sentence: str
) -> None:
    asked = WANTED | {"interview_on": in_days(40), field: value}
    for page in (client.get(WHERE, asked), at_home.post(WHERE, asked)):
        assert page.status_code == 422
        assert sentence in page.text
        assert page.context["form"]["minutes_a_day"].value() == asked["minutes_a_day"]
    assert not Plan.objects.exists()


def test_a_plan_is_kept_changed_and_deleted_and_can_be_had_again(at_home: Client, ana: User, cards: list[Card]) -> None:
    day = in_days(40)
    assert at_home.post(WHERE, WANTED | {"interview_on": day}, follow=True).status_code == 200
    plan = Plan.objects.visible_to(ana).get()
    assert (plan.role_id, plan.level, plan.minutes_a_day) == ("backend", "MIDDLE", 30)
    assert plan.interview_on
    assert plan.interview_on.isoformat() == day

    at_home.post(WHERE, WANTED | {"minutes_a_day": "60"})
    plan = Plan.objects.visible_to(ana).get()
    assert (plan.minutes_a_day, plan.interview_on) == (60, None)

    page = at_home.post(f"{WHERE}deletion/", follow=True)
    assert not Plan.objects.visible_to(ana).exists()
    assert "The plan is deleted" in page.text
    assert page.context["form"]["minutes_a_day"].value() == "60"
    assert at_home.post(f"{WHERE}deletion/")["Location"] == WHERE


def test_what_was_practised_is_not_counted_again(at_home: Client, ana: User, cards: list[Card]) -> None:
    grade_card(by=ana, card=cards[0], grade=GOOD, at=timezone.now())
    Telling.objects.create(owner=ana, question_id="first-name", seconds=9, covered=[], missed=[], at=timezone.now())

    work = page_of(at_home).course.fitting[0].work

    assert (work.questions, work.cards, work.aloud_seconds) == (2, 3, 90 + 45)


def test_a_plan_whose_day_is_over_says_so(at_home: Client, ana: User, cards: list[Card]) -> None:
    Plan.objects.create(
        owner=ana, role_id="backend", level="MIDDLE", interview_on=timezone.localdate() - timedelta(days=3),
        minutes_a_day=30, made_at=timezone.now(),
    )  # fmt: skip

    page = at_home.get(WHERE)

    assert page.status_code == 200
    assert "The day of the interview is over" in page.text


def test_nobody_sees_the_plan_of_somebody_else(stranger: Client, ana: User, cards: list[Card]) -> None:
    Plan.objects.create(owner=ana, role_id="backend", level="MIDDLE", minutes_a_day=77, made_at=timezone.now())

    assert stranger.get(WHERE).context["page"] is None
    stranger.post(f"{WHERE}deletion/")
    assert Plan.objects.visible_to(ana).exists()


def test_an_address_with_something_else_in_it_is_the_plain_page(client: Client, cards: list[Card]) -> None:
    assert client.get(f"{WHERE}?{urlencode({'from': 'home'})}").status_code == 200
