"""What the operator's page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.notices.mailbox import opened
from jobfutures.notices.queries.mailbox import local_mailbox


def entries() -> list[tuple[str, str, int | None]]:
    """Return (title, address, count) of the local mailbox, where letters stay on this machine."""
    folder = local_mailbox()
    return [(_("Local mailbox"), reverse("notices:inbox"), len(opened(folder)))] if folder else []
