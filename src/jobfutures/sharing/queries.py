"""What an owner sees of their grants: who may look, at what, until when, and who did."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy

from jobfutures.accounts.models import User
from jobfutures.ledger.models import Entry
from jobfutures.sharing import rules
from jobfutures.sharing.labels import named
from jobfutures.sharing.models import Grant, Receipt, Request

MOST_LISTED = 200
MOST_LOOKS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One grant at a glance. looks: how often it was looked at.  looked_at: the last time."""

    grant: Grant
    state: rules.State
    fields: str
    looks: int
    looked_at: datetime | None


def lines_of(person: User, at: datetime) -> tuple[list[Line], list[Line]]:
    """Return what is open or could be confirmed, and what has ended, newest first. One query."""
    rows = Grant.objects.visible_to(person).select_related("company").newest_first()
    rows = rows.annotate(looks=Count("receipts"), looked_at=Max("receipts__at"))[:MOST_LISTED]
    lines = [line_of(one, at) for one in rows]
    ended = {rules.State.EXPIRED, rules.State.REVOKED}
    return [one for one in lines if one.state not in ended], [one for one in lines if one.state in ended]


def line_of(grant: Grant, at: datetime) -> Line:
    """Return one line. The grant was annotated with `looks` and `looked_at`."""
    counted = grant.__dict__
    return Line(grant, grant.state(at), named(rules.kinds_of(grant.fields)), counted["looks"], counted["looked_at"])


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits for the owner. It says nothing of what they have."""

    request: Request
    fields: str
    until: datetime


def waiting(person: User, at: datetime) -> list[Asked]:
    rows = Request.objects.visible_to(person).waiting(at).select_related("company").newest_first()
    return [Asked(one, named(one.fields), one.at + rules.REQUEST_KEPT) for one in rows]


@dataclass(frozen=True, slots=True)
class Look:
    """One look. who: the member's address; empty once their account is gone."""

    at: datetime
    who: str
    role: str
    fields: str


def looks_of(grant: Grant) -> list[Look]:
    """Return the newest 100 looks. One query."""
    rows = Receipt.objects.filter(grant=grant).select_related("viewer").newest_first()[:MOST_LOOKS]
    return [
        Look(one.at, one.viewer.email if one.viewer else "", one.role, named(rules.kinds_of(one.fields)))
        for one in rows
    ]


ACTS = {
    "sharing.given": gettext_lazy("Shared"),
    "sharing.narrowed": gettext_lazy("Taken away"),
    "sharing.revoked": gettext_lazy("Ended by you"),
    "sharing.confirmed": gettext_lazy("Confirmed by you"),
    "sharing.limited": gettext_lazy("Ends sooner: the application that it was for has ended"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One act in words."""

    at: datetime
    act: str
    fields: str


def told_events(grant: Grant) -> list[Event]:
    return [Event(one.at, str(ACTS[one.kind]), named(one.fields)) for one in events_of(grant)]


def events_of(grant: Grant) -> list[Entry]:
    """Return what its owner did to a grant, oldest first; refused looks are the operator's audit."""
    return list(Entry.objects.about(grant.ledger_subject()).exclude(kind="sharing.refused").in_order())
