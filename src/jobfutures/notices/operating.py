"""What the operator's page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.notices.queries.mailbox import local_mailbox


def entries() -> list[tuple[str, str, int | None]]:
    """Return (title, address, no number) of the local mailbox, where letters stay on this machine: they only wait to
    be read.
    """
    return [(_("Local mailbox"), reverse("notices:inbox"), None)] if local_mailbox() else []
