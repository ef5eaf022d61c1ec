"""What somebody chooses when they share: plain values, checked before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from jobfutures.companies.models import PEOPLE, Company
from jobfutures.sharing import rules
from jobfutures.sharing.models import Mode, Purpose


class CannotShare(Exception):
    """Nothing was shared; the sentence is for the owner."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Readers, fields and limits of a grant. company or email, one of them.  roles: of members who may look.

    days: 1 to 180.  max_reads: looks until it ends, None for any number.
    """

    company: Company | None
    email: str
    fields: Sequence[str]
    purpose: str
    roles: Sequence[str]
    mode: str
    days: int = rules.USUAL_DAYS
    max_reads: int | None = None

    def expires_at(self, at: datetime) -> datetime:
        return at + timedelta(days=self.days)


def check_choice(choice: Choice) -> None:
    """Raise CannotShare for what the registry or the limits do not know."""
    unknown = [name for name in choice.fields if rules.kind_of(name) is None]
    if not choice.fields or unknown or len(choice.fields) > rules.MOST_FIELDS:
        raise CannotShare(_("Choose at least one of the fields offered, and nothing else."))
    if missing := rules.missing_beside(choice.fields):
        raise CannotShare(
            _("A level is only shared with its role and its date: %(names)s.") % {"names": ", ".join(missing)}
        )
    if not 1 <= choice.days <= rules.MOST_DAYS:
        raise CannotShare(_("Choose between 1 and %(most)d days.") % {"most": rules.MOST_DAYS})
    if choice.purpose not in Purpose.values or choice.mode not in Mode.values:
        raise CannotShare(_("Choose a purpose, and whether it changes with you."))
    if choice.company and not (choice.roles and set(choice.roles) <= set(PEOPLE)):
        raise CannotShare(_("Choose who in the company may look."))
    if (choice.company is None) == (not choice.email):
        raise CannotShare(_("Choose one reader: a company, or a person's address."))
