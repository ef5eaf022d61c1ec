"""What counts on /profile/readiness/, kind by kind, and which step each leads to."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt as Check
from jobfutures.checks.tests import made as checks
from jobfutures.exercises.tests import made as exercises
from jobfutures.guide.models import Card
from jobfutures.practice.commands.entries import add_entry, grade_card
from jobfutures.practice.rules import EASY, Act
from jobfutures.predictions.models import Prediction
from jobfutures.predictions.tests import made as predictions
from jobfutures.profiles.readiness_rules import Count, Mark, State, Step
from jobfutures.profiles.tests.readiness.doing import JUNIOR, MIDDLE, do_all, know, names, shown, tell
from jobfutures.reviews.models import Review
from jobfutures.reviews.tests import made as reviews
from tests.people import NOON

pytestmark = pytest.mark.usefixtures("guide")


def test_a_question_is_practised_by_explaining_it_or_by_answering_a_card(at_home: Client, ana: User) -> None:
    tell(ana)
    told = names(at_home)
    know(ana, question="second-name", slug="c1")
    both = names(at_home)

    assert (told.standing.questions, told.standing.covered) == (Count(2, 1), State.PART)
    assert told.next.title == "When do two names part?"
    assert (both.standing.questions, both.standing.covered) == (Count(2, 2), State.WHOLE)
    assert shown(at_home).covered.areas == 1
    assert "Of 1 area you have covered 1" in at_home.get(JUNIOR).text


def test_setting_a_card_aside_is_no_practice_and_leaves_it_out(at_home: Client, ana: User) -> None:
    card = Card.objects.get(question="first-name", slug="c1")
    add_entry(by=ana, card=card, act=Act.SUSPENDED, at=timezone.now())

    standing = names(at_home).standing
    assert standing.questions.done == 0
    assert standing.cards == Count(1, 0)


def test_known_cards_are_recalled_and_a_higher_level_asks_more_of_them(at_home: Client, ana: User) -> None:
    know(ana, slug="c1")
    junior, middle = names(at_home), names(at_home, MIDDLE)

    assert (junior.standing.cards, junior.standing.recalled) == (Count(2, 2), State.WHOLE)
    assert (middle.standing.cards, middle.standing.recalled) == (Count(4, 2), State.PART)
    assert (middle.next.step, middle.next.address) == (Step.RECALL, "/practice/cards/?area=names")


def test_cards_of_long_ago_are_to_be_practised_again(at_home: Client, ana: User) -> None:
    for card in Card.objects.all():
        grade_card(by=ana, card=card, grade=EASY, at=timezone.now() - timedelta(days=400))

    area = names(at_home)
    assert (area.standing.covered, area.standing.recalled) == (State.WHOLE, State.NONE)
    assert area.next.step is Step.RECALL


def test_a_passed_exercise_exercises_its_area_and_a_failed_one_does_not(at_home: Client, ana: User) -> None:
    know(ana)
    exercises.judged(exercises.attempt(ana), exercises.outcome(fails="sum"))
    failed = names(at_home)
    exercises.judged(exercises.attempt(ana, minutes=5))
    passed = names(at_home)

    assert (failed.standing.exercised, failed.next.step) == (State.NONE, Step.EXERCISE)
    assert (failed.next.address, failed.next.title) == ("/exercises/till/", "Add up prices")
    assert passed.standing.exercised is State.WHOLE


def test_a_review_counts_once_half_of_its_findings_were_found(at_home: Client, ana: User) -> None:
    change = Review.objects.get(pk="carrier-retry")
    reviews.attempt(ana, change, reviews.said(reviews.TASTE))
    little = names(at_home, MIDDLE).standing.tasks.done
    found = [reviews.said(one) for one in (reviews.TWICE, reviews.OWNER, reviews.SWALLOWED)]
    reviews.attempt(ana, change, *found)

    assert (little, names(at_home, MIDDLE).standing.tasks.done) == (0, 1)


def test_predictions_are_the_task_of_an_area_that_has_no_other(at_home: Client, ana: User, guide: Prediction) -> None:
    Review.objects.update(retired=True)
    know(ana)
    before = names(at_home)
    predictions.attempt(ana, guide, "something else")
    wrong = names(at_home)
    predictions.attempt(ana, guide, guide.truth)
    right = names(at_home)
    exercises.exercise()
    beside = names(at_home)

    assert before.next.step is Step.EXERCISE
    assert before.next.what == "PREDICTION"
    assert (wrong.standing.tasks.done, right.standing.tasks.done) == (0, 1)
    assert (beside.standing.exercised, beside.predictions.done) == (State.NONE, 1)


def test_the_newest_check_marks_the_areas_of_its_parts(at_home: Client, ana: User) -> None:
    check = checks.taken(ana, checks.bank(), right=True, at=timezone.now())
    Check.objects.filter(pk=check.pk).update(outcome=check.outcome | {"marks": {"part-0": "WEAK"}})

    page = at_home.get(JUNIOR)
    area = names(at_home)
    assert area.standing.mark is Mark.WEAK
    assert "Part 0: weak" in " ".join(page.text.split())
    assert "Part 1: too few questions" in " ".join(page.text.split())
    assert f"/checks/attempts/{check.pk}/result/" in page.text
    assert "Another one may be begun on" in page.text
    assert not area.standing.is_check_open


def test_an_old_result_says_so_and_may_be_renewed(at_home: Client, ana: User) -> None:
    do_all(ana)
    check = checks.taken(ana, checks.bank(), at=NOON - timedelta(days=900))
    Check.objects.filter(pk=check.pk).update(outcome=check.outcome | {"marks": {"part-0": "STRONG"}})

    page = at_home.get(JUNIOR)
    assert "This result is older than a year." in page.text
    assert names(at_home).next.step is Step.CHECK
    assert names(at_home).next.address == "/checks/backend/"


def test_a_check_comes_last_and_a_role_without_one_has_no_such_step(at_home: Client, ana: User) -> None:
    do_all(ana)
    without = at_home.get(JUNIOR)
    checks.bank()
    with_one = names(at_home)

    assert "Nothing is missing of what is written here" in without.text
    assert without.context["ready"].areas[0].next.step is Step.NOTHING
    assert with_one.next.step is Step.CHECK
