"""What an operator sees of a person: that there is an account and how it is kept, never what is in it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Membership


@dataclass(frozen=True)
class Metadata:
    """last_seen_on: a day, as a time of day would be a trail."""

    is_confirmed: bool
    last_seen_on: date | None
    has_second_factor: bool
    sessions: int
    roles: tuple[str, ...]


def person_named(text: str) -> User | None:
    """Return whom an exact address or the id of an account names; part of an address finds nobody."""
    wanted = text.strip().lower()
    try:
        return User.objects.filter(pk=UUID(wanted)).first()
    except ValueError:
        by_other = EmailAddress.objects.filter(email=wanted, verified=True).values("user")
        return User.objects.filter(email=wanted).first() or User.objects.filter(pk__in=by_other).first()


def metadata(person: User) -> Metadata:
    sessions = list(UserSession.objects.filter(user=person).values_list("last_seen_at", flat=True))
    seen = [at for at in [*sessions, person.last_login] if at is not None]
    kinds = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    members = Membership.objects.live().filter(person=person).select_related("company").order_by("pk")
    roles = [_("operator")] if person.is_operator else []
    return Metadata(
        is_confirmed=EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists(),
        last_seen_on=max(seen).date() if seen else None,
        has_second_factor=bool(kinds - {Authenticator.Type.RECOVERY_CODES}),
        sessions=len(sessions),
        roles=(*roles, *(f"{one.get_role_display()}, {one.company.name}" for one in members)),
    )
