"""What the operator's page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.support.models import Message


def entries() -> list[tuple[str, str, int | None]]:
    """Return (title, address, number of messages that wait for the operator)."""
    return [(_("Messages"), reverse("support:inbox"), Message.objects.unfinished().count())]
