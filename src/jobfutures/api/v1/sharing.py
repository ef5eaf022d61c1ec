"""What you share with whom, who looked, and who asks. To grant something needs the page that shows it: see the docs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.api.problems import refuses
from jobfutures.sharing.choices import CannotShare
from jobfutures.sharing.commands import CannotAct, dismiss_request, narrow_grant, revoke_grant
from jobfutures.sharing.models import Grant, Mode, Purpose, Receipt, Request
from jobfutures.sharing.rules import MOST_FIELDS, State

room = Room("sharing", _("What you share, with whom, and who asks for more"))
RECEIPT = ("id", "role", "fields", "at")

refuses(
    CannotAct, "not-possible-now", _("This is not possible now"), _("The grant has ended, or the request was answered.")
)
refuses(
    CannotShare,
    "cannot-share",
    _("This cannot be shared so"),
    _("Narrowing only takes away, and a level stays with its role and date."),
)


class GrantShown(Shown):
    id: UUID
    reader: str = Field(description="The company, or the address of a person.", examples=["Acme"])
    company: str | None = Field(description="The short name of the company.", examples=["acme"])
    fields: list[str] = Field(examples=[["profile.name"]])
    purpose: Purpose
    mode: Mode
    state: State
    given_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    reads: int
    max_reads: int | None


class ReceiptShown(Shown):
    id: UUID
    role: str = Field(description="Of the member who looked; empty for a person.")
    fields: list[str] = Field(examples=[["profile.name"]])
    at: datetime


class Narrowing(Asked):
    fields: list[str] = Field(
        min_length=1, max_length=MOST_FIELDS, examples=[["profile.name"]], description="The fields that stay."
    )


class RequestShown(Shown):
    id: UUID
    company: str = Field(examples=["acme"])
    fields: list[str] = Field(examples=[["profile.name"]])
    purpose: Purpose
    message: str
    at: datetime
    answered_at: datetime | None
    answer: str = Field(description="The page on which you see what you would share, and share it.")


@room.get("/grants", shows=Part[GrantShown], scope="read:sharing", links={"get_grant": {"grant_id": "/items/0/id"}})
def list_grants(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """What you have shared, newest first."""
    rows = Grant.objects.visible_to(request.person).select_related("company").defer("frozen")
    return part(request, rows, cut, order=("-given_at", "-id"), shape=shown)


def shown(grant: Grant) -> dict[str, Any]:
    names = ("id", "reader", "fields", "purpose", "mode", "given_at", "expires_at", "revoked_at", "reads", "max_reads")
    facts = {name: getattr(grant, name) for name in names}
    return {**facts, "company": grant.company.slug if grant.company else None, "state": grant.state(timezone.now())}


def own(request: ApiRequest, grant_id: UUID) -> Grant:
    return get_object_or_404(Grant.objects.visible_to(request.person).select_related("company"), pk=grant_id)


@room.get("/grants/{uuid:grant_id}", shows=GrantShown, scope="read:sharing")
def get_grant(request: ApiRequest, grant_id: UUID) -> Answer:
    """One thing that you shared, and whether it still opens something."""
    return shown(own(request, grant_id))


@room.get("/grants/{uuid:grant_id}/receipts", shows=Part[ReceiptShown], scope="read:sharing")
def list_grant_receipts(request: ApiRequest, grant_id: UUID, cut: Query[Cut]) -> Answer:
    """Every look at what you shared: when, in which role, at which fields."""
    rows = Receipt.objects.visible_to(request.person).filter(grant=own(request, grant_id))
    return part(request, rows, cut, order=("-at", "-id"), columns=RECEIPT)


@room.patch(
    "/grants/{uuid:grant_id}", shows=GrantShown, scope="write:sharing", state_of=get_grant,
    refuses=(CannotAct, CannotShare),
)  # fmt: skip
def narrow_one_grant(request: ApiRequest, grant_id: UUID, body: Narrowing) -> Answer:
    """Keep only some of the fields. To widen is to grant anew, on the site."""
    narrow_grant(by=request.person, grant=own(request, grant_id), fields=body.fields, at=timezone.now())
    return get_grant(request, grant_id)


@room.delete("/grants/{uuid:grant_id}", scope="write:sharing", refuses=(CannotAct,))
def revoke_one_grant(request: ApiRequest, grant_id: UUID) -> Answer:
    """End a grant: it opens nothing from the next request on. What was seen before, was seen."""
    revoke_grant(by=request.person, grant=own(request, grant_id), at=timezone.now())


@room.get("/share-requests", shows=Part[RequestShown], scope="read:sharing")
def list_share_requests(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """What companies asked you to share, newest first."""
    rows = Request.objects.visible_to(request.person).select_related("company")
    return part(request, rows, cut, order=("-at", "-id"), shape=request_shown)


def request_shown(asked: Request) -> dict[str, Any]:
    facts = {name: getattr(asked, name) for name in ("id", "fields", "purpose", "message", "at", "answered_at")}
    return {**facts, "company": asked.company.slug, "answer": f"/sharing/requests/{asked.pk}/"}


@room.delete("/share-requests/{uuid:request_id}", scope="write:sharing", refuses=(CannotAct,))
def decline_share_request(request: ApiRequest, request_id: UUID) -> Answer:
    """Decline a request. The company is not told, and sees what it saw before: nothing."""
    found = get_object_or_404(Request.objects.visible_to(request.person), pk=request_id)
    dismiss_request(by=request.person, request=found, at=timezone.now())
