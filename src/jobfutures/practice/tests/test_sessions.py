"""/practice/session/: composed from what is there, continued anywhere, done by what really happened."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.exercises.tests import made as exercises
from jobfutures.guide.models import Card
from jobfutures.practice.commands.entries import add_entry, grade_card, undo_last
from jobfutures.practice.commands.sittings import CannotBegin, begin_sitting
from jobfutures.practice.models import Plan, Sitting, Telling
from jobfutures.practice.queries_sessions import Progress, progress_of
from jobfutures.practice.rules import GOOD, Act
from jobfutures.practice.sources import Exercises

WHERE = "/practice/session/"


@pytest.fixture
def sitting(ana: User, cards: list[Card]) -> Sitting:
    """A session of ana: five cards and both questions of the small guide."""
    return begin_sitting(by=ana, minutes=15, key=uuid4(), at=timezone.now())


def kinds(progress: Progress) -> list[str]:
    return [shown.step.kind for shown in progress.steps]


def address(sitting: Sitting) -> str:
    return f"{WHERE}{sitting.pk}/"


def tell(by: User, question: str) -> None:
    Telling.objects.create(owner=by, question_id=question, seconds=80, covered=[], missed=[], at=timezone.now())


def test_a_session_is_begun_and_its_page_names_its_steps(at_home: Client, ana: User, cards: list[Card]) -> None:
    answer = at_home.post(WHERE, {"minutes": "5", "key": str(uuid4())})

    sitting = Sitting.objects.visible_to(ana).get()
    assert answer["Location"] == address(sitting)
    page = at_home.get(address(sitting))
    assert kinds(page.context["progress"]) == ["cards", "aloud"]
    leading = re.findall(r'data-step-link\s+href="([^"]+)"', page.text)
    assert leading == ["/practice/cards/", "/practice/aloud/first-name/"]


def test_the_same_form_sent_twice_is_one_session(at_home: Client, ana: User, cards: list[Card]) -> None:
    key = str(uuid4())
    first = at_home.post(WHERE, {"minutes": "5", "key": key})
    second = at_home.post(WHERE, {"minutes": "5", "key": key})

    assert first["Location"] == second["Location"]
    assert Sitting.objects.visible_to(ana).count() == 1


def test_a_key_of_somebody_else_gives_a_session_of_ones_own(ana: User, ben: User, sitting: Sitting) -> None:
    mine = begin_sitting(by=ben, minutes=5, key=sitting.pk, at=timezone.now())

    assert mine.pk != sitting.pk
    assert mine.owner == ben


@pytest.mark.parametrize("minutes", ["", "7", "x", "-5", "9" * 30])
def test_another_length_is_refused_with_a_sentence(at_home: Client, cards: list[Card], minutes: str) -> None:
    for page in (at_home.post(WHERE, {"minutes": minutes}), Client().get(WHERE, {"minutes": minutes})):
        assert page.status_code == 422
        assert "5, 15 or 30 minutes" in page.text


def test_where_nothing_is_published_nothing_is_begun(at_home: Client, ana: User) -> None:
    page = at_home.post(WHERE, {"minutes": "5"})

    assert page.status_code == 422
    assert "Nothing was begun" in page.text
    assert not Sitting.objects.visible_to(ana).exists()


def test_steps_are_done_when_it_really_happened_and_only_after_the_beginning(
    ana: User, sitting: Sitting, cards: list[Card]
) -> None:
    long_ago = sitting.begun_at - timedelta(days=1)
    grade_card(by=ana, card=cards[0], grade=GOOD, at=long_ago)
    assert progress_of(ana, sitting).settled == 0

    for card in cards:
        grade_card(by=ana, card=card, grade=GOOD, at=timezone.now())
    assert [shown.is_done for shown in progress_of(ana, sitting).steps] == [True, False, False]
    assert progress_of(ana, sitting).next_step.step.key == "first-name"
    tell(ana, "second-name")
    assert [shown.is_done for shown in progress_of(ana, sitting).steps] == [True, False, True]
    tell(ana, "first-name")
    assert progress_of(ana, sitting).is_finished


def test_an_answer_that_was_taken_back_does_not_count(ana: User, sitting: Sitting, cards: list[Card]) -> None:
    grade_card(by=ana, card=cards[0], grade=GOOD, at=timezone.now())
    add_entry(by=ana, card=cards[1], act=Act.SUSPENDED, at=timezone.now())
    undo_last(by=ana, at=timezone.now())

    assert progress_of(ana, sitting).cards == 0


def test_what_somebody_else_does_marks_nothing(ana: User, ben: User, sitting: Sitting, cards: list[Card]) -> None:
    tell(ben, "first-name")
    grade_card(by=ben, card=cards[0], grade=GOOD, at=timezone.now())

    assert progress_of(ana, sitting).settled == 0
    assert progress_of(ana, sitting).cards == 0


def test_an_exercise_belongs_to_thirty_minutes_and_is_done_by_an_attempt(ana: User, cards: list[Card]) -> None:
    exercises.exercise()
    sitting = begin_sitting(by=ana, minutes=30, key=uuid4(), at=timezone.now())
    assert kinds(progress_of(ana, sitting))[-1] == "exercise"

    exercises.attempt(ana, timezone.now())
    last = progress_of(ana, sitting).steps[-1]
    assert last.is_done
    assert last.address == "/exercises/till/"


def test_an_attempt_at_a_code_task_is_no_step_of_practice(ana: User, cards: list[Card]) -> None:
    task = exercises.code_task()
    sitting = begin_sitting(by=ana, minutes=30, key=uuid4(), at=timezone.now())

    exercises.attempt(ana, timezone.now(), source=exercises.MENDED, exercise_row=task)

    last = progress_of(ana, sitting).steps[-1]
    assert (last.address, last.is_done) == ("/exercises/till/", False)
    assert list(Exercises().records(ana, sitting.begun_at)) == []
    assert Exercises().last_sent(ana) == {}


def test_a_step_is_left_out_and_taken_up_again(at_home: Client, ana: User, sitting: Sitting) -> None:
    at_home.post(f"{address(sitting)}skips/", {"step": "cards:"})
    assert [shown.is_skipped for shown in progress_of(ana, Sitting.objects.get()).steps] == [True, False, False]

    at_home.post(f"{address(sitting)}skips/", {"step": "cards:", "again": "yes"})
    at_home.post(f"{address(sitting)}skips/", {"step": "no such step"})
    assert Sitting.objects.get().done == []


def test_a_session_that_is_ended_says_what_was_done(
    at_home: Client, ana: User, sitting: Sitting, cards: list[Card]
) -> None:
    grade_card(by=ana, card=cards[0], grade=GOOD, at=timezone.now())
    tell(ana, "first-name")

    at_home.post(f"{address(sitting)}ending/")

    page = at_home.get(address(sitting)).text
    assert "That was it for this session" in page
    assert "You answered 1 card." in page
    assert "Leave it out" not in page
    assert at_home.get(WHERE).context["sitting"] is None


def test_an_open_session_is_offered_until_another_one_begins(at_home: Client, ana: User, sitting: Sitting) -> None:
    assert address(sitting) in at_home.get(WHERE).text
    assert address(sitting) in at_home.get("/practice/").text

    at_home.post(WHERE, {"minutes": "5"})
    sitting.refresh_from_db()
    assert sitting.ended_at is not None
    assert address(sitting) not in at_home.get(WHERE).text


def test_nobody_else_sees_or_changes_a_session(stranger: Client, sitting: Sitting) -> None:
    assert stranger.get(address(sitting)).status_code == 404
    assert stranger.post(f"{address(sitting)}skips/", {"step": "cards:"}).status_code == 404
    assert stranger.post(f"{address(sitting)}ending/").status_code == 404
    assert address(sitting) not in stranger.get(WHERE).text
    sitting.refresh_from_db()
    assert (sitting.done, sitting.ended_at) == ([], None)


def test_a_plan_decides_from_which_areas_a_session_is(ana: User, cards: list[Card]) -> None:
    plan = Plan(owner=ana, role_id="backend", level="SENIOR", minutes_a_day=30, made_at=timezone.now())
    plan.save()  # a senior is asked about boxes only, and nothing is written about them
    with pytest.raises(CannotBegin, match="your plan"):
        begin_sitting(by=ana, minutes=15, key=uuid4(), at=timezone.now())

    Plan.objects.update(level="JUNIOR")
    sitting = begin_sitting(by=ana, minutes=15, key=uuid4(), at=timezone.now())
    assert kinds(progress_of(ana, sitting)) == ["cards", "aloud", "aloud"]
    assert sitting.steps[0]["count"] == 2  # a junior's cards only


def test_a_visitor_gets_a_session_that_its_address_holds(client: Client, cards: list[Card]) -> None:
    composed = client.get(WHERE, {"minutes": "15"})
    where = composed["Location"]
    said = parse_qs(urlsplit(where).query)
    assert sorted(said["aloud"]) == ["first-name", "second-name"]

    page = client.get(where)
    assert kinds(page.context["progress"]) == ["cards", "aloud", "aloud"]
    assert "csrfmiddlewaretoken" not in page.text
    link = next(iter(page.context["links"]))
    left = client.get(f"{WHERE}{link}").context["progress"]
    assert [shown.is_skipped for shown in left.steps] == [True, False, False]
    assert not Sitting.objects.exists()


def test_an_address_that_names_what_is_not_there_says_so(client: Client, cards: list[Card]) -> None:
    said = {"minutes": "5", "begun": "1", "aloud": ["no-question", "<script>", "x" * 300], "cards": "-4"}
    page = client.get(WHERE, said)

    assert page.status_code == 200
    assert "Choose a length again" in page.text
