"""Mail, content and numbers, as operators see them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_ox.models import OxTask
from django_ox.testing import run_tasks
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.ledger.models import Entry
from jobfutures.notices.models import BLANK, Letter
from jobfutures.notices.queries.outbox import DELIVERY, failing
from jobfutures.operators.commands.numbers import count_days, keep_state
from jobfutures.operators.models import Day, Load
from jobfutures.operators.queries.numbers import days_to_answer, pictures
from jobfutures.operators.rules.numbers import drawn, monday
from jobfutures.operators.wording import WORDS
from jobfutures.telemetry.models import Hour
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db


def refused_letter() -> Letter:
    letter = Letter.objects.create(
        **BLANK | {"addresses": {"to": ["gone@example.org"]}, "subject": "canary"}, queued_at=NOON, attempts=5
    )
    OxTask.objects.create(
        task_path=DELIVERY, args=[str(letter.pk)], status="FAILED", enqueued_at=NOON, backend_name="default",
        queue_name="mail", finished_at=NOON,
        errors=[{"exception_class_path": "x", "traceback": "Traceback\n  x\njobfutures.notices.commands.letters."
                 "Refused: recipients refused: [550]\n"}],
    )  # fmt: skip
    return letter


def test_a_letter_that_bounces_is_named_sent_again_or_given_up(olga: User, ana: User) -> None:
    letter = refused_letter()
    operator = client_of(olga)
    shown = operator.get("/operate/mail/").text
    assert "gone@example.org" in shown
    assert "no such address" in shown
    assert "Refused: recipients refused: [550]" in shown
    assert "canary" not in shown, "what it says is nobody's business"
    assert operator.get("/operate/").text.count("Mail</a> <span") == 1, "it waits for the operator"

    operator.post(f"/operate/mail/{letter.pk}/sending/")
    assert OxTask.objects.get(task_path=DELIVERY).status == "READY"
    assert not failing()[0].is_given_up
    OxTask.objects.update(status="FAILED")
    operator.post(f"/operate/mail/{letter.pk}/discarding/")
    assert (Letter.objects.count(), failing()) == (0, [])
    kinds = Entry.objects.about(f"notices.letter:{letter.pk}").in_order().values_list("kind", flat=True)
    assert list(kinds) == ["operators.letter_sent_again", "operators.letter_given_up"]
    assert operator.post(f"/operate/mail/{letter.pk}/sending/").status_code == 404


def test_content_is_loaded_by_a_process_of_its_own_and_its_faults_are_shown(
    olga: User, settings: Settings, tmp_path: Path
) -> None:
    program = tmp_path / "load"
    program.write_text("#!/bin/sh\necho 'guides/x.md:3: title: is missing' ; exit 1\n")
    program.chmod(0o755)
    settings.OWN_COMMAND = [str(program)]
    operator = client_of(olga)
    operator.post("/operate/content/loading/")
    assert "A load waits already" in operator.post("/operate/content/loading/", follow=True).text
    run_tasks()

    shown = operator.get("/operate/content/").text
    assert "guides/x.md:3: title: is missing" in shown
    assert "Refused for faults" in shown
    assert "Content</a> <span" in operator.get("/operate/").text
    program.write_text("#!/bin/sh\nexit 0\n")
    operator.post("/operate/content/loading/")
    run_tasks()
    assert Load.objects.newest_first()[0].state == "LOADED"
    assert "Content</a> <span" not in operator.get("/operate/").text


def test_an_empty_instance_says_so_and_every_picture_has_words(olga: User) -> None:
    shown = client_of(olga).get("/operate/numbers/").text

    assert shown.count("Nothing was counted yet.") == len(WORDS)
    assert "<svg viewBox" not in shown.partition("<main")[2]
    assert {one.key for one in pictures(timezone.now())} == set(WORDS)


def test_days_are_counted_from_rows_and_few_people_are_not_told_exactly(olga: User, ana: User) -> None:
    User.objects.update(date_joined=timezone.now())
    client_of(ana).get("/account/")
    count_days.call()
    count_days.call()  # once an hour: the same numbers again
    today = timezone.now().astimezone(UTC).date()
    assert Day.objects.get(day=today, name="accounts.signups").value == 2
    assert Day.objects.get(day=monday(today), name="accounts.active").value >= 1
    assert Day.objects.get(day=today, name="operators.disk_used_percent").value > 0
    Hour.objects.create(
        hour=timezone.now().replace(minute=0, second=0, microsecond=0), up_to_ms=50, number=200, failed=7
    )

    shown = client_of(olga).get("/operate/numbers/").text
    signups = shown.partition("New accounts")[2].partition("</figure>")[0]
    assert "fewer than 5" in signups
    assert "<rect" not in signups
    assert "200" in shown.partition("Requests</strong>")[2].partition("</figure>")[0]
    for number in range(5):
        person(f"more{number}")
    count_days.call()
    signups = client_of(olga).get("/operate/numbers/").text.partition("New accounts")[2].partition("</figure>")[0]
    assert "<td>7</td>" in signups
    assert "<rect" in signups


def test_what_can_only_be_seen_now_is_kept_as_the_most_of_its_day(db: None) -> None:
    at = datetime(2026, 11, 29, 12, tzinfo=UTC)
    OxTask.objects.create(
        task_path="x", enqueued_at=timezone.now() - timedelta(seconds=90), backend_name="default", queue_name="default"
    )
    keep_state(at=at)
    OxTask.objects.all().delete()
    keep_state(at=at + timedelta(hours=1))

    assert Day.objects.get(name="operators.queue_age_s").value >= 90


def test_a_picture_hides_small_counts_of_people_and_means_of_few_answers() -> None:
    picture = drawn("x", [("a", None), ("b", 0.0), ("c", 4.0), ("d", 8.0)], of_people=True)

    assert [bar.height for bar in picture.bars] == [0, 0, 0, 58]
    assert [bar.is_small for bar in picture.bars] == [False, False, True, False]
    assert all(0 <= bar.x <= bar.x + bar.width <= 300 for bar in picture.bars)
    assert drawn("x", [("a", None)]).is_empty
    week = monday(NOON.date())
    known = {("hiring.answered", week): 4.0, ("hiring.answered_after_days", week): 8.0}
    assert days_to_answer(known, week) is None
    known["hiring.answered", week] = 5.0
    assert days_to_answer(known, week) == 1.6
