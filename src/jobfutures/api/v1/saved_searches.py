"""Searches for postings that somebody keeps."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.errors import invalid
from jobfutures.api.kinds import Asked, Shown, Yes
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.api.problems import refuses
from jobfutures.jobs.commands.saved import CannotSave, change_search, delete_search, save_search
from jobfutures.jobs.models import SavedSearch
from jobfutures.jobs.queries.saved import wanted_of

room = Room("saved searches", _("Your searches for postings, and letters about what is new in them"))
COLUMNS = ("id", "name", "query", "alerts", "made_at", "mailed_at")

refuses(CannotSave, "saved-searches-full", _("No more searches fit"), _("You keep 50 searches. Delete one first."))


class SearchShown(Shown):
    id: UUID
    name: str = Field(examples=["Remote and senior"])
    query: str = Field(
        examples=["level=SENIOR&workplace=REMOTE"], description="The parameters of `/api/v1/jobs`, and of the page."
    )
    alerts: bool = Field(description="A letter a day when there is something new.")
    made_at: datetime
    mailed_at: datetime | None


class SearchToSave(Asked):
    name: str = Field(min_length=1, max_length=100, pattern=r"\S", examples=["Remote and senior"])
    query: str = Field("", max_length=4000, examples=["level=SENIOR&workplace=REMOTE"])
    alerts: Yes = False


class SearchChange(Asked):
    name: str = Field(min_length=1, max_length=100, pattern=r"\S", examples=["Remote and senior"])
    alerts: Yes


@room.get(
    "/saved-searches", shows=Part[SearchShown], scope="read:jobs",
    links={"get_saved_search": {"search_id": "/items/0/id"}},
)  # fmt: skip
def list_saved_searches(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """Your saved searches, by name."""
    rows = SavedSearch.objects.visible_to(request.person)
    return part(request, rows, cut, order=("name", "id"), columns=COLUMNS)


@room.post(
    "/saved-searches", shows=SearchShown, scope="write:jobs", refuses=(CannotSave,),
    links={name: {"search_id": "/id"} for name in ("get_saved_search", "delete_saved_search")},
)  # fmt: skip
def create_saved_search(request: ApiRequest, body: SearchToSave, response: HttpResponse) -> Answer:
    """Keep a search. The same search twice is one: the answer is then the one that you have."""
    wanted = wanted_of(body.query)
    if wanted is None:
        raise invalid("query", _("This search asks for something that is not there."))
    saved = save_search(
        by=request.person, name=body.name.strip(), query=wanted.query(), alerts=body.alerts, at=timezone.now()
    )
    response.headers["Location"] = f"{request.path}/{saved.pk}"
    return saved


@room.get("/saved-searches/{uuid:search_id}", shows=SearchShown, scope="read:jobs")
def get_saved_search(request: ApiRequest, search_id: UUID) -> Answer:
    """One saved search."""
    return get_object_or_404(SavedSearch.objects.visible_to(request.person).values(*COLUMNS), pk=search_id)


@room.put("/saved-searches/{uuid:search_id}", shows=SearchShown, scope="write:jobs", state_of=get_saved_search)
def update_saved_search(request: ApiRequest, search_id: UUID, body: SearchChange) -> Answer:
    """Rename a search, and turn its letters on or off. What was posted while they were off is not told."""
    change_search(by=request.person, pk=search_id, name=body.name.strip(), alerts=body.alerts, at=timezone.now())
    return get_saved_search(request, search_id)


@room.delete("/saved-searches/{uuid:search_id}", scope="write:jobs", state_of=get_saved_search)
def delete_saved_search(request: ApiRequest, search_id: UUID) -> Answer:
    """Let a search go, and its letters with it."""
    found = get_object_or_404(SavedSearch.objects.visible_to(request.person), pk=search_id)
    delete_search(by=request.person, saved=found, at=timezone.now())
