"""What has been kept for as long as it may be."""

from datetime import datetime

from jobfutures.hiring.models import Application, ApplicationQuerySet
from jobfutures.hiring.rules.applications import DRAFT_KEPT, ENDED


def kept_long_enough(at: datetime) -> ApplicationQuerySet:
    """Keep applications that ended so long ago that what they say is erased, the oldest first."""
    return Application.objects.filter(state__in=ENDED, retention_until__lte=at).order_by("retention_until", "pk")


def left_lying(at: datetime) -> ApplicationQuerySet:
    """Keep drafts that nobody has touched for long."""
    return Application.objects.filter(state="DRAFT", changed_at__lte=at - DRAFT_KEPT).order_by("changed_at", "pk")
