"""What a person does with notices, and how long they are kept."""

from datetime import datetime

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.notices.models import Choice, Letters, Notice
from jobfutures.notices.rules import NOTICES_KEPT


@transaction.atomic
def mark_read(*, by: User, notice: Notice, at: datetime) -> None:
    """Safe to repeat: the first time stays."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=at)


@transaction.atomic
def mark_all_read(*, by: User, at: datetime, until: datetime | None = None) -> int:
    """until: when the page was made that they read; what came since stays unread."""
    return Notice.objects.visible_to(by).unread().filter(at__lte=until or at).update(read_at=at)


@transaction.atomic
def choose_letters(*, by: User, letters: str, hour: int, zone: str, at: datetime) -> None:
    """Keep how somebody wants letters. What waits for a digest goes with the next run, or by no letter."""
    chosen = {"letters": letters, "hour": hour, "zone": zone, "chosen_at": at}
    Choice.objects.update_or_create(person=by, defaults=chosen)
    if letters == Letters.NONE:
        Notice.objects.visible_to(by).filter(waits=True).update(waits=False)


@transaction.atomic
def end_letters(*, person: User, at: datetime) -> None:
    """Send no more letters but those that must come. Safe to repeat."""
    Choice.objects.update_or_create(person=person, defaults={"letters": Letters.NONE, "chosen_at": at})
    Notice.objects.visible_to(person).filter(waits=True).update(waits=False)


@task
def prune_notices() -> None:
    """Forget what was told long ago, read or not."""
    Notice.objects.told_before(timezone.now() - NOTICES_KEPT).delete()
