"""The daily letter about what is new in somebody's saved searches: titles that anybody can read, and links."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.jobs.commands.saved import ending_token
from jobfutures.jobs.models import Job, SavedSearch
from jobfutures.jobs.queries.saved import wanted_of
from jobfutures.jobs.queries.searching import search
from jobfutures.jobs.wanted import NEWEST, Cursor, microseconds

MOST_LOOKED_AT = 100  # of one search
MOST_TOLD = 20  # in one letter
SETTLED = timedelta(minutes=5)  # what is younger may not be in every index yet: it is for tomorrow
ONE_DAY = timedelta(hours=20)  # less than a day, so that a letter may come a little earlier than yesterday's
LAST = UUID(int=(1 << 128) - 1)


@task
def send_alerts() -> None:
    """Write to everybody who asked for it and for whom there is something new. Safe to repeat."""
    at = timezone.now()
    owners = User.objects.filter(is_active=True, saved_job_searches__alerts=True).distinct()
    for pk in owners.order_by("pk").values_list("pk", flat=True).iterator():
        alert_person(person_id=pk, at=at)


@transaction.atomic
def alert_person(*, person_id: UUID, at: datetime) -> bool:
    """Queue one letter on what was posted since the last, unless one was queued less than a day ago."""
    person = User.objects.select_for_update().filter(pk=person_id, is_active=True).first()
    searches = list(SavedSearch.objects.visible_to(person).filter(alerts=True)) if person else []
    if person is None or any(one.mailed_at and one.mailed_at > at - ONE_DAY for one in searches):
        return False
    until = at - SETTLED
    found = {job.pk: job for one in searches for job in new_for(one, until, at)}
    for one in searches:
        one.told_until = max(one.told_until, until)
        one.mailed_at = at if found else one.mailed_at
    SavedSearch.objects.bulk_update(searches, ["told_until", "mailed_at"])
    if found:
        send_letter(person, sorted(found.values(), key=lambda job: (str(job.posted_at), job.pk), reverse=True))
    return bool(found)


def new_for(saved: SavedSearch, until: datetime, at: datetime) -> list[Job]:
    """Return what was posted after the last letter until an instant, newest first, at most MOST_LOOKED_AT."""
    wanted = wanted_of(saved.query)
    if wanted is None:
        return []
    after = str(Cursor(microseconds(until), LAST))
    found = search(replace(wanted, sort=NEWEST), after, at, limit=MOST_LOOKED_AT, is_counted=False).jobs
    return [job for job in found if job.posted_at and job.posted_at > saved.told_until]


def send_letter(person: User, jobs: list[Job]) -> None:
    """Queue the letter. Mail programs show an end to it of their own, by the header. Source: RFC 8058."""
    ending = settings.SITE_ADDRESS + reverse("jobs:alerts_ending", args=[ending_token(person)])
    facts = {
        "site": settings.SITE_NAME,
        "address": settings.SITE_ADDRESS,
        "jobs": jobs[:MOST_TOLD],
        "more": max(0, len(jobs) - MOST_TOLD),
        "ending": ending,
    }
    subject = _("%(site)s: new postings for you") % {"site": settings.SITE_NAME}
    headers = {"List-Unsubscribe": f"<{ending}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    EmailMessage(subject, render_to_string("jobs/mail/alert.txt", facts), None, [person.email], headers=headers).send()
