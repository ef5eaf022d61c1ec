"""The lists of a profile: work, education, projects, certificates, topics. Names are those of a JSON Resume."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query
from pydantic import Field, create_model

from jobfutures.api.errors import valid
from jobfutures.api.kinds import Asked, Shown, Whole
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part_of_list
from jobfutures.api.policies import Endpoint
from jobfutures.api.problems import refuses
from jobfutures.profiles.commands.items import CannotKeep, add_item, change_item, delete_item
from jobfutures.profiles.forms.items import NEEDED, form_for
from jobfutures.profiles.models import Item
from jobfutures.profiles.queries import items_of
from jobfutures.profiles.resume.fields import MOST_YEARS, SECTIONS, Kind
from jobfutures.profiles.resume.fields import Field as Told

room = Room("profile entries", _("Work, education, projects, certificates and topics of your profile"))
DATE = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"
ONE = {
    "work": "work", "education": "education", "projects": "project", "certificates": "certificate", "topics": "topic",
}  # fmt: skip

refuses(CannotKeep, "entry-not-kept", _("The entry was not kept"), _("The list is full, or says this already."))


def typed(section: str, told: Told) -> tuple[Any, Any]:
    """Return the type of one key, and what is to be said of it."""
    if told.kind is Kind.LINES:
        return list[str], Field([], max_length=told.most, examples=[["one"]])
    if told.kind is Kind.YEARS:
        return Whole | None, Field(None, ge=0, le=MOST_YEARS)
    if NEEDED.get(section) == told.column:
        return str, Field(min_length=1, max_length=told.most, examples=["Acme"])
    example = {"url": "https://example.org/", "level": "Advanced" if section == "topics" else ""}.get(told.column, "")
    if told.kind is Kind.DATE:
        words = "Written as 2020, 2020-03 or 2020-03-14; empty where it says nothing."
        return str, Field("", max_length=10, pattern=DATE, examples=["2020-03"], description=words)
    return str, Field("", max_length=told.most, examples=[example] if example else None)


def schemas(section: str) -> tuple[Any, Any]:
    """Return what is taken for an entry of a list, and what is shown of one."""
    keys: dict[str, Any] = {one.key: typed(section, one) for one in SECTIONS[section]}
    if section == "topics":
        about = "The id of an area of the guide; then leave `name` empty."
        keys["topic"] = (str, Field("", max_length=3, examples=[""], description=about))
    shown: dict[str, Any] = {name: (kind, Field(examples=field.examples)) for name, (kind, field) in keys.items()}
    name = ONE[section].title()
    taken = create_model(f"{name}ToKeep", __base__=Asked, **keys)
    return taken, create_model(f"{name}Shown", __base__=Shown, id=(UUID, Field()), **shown)


def given(section: str, body: Any) -> dict[str, Any]:
    """Return an entry as the form of the page has it: lists as lines."""
    found = {one.column: getattr(body, one.key) for one in SECTIONS[section]}
    lines = {one.column for one in SECTIONS[section] if one.kind is Kind.LINES}
    texts = {name: "\n".join(value) if name in lines else value for name, value in found.items()}
    topic = {"topic": body.topic} if section == "topics" else {}
    return {**{name: "" if value is None else value for name, value in texts.items()}, **topic}


def shown(section: str, row: Any) -> dict[str, Any]:
    topic = {"topic": row.topic_id or ""} if section == "topics" else {}
    return {"id": row.pk, **{one.key: getattr(row, one.column) for one in SECTIONS[section]}, **topic}


def own(request: ApiRequest, section: str, entry_id: UUID) -> Item:
    return get_object_or_404(items_of(request.person, section), pk=entry_id)


def named(endpoint: Endpoint, name: str, summary: str, taken: Any = None) -> Endpoint:
    """Give an endpoint the name and the words of its list. taken: what its body is, if it has one."""
    endpoint.__name__, endpoint.__doc__ = name, summary
    if taken is not None:
        endpoint.__annotations__["body"] = taken
    return endpoint


def reading(section: str) -> tuple[Endpoint, Endpoint]:
    """Return what lists the entries of a section, and what shows one."""

    def list_entries(request: ApiRequest, cut: Query[Cut]) -> Answer:
        rows = [shown(section, row) for row in items_of(request.person, section)]
        return part_of_list(request, rows, cut, key=lambda row: str(row["id"]))

    def get_entry(request: ApiRequest, entry_id: UUID) -> Answer:
        return shown(section, own(request, section, entry_id))

    return list_entries, get_entry


def writing(section: str) -> tuple[Endpoint, Endpoint, Endpoint]:
    """Return what adds, changes and deletes an entry of a section."""

    def create_entry(request: ApiRequest, body: Any, response: HttpResponse) -> Answer:
        form = valid(form_for(section)({**given(section, body), "key": str(uuid4())}, section=section))
        key = form.cleaned_data["key"]
        made = add_item(by=request.person, section=section, said=form.said(), key=key, at=timezone.now())
        response.headers["Location"] = f"{request.path}/{made.pk}"
        return shown(section, made)

    def update_entry(request: ApiRequest, entry_id: UUID, body: Any) -> Answer:
        stored = own(request, section, entry_id)
        form = valid(form_for(section)(given(section, body), section=section, item=stored))
        kept = change_item(by=request.person, section=section, item=stored, said=form.said(), at=timezone.now())
        return shown(section, kept)

    def delete_entry(request: ApiRequest, entry_id: UUID) -> Answer:
        delete_item(by=request.person, section=section, item=own(request, section, entry_id), at=timezone.now())

    return create_entry, update_entry, delete_entry


def declare(section: str) -> None:
    """Declare the five endpoints of one list."""
    taken, told = schemas(section)
    one, path = ONE[section], f"/profile/{section}"
    where = f"{path}/{{uuid:entry_id}}"
    (listing, show), (add, change, delete) = reading(section), writing(section)
    names = {f"{verb}_profile_{one}": {"entry_id": "/id"} for verb in ("get", "update", "delete")}
    first = {f"get_profile_{one}": {"entry_id": "/items/0/id"}}
    named(show, f"get_profile_{one}", f"One entry of the list {section}.")
    room.get(path, shows=Part.__class_getitem__(told), links=first, scope="read:profile")(
        named(listing, f"list_profile_{section}", f"The list {section} of your profile, in its order.")
    )
    room.post(path, shows=told, refuses=(CannotKeep,), links=names, scope="write:profile")(
        named(add, f"create_profile_{one}", f"Add an entry to the list {section}. Nobody sees it so far.", taken)
    )
    room.get(where, shows=told, scope="read:profile")(show)
    room.put(where, shows=told, state_of=show, refuses=(CannotKeep,), scope="write:profile")(
        named(change, f"update_profile_{one}", f"Say an entry of the list {section} anew, whole.", taken)
    )
    room.delete(where, state_of=show, scope="write:profile")(
        named(delete, f"delete_profile_{one}", f"Delete an entry of the list {section}.")
    )


for section in SECTIONS:
    declare(section)
