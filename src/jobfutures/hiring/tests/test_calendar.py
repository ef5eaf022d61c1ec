"""Calendar files: strict readers take them, an update takes the place of what it updates, and no name is in them."""

from datetime import UTC, timedelta

import pytest
from icalendar import Calendar

from jobfutures.accounts.models import User
from jobfutures.companies.tests.made import company
from jobfutures.hiring.models import Interview
from jobfutures.hiring.tests.made import application, interview
from jobfutures.jobs.tests.made import job
from tests.access import client_of

pytestmark = pytest.mark.django_db
NEEDED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "ORGANIZER", "ATTENDEE", "SUMMARY", "STATUS")


def read(content: bytes) -> tuple[str, dict[str, str], Calendar]:
    """Read a file as RFC 5545 wants it; return its method, and its one event."""
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(content)
    assert (str(calendar["VERSION"]), bool(calendar["PRODID"])) == ("2.0", True)
    [event] = calendar.walk("VEVENT")
    assert (calendar.errors, event.errors) == ([], [])
    assert [name for name in NEEDED if name not in event] == []
    return str(calendar["METHOD"]), {name: str(event[name]) for name in NEEDED}, calendar


def test_a_file_is_updated_and_taken_back_under_the_same_number(ana: User, ben: User) -> None:
    posting = job(company(owner=ben), title="Backend engineer; queues, " + "long " * 14)
    sent = application(posting, ana, state="INTERVIEWING")
    found = interview(sent, ben)
    own, theirs = client_of(ana), client_of(ben)
    at = f"/applications/interviews/{found.pk}/interview.ics"
    for_company = f"/hire/acme/interviews/{found.pk}/interview.ics"
    answer = own.get(at)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    method, first, calendar = read(answer.content)
    [event] = calendar.walk("VEVENT")
    assert (method, first["STATUS"], first["SEQUENCE"]) == ("REQUEST", "CONFIRMED", "0")
    assert (event.start, event.end) == (
        found.starts_at.replace(microsecond=0).astimezone(UTC),
        found.starts_at.replace(microsecond=0).astimezone(UTC) + timedelta(minutes=45),
    )
    assert first["SUMMARY"].endswith(", Acme")
    assert own.get(at).content == answer.content

    _method, panels, _calendar = read(theirs.get(for_company).content)
    assert panels["UID"] == first["UID"]
    assert b"Ana" not in theirs.get(for_company).content
    assert b"ana@" not in theirs.get(for_company).content
    assert b"ben@" not in answer.content

    place = {"setting": "PHONE", "place": "+49 30 1", "panel": [str(ben.pk)], "version": "0"}
    theirs.post(f"/hire/acme/interviews/{found.pk}/arrangement/", place)
    method, second, _calendar = read(own.get(at).content)
    assert (method, second["SEQUENCE"], second["UID"]) == ("REQUEST", "1", first["UID"])
    own.post(f"/applications/interviews/{found.pk}/moving/", {"version": "1"})
    method, third, _calendar = read(own.get(at).content)
    assert (method, third["STATUS"], third["SEQUENCE"], third["UID"]) == ("CANCEL", "CANCELLED", "2", first["UID"])


def test_there_is_no_file_before_a_time_was_chosen(ana: User, ben: User) -> None:
    found = interview(application(job(company(owner=ben)), ana, state="INTERVIEWING"), ben, state="PROPOSED")

    assert client_of(ana).get(f"/applications/interviews/{found.pk}/interview.ics").status_code == 404
    Interview.objects.update(state="CANCELLED")
    assert client_of(ben).get(f"/hire/acme/interviews/{found.pk}/interview.ics").status_code == 404
