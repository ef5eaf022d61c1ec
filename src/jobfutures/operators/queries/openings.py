"""What an opening shows, and to whom."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import as_json
from jobfutures.kit.rooms import modules
from jobfutures.operators.models import Opening
from jobfutures.operators.rules.openings import CLOSED_PARTS, WITHHELD, is_shown

TITLES = {
    "accounts": _("Account"), "notices": _("Notices"), "companies": _("Companies and memberships"),
    "sharing": _("What was shared"), "exercises": _("Exercises"), "reviews": _("Code reviews"),
    "predictions": _("Predictions"), "practice": _("Practice"), "checks": _("Skill checks"),
    "profiles": _("Profile"), "credentials": _("Credentials"), "jobs": _("Saved searches"),
    "hiring": _("Applications"), "support": _("Messages to operators"), "operators": _("Openings of this account"),
}  # fmt: skip


@dataclass(frozen=True)
class File:
    """One file of a part. is_shown: an attachment, and what is withheld, is only named."""

    name: str
    bytes: int
    is_shown: bool


def parts() -> list[tuple[str, str]]:
    """Return (room, title) of whatever can be opened: every room that keeps something of a person."""
    return [(room, str(TITLES.get(room, room))) for room, _module in modules("personal") if room not in CLOSED_PARTS]


def title_of(part: str) -> str:
    return dict(parts()).get(part, part)


def all_files(opening: Opening) -> dict[str, object]:
    module = dict(modules("personal"))[opening.part]
    found: dict[str, object] = module.export(opening.person)
    return found


def files_of(opening: Opening) -> dict[str, object]:
    """Return the files that an operator may read while the opening lasts."""
    return {name: content for name, content in all_files(opening).items() if is_shown(name, content)}


def listed(opening: Opening) -> list[File]:
    """Return the names and sizes of the files of a part; what is withheld is not even named."""
    return [
        File(name, len(content) if isinstance(content, bytes) else len(as_json(content)), is_shown(name, content))
        for name, content in all_files(opening).items()
        if name not in WITHHELD
    ]


def open_for(operator: User, person: User, at: datetime) -> list[Opening]:
    """Return what this operator may read of a person now."""
    return list(Opening.objects.held_by(operator).open_at(at).filter(person=person).newest_first())
