"""The daily letter: what somebody was told since the last, as subjects and links."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, dumps, loads
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.notices.models import Choice, Letters, Notice
from jobfutures.notices.rules import is_digest_due

MOST_TOLD = 30  # in one letter
SALT = "notices.digest"


@task
def send_digests() -> None:
    """Write to everybody whose hour has come and who has something unread. Safe to repeat."""
    at = timezone.now()
    waiting = Notice.objects.for_a_digest().order_by("person").values_list("person", flat=True).distinct()
    for pk in list(waiting):
        digest_person(person_id=pk, at=at)


@transaction.atomic
def digest_person(*, person_id: UUID, at: datetime) -> bool:
    """Queue one letter on what waits, if its hour has come since the oldest of it; tell whether one was queued."""
    rows = Choice.objects.select_for_update(of=("self",)).select_related("person")
    choice = rows.filter(person=person_id, person__is_active=True).first()
    if choice is None:
        return False
    waiting = list(Notice.objects.visible_to(choice.person).for_a_digest().newest_first())
    if not waiting or not is_due(choice, waiting[-1].at, at):
        return False
    Notice.objects.filter(pk__in=[one.pk for one in waiting]).update(waits=False)
    send_digest(choice.person, waiting)
    return True


def is_due(choice: Choice, oldest: datetime, at: datetime) -> bool:
    """Tell whether a digest is due; to somebody who chose otherwise since, what is left goes at once."""
    return choice.letters != Letters.DAILY or is_digest_due(at, hour=choice.hour, zone=choice.zone, oldest=oldest)


def send_digest(person: User, waiting: list[Notice]) -> None:
    """Queue the letter. Mail programs show an end to it of their own, by the header. Source: RFC 8058."""
    ending = settings.SITE_ADDRESS + reverse("notices:letters_ending", args=[ending_token(person)])
    facts = {
        "site": settings.SITE_NAME, "address": settings.SITE_ADDRESS, "notices": waiting[:MOST_TOLD],
        "more": max(0, len(waiting) - MOST_TOLD), "ending": ending,
    }  # fmt: skip
    subject = _("%(site)s: what waits for you") % {"site": settings.SITE_NAME}
    headers = {"List-Unsubscribe": f"<{ending}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    text = render_to_string("notices/mail/digest.txt", facts)
    EmailMessage(subject, text, None, [person.email], headers=headers).send()


def ending_token(person: User) -> str:
    """Return what a digest's link carries: it ends the letters of one person and does nothing else."""
    return dumps(str(person.pk), salt=SALT)


def person_of(token: str) -> User | None:
    try:
        return User.objects.filter(pk=loads(token, salt=SALT)).first()
    except BadSignature:
        return None
