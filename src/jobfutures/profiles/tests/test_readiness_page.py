"""/profile/readiness/: what a person did for a role, for them alone."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt as Check
from jobfutures.checks.tests import made as checks
from jobfutures.exercises.tests import made as exercises
from jobfutures.guide.models import Card, Question
from jobfutures.practice.commands.entries import add_entry, grade_card
from jobfutures.practice.commands.tellings import tell_question
from jobfutures.practice.commands.wishes import keep_plan
from jobfutures.practice.rules import EASY, GOOD, Act
from jobfutures.predictions.models import Prediction
from jobfutures.predictions.tests import made as predictions
from jobfutures.profiles.readiness import AreaReadiness, Readiness
from jobfutures.profiles.readiness_rules import Count, Mark, State, Step
from jobfutures.reviews.models import Review
from jobfutures.reviews.tests import made as reviews
from jobfutures.topics.models import Role
from tests.people import NOON

PAGE = "/profile/readiness/"
JUNIOR = f"{PAGE}?role=backend&level=JUNIOR"
MIDDLE = f"{PAGE}?role=backend&level=MIDDLE"
BEGUN_NOTHING = "You have done nothing for this role here yet"
TWO_DAYS = timedelta(days=2)

pytestmark = pytest.mark.usefixtures("guide")


def shown(client: Client, address: str = JUNIOR) -> Readiness:
    ready: Readiness = client.get(address).context["ready"]
    return ready


def names(client: Client, address: str = JUNIOR) -> AreaReadiness:
    """Return the area that the small guide has questions on."""
    return next(one for one in shown(client, address).areas if one.area.pk == "A1")


def tell(by: User, question: str = "first-name") -> None:
    row = Question.objects.get(pk=question)
    points = ["one", "two", "three"]
    tell_question(by=by, question=row, seconds=60, covered=points, typed="", at=timezone.now(), key=uuid4())


def know(by: User, **cards: Any) -> None:
    for card in Card.objects.filter(**cards):
        grade_card(by=by, card=card, grade=EASY, at=timezone.now() - TWO_DAYS)


def do_all(by: User) -> None:
    """Practise everything that there is for a junior."""
    know(by)
    exercises.judged(exercises.attempt(by))


def test_whoever_has_done_nothing_reads_where_to_begin(at_home: Client) -> None:
    page = at_home.get(JUNIOR)

    assert BEGUN_NOTHING in page.text
    assert "Where to begin" in page.text
    (first,) = page.context["ready"].first_steps
    assert (first.next.step, first.next.title) == (Step.READ, "What does `b = a` copy?")
    assert f'href="{Question.objects.get(pk="first-name").get_absolute_url()}"' in page.text
    assert "Read and say aloud: What does <code>b = a</code> copy?" in page.text


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


def test_a_card_is_recalled_until_it_fades(at_home: Client, ana: User) -> None:
    for card in Card.objects.filter(slug="c1"):
        grade_card(by=ana, card=card, grade=EASY, at=timezone.now() - TWO_DAYS)
    fresh = names(at_home)
    for card in Card.objects.filter(slug="c1"):
        grade_card(by=ana, card=card, grade=GOOD, at=timezone.now() - timedelta(days=400))
    assert (fresh.standing.cards, fresh.standing.recalled) == (Count(2, 2), State.WHOLE)

    middle = names(at_home, MIDDLE)
    assert middle.standing.cards == Count(4, 2), "a middle developer is asked more of the same area"
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


def test_what_is_not_written_is_named_and_not_counted(at_home: Client) -> None:
    page = at_home.get(MIDDLE)

    assert [share.area.pk for share in page.context["ready"].unwritten] == ["A2"]
    assert "These areas make up 50\u00a0% of the role" in page.text
    assert page.context["ready"].covered.of == 1


def test_a_level_of_which_nothing_is_written_says_so(at_home: Client) -> None:
    page = at_home.get(f"{PAGE}?role=backend&level=SENIOR")

    assert page.status_code == 200
    assert "Nothing is written here for this role at this level yet" in page.text


def test_what_somebody_else_did_changes_nothing(
    at_home: Client, stranger: Client, ana: User, guide: Prediction
) -> None:
    bank = checks.bank()
    exercises.exercise()
    before = shown(stranger)
    do_all(ana)
    tell(ana)
    predictions.attempt(ana, guide, guide.truth)
    reviews.attempt(ana, Review.objects.get(pk="carrier-retry"), reviews.said(reviews.TWICE))
    checks.taken(ana, bank)
    keep_plan(by=ana, role=Role.objects.get(), level="JUNIOR", interview_on=None, minutes_a_day=30, at=NOON)

    assert BEGUN_NOTHING not in at_home.get(JUNIOR).text
    assert BEGUN_NOTHING in stranger.get(JUNIOR).text
    assert shown(stranger) == before
    assert shown(at_home) != before
    assert stranger.get(PAGE).context["ready"] is None


def test_the_plan_chooses_until_the_address_does(at_home: Client, ana: User) -> None:
    empty = at_home.get(PAGE)
    keep_plan(by=ana, role=Role.objects.get(), level="MIDDLE", interview_on=None, minutes_a_day=30, at=NOON)
    planned, other = at_home.get(PAGE), at_home.get(f"{PAGE}?level=JUNIOR")

    assert empty.status_code == 200
    assert "Make a plan" in empty.text
    assert (planned.context["ready"].role.pk, planned.context["ready"].level) == ("backend", "MIDDLE")
    assert "Back to the plan" not in planned.text
    assert other.context["ready"].level == "JUNIOR"
    assert "Back to the plan" in other.text


@pytest.mark.parametrize("asked", ["role=nobody&level=JUNIOR", "role=backend&level=BOSS", "role=backend", "level=%00"])
def test_a_choice_that_is_none_is_refused_with_a_sentence(at_home: Client, asked: str) -> None:
    page = at_home.get(f"{PAGE}?{asked}")

    assert page.status_code == 422
    assert "Choose " in page.text
    assert page.context["ready"] is None


def test_the_page_takes_eight_queries_however_much_was_done(at_home: Client, ana: User) -> None:
    at_home.get(JUNIOR)  # what is asked once in the life of a session is asked here
    counts = []
    for done in (lambda: None, lambda: do_all(ana), lambda: checks.taken(ana, checks.bank())):
        done()
        with CaptureQueriesContext(connection) as made:
            at_home.get(JUNIOR)
        counts.append(len(made))

    assert counts == [8, 8, 8]


def test_the_page_is_asked_for_only(at_home: Client, client: Client) -> None:
    assert at_home.post(PAGE).status_code == 405
    assert client.get(JUNIOR)["Location"].startswith("/account/login/")
    assert "no-store" in at_home.get(PAGE)["Cache-Control"]
