"""Saved searches: one's own alone; letters about what is new, once, and ended by one click."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import export_archive
from jobfutures.companies.models import Company
from jobfutures.companies.tests import made as companies
from jobfutures.jobs.commands import saved as commands
from jobfutures.jobs.commands.alerts import alert_person, send_alerts
from jobfutures.jobs.models import SavedSearch
from jobfutures.jobs.personal import erase, export
from jobfutures.jobs.tests import made

pytestmark = pytest.mark.django_db
NAME = "A name that nobody else reads"
Indexed = Callable[[], bool]


def kept(owner: User, query: str = "q=kernel", *, alerts: bool = True, at: datetime | None = None) -> SavedSearch:
    return commands.save_search(by=owner, name=NAME, query=query, alerts=alerts, at=at or timezone.now())


@pytest.fixture
def acme() -> Company:
    return companies.company()


@pytest.fixture
def ana_in(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


def test_a_search_is_saved_renamed_and_deleted(ana_in: Client, ana: User) -> None:
    ana_in.post("/jobs/saved/", {"name": NAME, "query": "q=kernel&level=SENIOR", "alerts": "on"})
    found = SavedSearch.objects.get(owner=ana)
    assert (found.query, found.alerts) == ("q=kernel&level=SENIOR", True)
    assert 'href="/jobs/?q=kernel&amp;level=SENIOR"' in ana_in.get("/jobs/saved/").text

    ana_in.post(f"/jobs/saved/{found.pk}/", {"name": "Another"})
    found.refresh_from_db()
    assert (found.name, found.alerts) == ("Another", False)

    ana_in.post(f"/jobs/saved/{found.pk}/deletion/")
    assert not SavedSearch.objects.exists()


def test_the_same_search_twice_is_one(ana: User) -> None:
    assert kept(ana) == kept(ana)


@pytest.mark.parametrize(("name", "query"), [("", "q=a"), ("x" * 101, "q=a"), ("x", "level=WIZARD"), ("x", "after=x")])
def test_what_cannot_be_saved_is_refused_in_words_and_loses_nothing(ana_in: Client, name: str, query: str) -> None:
    answer = ana_in.post("/jobs/saved/", {"name": name, "query": query})

    assert answer.status_code == 422
    assert f'value="{name}"' in answer.text or not name
    assert not SavedSearch.objects.exists()


def test_there_is_room_for_fifty(ana_in: Client, ana: User) -> None:
    for number in range(commands.MOST_SAVED):
        kept(ana, f"q=word{number}")

    answer = ana_in.post("/jobs/saved/", {"name": "One more", "query": "q=more"})

    assert answer.status_code == 409
    assert "You keep 50 searches" in answer.text


@pytest.mark.parametrize("address", ["", "deletion/"])
def test_nobody_else_reaches_a_saved_search(client: Client, ana: User, ben: User, olga: User, address: str) -> None:
    found = kept(ana)
    for other in (ben, olga):
        client.force_login(other)
        assert client.post(f"/jobs/saved/{found.pk}/{address}", {"name": "Mine"}).status_code == 404
        assert NAME not in client.get("/jobs/saved/").text
    assert SavedSearch.objects.get().name == NAME


def test_a_saved_search_is_taken_along_and_goes_with_its_owner(ana: User, ben: User) -> None:
    kept(ana)

    assert NAME.encode() in b"".join(str(value).encode() for value in export(ana).values())
    assert NAME not in str(export(ben))
    assert export_archive(ana, timezone.now())
    erase(ana, timezone.now())
    assert not SavedSearch.objects.exists()


def test_a_letter_tells_of_what_is_new_once_and_holds_nothing_of_the_person(
    acme: Company, ana: User, indexed: Indexed
) -> None:
    now = timezone.now()
    made.job(acme, title="Kernel engineer, old", at=now - timedelta(days=3))
    kept(ana, at=now - timedelta(days=2))
    kept(ana, "q=engineer", at=now - timedelta(days=2))
    kept(ana, "q=gone&level=WIZARD", at=now - timedelta(days=2))
    made.job(acme, title="Kernel engineer, new", at=now)
    made.job(acme, title="Gardener", at=now)
    indexed()
    mail.outbox.clear()

    for _ in range(3):
        send_alerts.func()

    (letter,) = mail.outbox
    assert letter.to == [ana.email]
    assert letter.body.count("Kernel engineer, new") == 1
    assert "old" not in letter.body
    assert "Gardener" not in letter.body
    assert NAME not in f"{letter.subject} {letter.body}"


def test_nothing_new_is_no_letter(acme: Company, ana: User, ben: User, indexed: Indexed) -> None:
    now = timezone.now()
    made.job(acme, title="Kernel engineer", at=now)
    kept(ana, at=now)
    kept(ben, alerts=False, at=now - timedelta(days=9))
    indexed()
    mail.outbox.clear()

    send_alerts.func()

    assert not mail.outbox


def test_there_is_one_letter_a_day_and_none_is_missed(acme: Company, ana: User, indexed: Indexed) -> None:
    now = timezone.now()
    kept(ana, at=now - timedelta(days=2))
    made.job(acme, title="Kernel one", posted_at=now - timedelta(minutes=30))
    indexed()
    mail.outbox.clear()
    assert alert_person(person_id=ana.pk, at=now)
    made.job(acme, title="Kernel two", posted_at=now + timedelta(minutes=1))
    indexed()

    assert not alert_person(person_id=ana.pk, at=now + timedelta(hours=3))
    assert alert_person(person_id=ana.pk, at=now + timedelta(hours=24))
    assert ["Kernel one" in one.body for one in mail.outbox] == [True, False]
    assert "Kernel two" in mail.outbox[1].body


def test_letters_come_without_an_index_too(acme: Company, ana: User) -> None:
    kept(ana, at=timezone.now() - timedelta(days=2))
    made.job(acme, title="Kernel engineer")
    mail.outbox.clear()

    send_alerts.func()

    assert len(mail.outbox) == 1


def letter_to(ana: User, acme: Company) -> EmailMessage:
    kept(ana, at=timezone.now() - timedelta(days=2))
    made.job(acme, title="Kernel engineer")
    mail.outbox.clear()
    send_alerts.func()
    return mail.outbox[0]


def test_a_mail_program_ends_the_letters_by_one_post(acme: Company, ana: User) -> None:
    letter = letter_to(ana, acme)
    address = urlsplit(letter.extra_headers["List-Unsubscribe"].strip("<>")).path
    program = Client(enforce_csrf_checks=True)

    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert program.get(address).status_code == 200
    assert SavedSearch.objects.get().alerts, "to look is not to end"
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not SavedSearch.objects.get().alerts
    assert program.post(address).status_code == 200


def test_the_link_in_the_text_leads_to_the_same_page(acme: Company, ana: User, client: Client) -> None:
    found = re.search(r"http://localhost:8000(/jobs/alerts/\S+)", str(letter_to(ana, acme).body))

    assert found
    assert "This ends all letters" in client.get(found[1]).text


@pytest.mark.parametrize("token", ["x", "x:y:z", "InguaWNodHMi:1aaaaa:" + "a" * 43])
def test_a_made_up_link_ends_nothing(client: Client, ana: User, token: str) -> None:
    kept(ana)

    assert client.post(f"/jobs/alerts/{token}/ending/").status_code == 404
    assert SavedSearch.objects.get().alerts


def test_turned_on_again_it_does_not_tell_of_what_was_missed(ana: User) -> None:
    found = kept(ana, alerts=False, at=timezone.now() - timedelta(days=9))
    now = timezone.now()
    commands.change_search(by=ana, pk=found.pk, name=found.name, alerts=True, at=now)

    found.refresh_from_db()
    assert found.told_until == now
