"""Search over the site, questions and answers about it, and a message to whoever runs it."""

from datetime import datetime
from html import unescape
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.errors import valid
from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.limits import hold_back
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, next_address, part, place_of
from jobfutures.search import queries
from jobfutures.search.rules import LONGEST_QUERY
from jobfutures.support import forms
from jobfutures.support.commands.messages import receive_message
from jobfutures.support.models import LONGEST_TEXT, FaqEntry, Kind

room = Room("help", _("Search, questions and answers, a message to the operator"))


class SearchFilter(Asked):
    q: str = Field(min_length=1, max_length=LONGEST_QUERY, description="Words.", examples=["default arguments"])
    cursor: str = Field("", max_length=1000, description="`next` of the part before; opaque.")


class Hit(Shown):
    address: str = Field(examples=["/guides/python-backend/functions/default-arguments/"])
    title: str
    place: str
    levels: str
    excerpt: str


class HitsShown(Shown):
    items: list[Hit]
    next: str | None = Field(description="The address of the next part; null where this is the last.")
    count: int
    exact: bool = Field(description="Whether every word was found.")


class FaqShown(Shown):
    id: str
    title: str
    group: str
    body_html: str


class MessageToSend(Asked):
    text: str = Field(min_length=1, max_length=LONGEST_TEXT, pattern=r"\S", examples=["The example of q1 prints more."])


class MessageShown(Shown):
    id: UUID
    email: str = Field(description="Where an answer goes.", examples=["ana@example.org"])
    at: datetime


@room.get("/search", shows=HitsShown)
def search_site(request: ApiRequest, asked: Query[SearchFilter]) -> Answer:
    """Search the guide. Searches of programs are not counted for what is popular."""
    page = int(place_of(asked.cursor, request.path, 1)[0]) if asked.cursor else 1
    found = queries.search(asked.q, page)
    is_more = found.following is not None and page < 50
    following = next_address(request, Cut(cursor="", limit=1), [page + 1]) if is_more else None
    facts = {"count": found.count, "exact": found.exact, "next": following}
    return {**facts, "items": [hit(one) for one in found.results]}


def hit(one: Any) -> dict[str, str]:
    told = {"address": one.address, "place": one.place, "levels": one.levels}
    return {**told, "title": plain(one.title), "excerpt": plain(one.text)}


def plain(html: str) -> str:
    return unescape(strip_tags(html))


@room.get("/faq", shows=Part[FaqShown])
def list_faq(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """Questions and answers about the site."""
    rows = FaqEntry.objects.published()
    return part(request, rows, cut, order=("order", "id"), columns=("title", "group", "body_html"))


@room.post("/messages", shows=MessageShown, scope="write:messages")
def create_message(request: ApiRequest, body: MessageToSend) -> Answer:
    """Write to the operator. The answer comes by mail, to the address of your account."""
    hold_back("help", str(request.person.pk))
    form = valid(forms.Contact({"email": request.person.email, "text": body.text, "website": ""}))
    return receive_message(
        by=request.person, kind=Kind.CONTACT, email=request.person.email, text=form.cleaned_data["text"],
        form_key=uuid4(), at=timezone.now(),
    )  # fmt: skip
