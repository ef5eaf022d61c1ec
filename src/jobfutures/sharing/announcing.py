"""A company's own programs are told that something was shared with it, and that it ended: never what, or by whom."""

from datetime import datetime, timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from jobfutures.sharing.models import Grant
from jobfutures.webhooks.commands.announcing import announce

LOOKED_BACK = timedelta(days=2)  # a worker may have been away


def announce_share(grant: Grant, kind: str, at: datetime, *, key: str = "") -> None:
    """Tell with the caller's transaction. The share is called as its page is: by the request it answers, if any."""
    company = grant.company
    if company is None:
        return
    share = grant.request_id or grant.pk
    announce(company, kind, ids={"share": share}, path=f"/hire/{company.slug}/shared/{share}/", at=at, key=key)


@task
def announce_ended() -> None:
    """Tell, once each, of what ended by itself since the last time. Safe to repeat."""
    at = timezone.now()
    rows = Grant.objects.filter(company__isnull=False, revoked_at=None, expires_at__lte=at)
    for grant in rows.filter(expires_at__gt=at - LOOKED_BACK).select_related("company"):
        with transaction.atomic():
            announce_share(grant, "share.ended", grant.expires_at, key=f"share.ended:{grant.pk}")
