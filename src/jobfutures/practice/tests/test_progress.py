"""/practice/progress/: where a person is, for them alone."""

from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.exercises.tests import made as exercises
from jobfutures.guide.models import Card
from jobfutures.practice.commands.entries import add_entry, grade_card, undo_last
from jobfutures.practice.progress import ENOUGH, progress_of, shares_by_area
from jobfutures.practice.rules import AGAIN, EASY, GOOD, Act, Standing
from jobfutures.predictions.tests import made as predictions
from jobfutures.reviews.tests import made as reviews

PAGE = "/practice/progress/"


def test_each_card_stands_where_its_log_says(ana: User, cards: list[Card]) -> None:
    now = timezone.now()
    grade_card(by=ana, card=cards[0], grade=EASY, at=now - timedelta(days=2))
    grade_card(by=ana, card=cards[1], grade=EASY, at=now - timedelta(days=40))
    grade_card(by=ana, card=cards[2], grade=AGAIN, at=now)
    add_entry(by=ana, card=cards[3], act=Act.SUSPENDED, at=now)

    names = progress_of(ana, now).areas[0]

    assert names.cards == {
        Standing.KNOWN: 1, Standing.FADING: 1, Standing.LEARNING: 1, Standing.ASIDE: 1, Standing.UNMET: 2
    }  # fmt: skip
    assert [piece.standing for piece in names.pieces] == [
        Standing.KNOWN, Standing.FADING, Standing.LEARNING, Standing.UNMET
    ]  # fmt: skip
    assert sum(piece.width for piece in names.pieces) == 100


def test_recall_is_counted_of_answers_after_a_day_and_shown_from_ten_on(ana: User, cards: list[Card]) -> None:
    begin = timezone.now() - timedelta(days=60)
    for card in cards[:2]:
        grade_card(by=ana, card=card, grade=GOOD, at=begin)
        grade_card(by=ana, card=card, grade=AGAIN, at=begin + timedelta(hours=3))
        for number in range(1, 5):
            grade_card(by=ana, card=card, grade=AGAIN if number == 2 else GOOD, at=begin + timedelta(days=3 * number))
    now = begin + timedelta(days=20)
    names = progress_of(ana, now).areas[0]
    assert (names.recalled, names.answered, names.has_recall) == (6, 8, False)

    for number in range(6, 8):
        grade_card(by=ana, card=cards[0], grade=GOOD, at=begin + timedelta(days=3 * number))
    names = progress_of(ana, now).areas[0]
    assert (names.recalled, names.answered, names.has_recall) == (8, ENOUGH, True)

    undo_last(by=ana, at=begin + timedelta(days=21, minutes=1))
    assert progress_of(ana, now).areas[0].answered == 9


def test_the_page_shows_bars_a_forecast_and_what_is_next(at_home: Client, ana: User, cards: list[Card]) -> None:
    now = timezone.now()
    grade_card(by=ana, card=cards[0], grade=EASY, at=now - timedelta(days=40))
    exercises.judged(exercises.attempt(ana))

    page = at_home.get(PAGE)

    text = page.content.decode()
    assert "0 known, 1 fading, 0 learning, 5 not met" in text
    assert page.context["progress"].days[0].due == 1
    assert page.context["progress"].coming.due == 1
    assert page.context["progress"].coming.fading.area.slug == "names"
    assert page.headers["Cache-Control"].startswith("max-age=0") or "no-store" in page.headers["Cache-Control"]


def test_a_code_task_counts_neither_as_an_exercise_nor_as_passed(ana: User, cards: list[Card]) -> None:
    exercises.passed(ana, exercises.code_task())

    (names,) = (area for area in progress_of(ana, timezone.now()).areas if area.exercises.there)
    assert (names.exercises.there, names.exercises.done) == (1, 0)


def test_predictions_count_when_they_were_right_and_reviews_when_they_were_handed_in(
    ana: User, ben: User, tmp_path: Path
) -> None:
    prediction = predictions.loaded(tmp_path)
    review = next(iter(reviews.loaded().values()))
    predictions.attempt(ana, prediction, "something else")
    predictions.attempt(ben, prediction, prediction.truth)

    before = shares_by_area(ana)
    predictions.attempt(ana, prediction, prediction.truth)
    predictions.attempt(ana, prediction, prediction.truth)
    reviews.attempt(ana, review)
    after = shares_by_area(ana)

    of_area = ("predictions", prediction.area_id)
    assert (before[of_area].done, after[of_area].done) == (0, 1)
    assert before[of_area].there == after[of_area].there > 1
    for area in review.area_ids:
        assert after["reviews", area].done - before["reviews", area].done == 1
        assert after["reviews", area].there == before["reviews", area].there


def test_an_empty_start_is_calm(at_home: Client, cards: list[Card]) -> None:
    assert "You have not met a card yet" in at_home.get(PAGE).content.decode()


def test_the_page_takes_eight_queries_however_long_the_log_is(at_home: Client, ana: User, cards: list[Card]) -> None:
    at_home.get(PAGE)  # what is asked once in the life of a session is asked here
    counts = []
    for day in (1, 2):
        for card in cards:
            grade_card(by=ana, card=card, grade=GOOD, at=timezone.now() - timedelta(days=9 - 4 * day))
        with CaptureQueriesContext(connection) as made:
            at_home.get(PAGE)
        counts.append(len(made))
    assert counts == [8, 8]


def test_nobody_sees_how_far_somebody_else_is(ana: User, stranger: Client, cards: list[Card]) -> None:
    grade_card(by=ana, card=cards[0], grade=EASY, at=timezone.now())
    assert "You have not met a card yet" in stranger.get(PAGE).content.decode()


def test_a_visitor_reads_that_progress_lives_in_the_browser(client: Client, cards: list[Card]) -> None:
    page = client.get(PAGE)
    assert "data-browser-progress" in page.content.decode()
    assert "csrf" not in page.content.decode()
    for private in ("practice.json", "import/", "anki/"):
        assert client.get(PAGE + private).status_code == 302
