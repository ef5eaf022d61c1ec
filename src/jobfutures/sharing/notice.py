"""What an owner is told before they share, by version: a grant keeps which of them it was."""

from django.utils.translation import gettext_lazy as _

from jobfutures.sharing.rules import NOTICE

NOTICES = {
    "1": _("They can copy or photograph what you show. Ending it stops new looks here; it cannot erase what was seen."),
}


def notice(version: str = NOTICE) -> str:
    return str(NOTICES[version])
