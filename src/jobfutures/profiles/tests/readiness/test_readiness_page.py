"""/profile/readiness/: what a person did for a role, for them alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobfutures.accounts.models import User
from jobfutures.checks.tests import made as checks
from jobfutures.exercises.tests import made as exercises
from jobfutures.guide.models import Question
from jobfutures.practice.commands.wishes import keep_plan
from jobfutures.predictions.models import Prediction
from jobfutures.predictions.tests import made as predictions
from jobfutures.profiles.readiness_rules import Step
from jobfutures.profiles.tests.readiness.doing import JUNIOR, MIDDLE, PAGE, do_all, shown, tell
from jobfutures.reviews.models import Review
from jobfutures.reviews.tests import made as reviews
from jobfutures.topics.models import Role
from tests.people import NOON

BEGUN_NOTHING = "You have done nothing for this role here yet"

pytestmark = pytest.mark.usefixtures("guide")


def test_whoever_has_done_nothing_reads_where_to_begin(at_home: Client) -> None:
    page = at_home.get(JUNIOR)

    assert BEGUN_NOTHING in page.text
    assert "Where to begin" in page.text
    (first,) = page.context["ready"].first_steps
    assert (first.next.step, first.next.title) == (Step.READ, "What does `b = a` copy?")
    assert f'href="{Question.objects.get(pk="first-name").get_absolute_url()}"' in page.text
    assert "Read and say aloud: What does <code>b = a</code> copy?" in page.text


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
