"""What a company asked of an applicant. It says when and what, never what came of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobfutures.hiring.models import Application, Asked
from jobfutures.sharing.labels import named
from jobfutures.sharing.models import Request, RequestQuerySet
from jobfutures.sharing.rules import MOST_REQUESTS, REQUEST_KEPT


@dataclass(frozen=True, slots=True)
class AskedFor:
    id: UUID
    at: datetime
    fields: str


def requests_of(application: Application) -> RequestQuerySet:
    return Request.objects.filter(pk__in=Asked.objects.filter(application=application).values("request"))


def asked_of(application: Application) -> list[AskedFor]:
    """Return what was asked, the oldest first. One query."""
    rows = requests_of(application).order_by("at", "pk").values_list("pk", "at", "fields")
    return [AskedFor(pk, at, named(fields)) for pk, at, fields in rows]


def may_ask_again(asked: list[AskedFor], at: datetime) -> bool:
    return sum(one.at > at - REQUEST_KEPT for one in asked) < MOST_REQUESTS
