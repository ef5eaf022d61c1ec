"""Who asks, and what waits for them."""

from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.notices.commands.notices import mark_read
from jobfutures.notices.models import Notice

room = Room("account", _("Who you are, and your notices"))
NOTICE = ("id", "subject", "path", "at", "read_at")


class MeShown(Shown):
    id: UUID
    email: str = Field(examples=["ana@example.org"])
    joined_at: datetime
    is_operator: bool
    scopes: list[str] = Field(description="What this token may do.", examples=[["read:account"]])


class NoticeShown(Shown):
    id: UUID
    subject: str = Field(examples=["a posting was closed"])
    path: str = Field(examples=["/jobs/saved/"], description="Where on the site it leads.")
    at: datetime
    read_at: datetime | None


class NoticeFilter(Asked, Cut):
    unread: bool | None = Field(None, description="Only what is not read yet, or only what is.")


@room.get("/me", shows=MeShown, scope="read:account")
def get_me(request: ApiRequest) -> Answer:
    """The person whose token this is."""
    me = request.person
    facts = {"id": me.pk, "email": me.email, "joined_at": me.date_joined, "is_operator": me.is_operator}
    return {**facts, "scopes": sorted(request.caller.scopes)}


@room.get("/notices", shows=Part[NoticeShown], scope="read:account", links={"get_notice": {"notice_id": "/items/0/id"}})
def list_notices(request: ApiRequest, cut: Query[NoticeFilter]) -> Answer:
    """What waits for you, newest first."""
    rows = Notice.objects.visible_to(request.person)
    if cut.unread is not None:
        rows = rows.filter(read_at__isnull=cut.unread)
    return part(request, rows, cut, order=("-at", "-id"), columns=NOTICE)


@room.get("/notices/{uuid:notice_id}", shows=NoticeShown, scope="read:account")
def get_notice(request: ApiRequest, notice_id: UUID) -> Answer:
    """One notice. To read it here does not mark it as read."""
    return get_object_or_404(Notice.objects.visible_to(request.person).values(*NOTICE), pk=notice_id)


@room.put("/notices/{uuid:notice_id}/reading", shows=NoticeShown, scope="write:account")
def put_notice_reading(request: ApiRequest, notice_id: UUID) -> Answer:
    """Mark a notice as read. Safe to repeat: the first time stays."""
    found = get_object_or_404(Notice.objects.visible_to(request.person), pk=notice_id)
    mark_read(by=request.person, notice=found, at=timezone.now())
    return get_notice(request, notice_id)
