"""What a person is told here: read, marked, led on, by letter at once, once a day or not at all."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import export_archive
from jobfutures.notices import personal, telling
from jobfutures.notices.commands.digests import send_digests
from jobfutures.notices.commands.notices import choose_letters, prune_notices
from jobfutures.notices.models import Choice, Notice
from jobfutures.notices.rules import NOTICES_KEPT, digest_hour, is_digest_due, is_own_path
from jobfutures.notices.telling import tell
from tests.people import NOON

LETTER = "notices/mail/digest.txt"  # any template of the house
BERLIN = {"hour": 8, "zone": "Europe/Berlin"}


def told(person: User, subject: str = "an application moved on", *, path: str = "/jobs/", at: datetime = NOON) -> None:
    tell(person, subject=subject, template=LETTER, path=path, at=at)


def chosen(person: User, letters: str) -> None:
    choose_letters(by=person, letters=letters, at=NOON, **BERLIN)


def sent() -> list[EmailMessage]:
    return list(mail.outbox)


@pytest.fixture
def ana_in(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


@pytest.mark.django_db
def test_a_notice_is_read_once_it_was_opened_and_leads_on(ana_in: Client, ana: User) -> None:
    told(ana)
    found = Notice.objects.get()
    listed = ana_in.get("/account/notices/").text
    assert ("An application moved on" in listed, "unread</strong>" in listed) == (True, True)
    assert ana_in.get("/account/notices/unread.json").json() == {"unread": 1}

    ana_in.head(found.get_absolute_url())
    assert Notice.objects.unread().exists(), "a look ahead reads nothing"
    answer = ana_in.get(found.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, "/jobs/")
    assert ana_in.get("/account/notices/unread.json").json() == {"unread": 0}
    assert "unread</strong>" not in ana_in.get("/account/notices/").text


@pytest.mark.django_db
def test_all_are_marked_at_once_but_not_what_came_since_and_not_those_of_others(
    ana_in: Client, ana: User, ben: User
) -> None:
    shown = timezone.now()
    told(ana, at=shown - timedelta(hours=1))
    told(ana, at=shown + timedelta(seconds=1))
    told(ben)
    answer = ana_in.post("/account/notices/reading/", {"until": shown.isoformat()})

    assert (answer.status_code, answer["Location"]) == (302, "/account/notices/")
    assert (Notice.objects.visible_to(ana).unread().count(), Notice.objects.visible_to(ben).unread().count()) == (1, 1)
    with time_machine.travel(shown + timedelta(minutes=1)):
        ana_in.post("/account/notices/reading/", {"until": "yesterday or so"})
    assert not Notice.objects.visible_to(ana).unread().exists()


@pytest.mark.django_db
def test_a_notice_never_leads_away_from_the_site(ana_in: Client, ana: User) -> None:
    with pytest.raises(ValueError, match="this site"):
        told(ana, path="https://elsewhere.example/")
    kept = Notice.objects.create(person=ana, subject="odd", path="//elsewhere.example/", at=NOON)

    assert ana_in.get(kept.get_absolute_url())["Location"] == "/account/notices/"


@pytest.mark.parametrize(
    "path", ["//a.example/", "https://a.example/", "/\\a.example/", "\\\\a", "", "jobs/", "/a\n/b", "/\t/a", "/" * 501]
)
def test_what_leads_elsewhere_is_no_own_path(path: str) -> None:
    assert not is_own_path(path)
    assert is_own_path("/applications/019a/?page=2#timeline")


@pytest.mark.django_db
def test_letters_come_as_they_were_chosen_and_what_must_come_comes(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    told(ana)
    assert len(sent()) == 1
    for letters in ("DAILY", "NONE"):
        chosen(ana, letters)
        told(ana)
    assert len(sent()) == 1

    monkeypatch.setattr(telling, "must_come", lambda template: template == LETTER)
    told(ana, "an answer to an application")
    assert (len(sent()), Notice.objects.count(), Notice.objects.for_a_digest().count()) == (2, 4, 0)


@pytest.mark.django_db
def test_a_digest_comes_once_at_the_chosen_hour_with_links_and_without_what_was_read(ana: User, ben: User) -> None:
    chosen(ana, "DAILY")
    told(ana, "first", at=NOON)
    told(ana, "second", at=NOON)
    told(ana, "seen", at=NOON)
    Notice.objects.filter(subject="seen").update(read_at=NOON)
    with time_machine.travel(datetime(2026, 11, 23, 6, 3, tzinfo=UTC), tick=False):
        send_digests.call()
    assert sent() == [], "it is seven in Berlin"
    with time_machine.travel(datetime(2026, 11, 23, 7, 3, tzinfo=UTC), tick=False):
        send_digests.call()
        send_digests.call()

    (letter,) = sent()
    body = str(letter.body)
    assert letter.to == [ana.email]
    assert [word in body for word in ("First", "Second", "Seen", "/jobs/")] == [True, True, False, False]
    assert all(one.get_absolute_url() in body for one in Notice.objects.unread())


@pytest.mark.django_db
def test_one_click_ends_daily_letters_without_signing_in(client: Client, ana: User) -> None:
    chosen(ana, "DAILY")
    told(ana)
    with time_machine.travel(NOON + timedelta(days=1)):
        send_digests.call()
    (letter,) = sent()
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (address,) = re.findall(r"<(\S+)>", letter.extra_headers["List-Unsubscribe"])
    ending = urlsplit(address).path

    assert client.get(ending).status_code == 200
    assert Choice.objects.get(person=ana).letters == "DAILY", "a look ends nothing"
    told(ana)
    assert client.post(ending, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (Choice.objects.get(person=ana).letters, Notice.objects.for_a_digest().count()) == ("NONE", 0)
    assert client.post(ending[:-9] + "x/ending/").status_code == 404


@pytest.mark.django_db
def test_who_turns_to_letters_at_once_gets_what_waited(ana: User) -> None:
    chosen(ana, "DAILY")
    told(ana)
    chosen(ana, "AT_ONCE")
    with time_machine.travel(NOON + timedelta(minutes=3)):
        send_digests.call()

    assert len(sent()) == 1


@pytest.mark.django_db
def test_choices_are_kept_and_a_wrong_one_is_told(ana_in: Client, ana: User) -> None:
    assert 'value="AT_ONCE" id="id_letters_0" aria-invalid' not in ana_in.get("/account/notices/choices/").text
    answer = ana_in.post("/account/notices/choices/", {"letters": "DAILY", "hour": "24", "zone": "Mars/Olympus"})
    assert (answer.status_code, answer.text.count("Choose one of these.")) == (422, 2)
    assert not Choice.objects.exists()

    said = {"letters": "DAILY", "hour": "7", "zone": "Asia/Kolkata"}
    assert ana_in.post("/account/notices/choices/", said).status_code == 302
    found = Choice.objects.get(person=ana)
    assert (found.letters, found.hour, found.zone) == ("DAILY", 7, "Asia/Kolkata")


def test_an_hour_of_the_day_is_the_last_one_there_in_winter_and_summer_time() -> None:
    def last(at: datetime, hour: int = 8) -> datetime:
        return digest_hour(at, hour=hour, zone="Europe/Berlin")

    assert last(datetime(2026, 11, 23, 6, 59, tzinfo=UTC)) == datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    assert last(datetime(2026, 11, 23, 7, 0, tzinfo=UTC)) == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert last(datetime(2026, 7, 1, 6, 30, tzinfo=UTC)) == datetime(2026, 7, 1, 6, 0, tzinfo=UTC)
    assert last(datetime(2026, 3, 29, 12, 0, tzinfo=UTC), hour=2) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert last(datetime(2026, 10, 25, 12, 0, tzinfo=UTC), hour=2) == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    midday = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert is_digest_due(midday, **BERLIN, oldest=NOON)
    assert not is_digest_due(midday, **BERLIN, oldest=midday - timedelta(hours=1))


@pytest.mark.django_db
def test_notices_are_the_persons_to_take_go_with_them_and_are_not_kept_for_ever(ana: User, ben: User) -> None:
    chosen(ana, "NONE")
    told(ana, at=NOON)
    told(ben, at=NOON)
    found = personal.export(ana)["notices.json"]
    assert isinstance(found, dict)
    assert (found["letters"]["letters"], [one["path"] for one in found["notices"]]) == ("NONE", ["/jobs/"])
    assert export_archive(ana, NOON)

    personal.erase(ana, NOON)
    assert (Notice.objects.get().person, Choice.objects.count()) == (ben, 0)
    with time_machine.travel(NOON + NOTICES_KEPT + timedelta(seconds=1)):
        prune_notices.call()
    assert not Notice.objects.exists()


def test_the_tasks_are_on_the_queues_schedule(settings: Settings) -> None:
    tasks = {one["task"] for one in settings.TASKS["default"]["OPTIONS"]["SCHEDULES"].values()}

    assert {prune_notices.module_path, send_digests.module_path} <= tasks
