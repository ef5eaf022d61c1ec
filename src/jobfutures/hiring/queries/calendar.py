"""Interviews as calendar files (RFC 5545, RFC 5546): one event, for one person, in UTC.

No file holds an address of anybody but its reader, nor the name of a candidate: calendars are shared with assistants,
teams and rooms.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress
from icalendar.enums import STATUS, TRANSP

from jobfutures.accounts.models import User
from jobfutures.hiring.models import Interview, InterviewState

OFF = (InterviewState.PROPOSED, InterviewState.CANCELLED)  # what stood in a calendar before stands there no more
PRODUCT = "-//JobFutures//Interviews//EN"


def calendar_file(interview: Interview, *, reader: User, title: str, address: str) -> bytes | None:
    """Return the file for somebody; None where no time was ever chosen. address: the path of their page.

    Its UID stays for as long as the interview does, and its SEQUENCE grows with every change, so that a later file
    takes the place of an earlier one.
    """
    if interview.starts_at is None:
        return None
    begins = interview.starts_at.astimezone(UTC)
    is_off = interview.state in OFF
    event = Event.new(
        uid=f"{interview.pk}@{urlsplit(settings.SITE_ADDRESS).hostname}",
        sequence=interview.sequence,
        stamp=stamp_of(interview),
        start=begins,
        end=begins + timedelta(minutes=interview.minutes),
        summary=title,
        description=_("When, where and what is asked: %(address)s") % {"address": settings.SITE_ADDRESS + address},
        location=interview.place or None,
        url=settings.SITE_ADDRESS + address,
        status=STATUS.CANCELLED if is_off else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT if is_off else TRANSP.OPAQUE,
        organizer=organizer(),
        attendees=[attendee(reader)],
    )
    calendar = Calendar.new(prodid=PRODUCT, method="CANCEL" if is_off else "REQUEST", subcomponents=[event])
    calendar.pop("UID", None)  # of the calendar itself, made at random: one interview is one file
    return bytes(calendar.to_ical())


def stamp_of(interview: Interview) -> datetime:
    """When what the file says came to be: the same file comes out of the same interview."""
    return interview.state_at.astimezone(UTC)


def organizer() -> vCalAddress:
    """This site, by the address that its letters come from: one answers on the page, not by mail."""
    return vCalAddress.new(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], cn=settings.SITE_NAME)


def attendee(reader: User) -> vCalAddress:
    return vCalAddress.new(reader.email, partstat="ACCEPTED", rsvp=False)


def candidate_title(interview: Interview) -> str:
    job = interview.application.job
    return _("Interview: %(job)s, %(company)s") % {"job": job.title, "company": job.company.name}


def panel_title(interview: Interview) -> str:
    return _("%(kit)s: %(job)s") % {"kit": interview.kit.title, "job": interview.application.job.title}
