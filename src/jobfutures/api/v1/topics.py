"""The shared vocabulary."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.topics.models import Area, Level, Role, RoleShare, Section

room = Room("topics", _("The vocabulary that guides, checks and jobs share: sections, areas, roles"))
COLUMNS = ("id", "slug", "title", "line", "section_id", "position")


class SectionShown(Shown):
    id: str = Field(examples=["A"])
    slug: str = Field(examples=["language"])
    title: str = Field(examples=["The language"])
    line: str = Field(examples=["Names, objects, functions, classes."])


class AreaShown(Shown):
    id: str = Field(examples=["A1"])
    slug: str = Field(examples=["names-and-objects"])
    title: str = Field(examples=["Names and objects"])
    line: str = Field(examples=["What a name is bound to, and for how long."])
    section_id: str = Field(examples=["A"])


class ShareShown(Shown):
    area_id: str = Field(examples=["A1"])
    level: Level
    share: float = Field(ge=0, le=1, description="How much of the role this area makes up at this level.")


class RoleShown(Shown):
    id: str = Field(examples=["backend"])
    title: str = Field(examples=["Python backend"])
    line: str = Field(examples=["Services, data, and what keeps them up."])


class RoleWithShares(RoleShown):
    shares: list[ShareShown]


class AreaFilter(Asked, Cut):
    section: str = Field("", max_length=50, description="Only areas of the section with this id or slug.")


@room.get("/sections", shows=Part[SectionShown])
def list_sections(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """The sections of the vocabulary, in their order."""
    return part(request, Section.objects.all(), cut, order=("position", "id"), columns=("slug", "title", "line"))


@room.get("/areas", shows=Part[AreaShown], links={"get_area": {"slug": "/items/0/slug"}})
def list_areas(request: ApiRequest, cut: Query[AreaFilter]) -> Answer:
    """The areas that guides teach, checks measure and jobs ask for."""
    rows = Area.objects.all()
    if cut.section:
        rows = rows.filter(Q(section=cut.section) | Q(section__slug=cut.section))
    return part(request, rows, cut, order=("section__position", "position", "id"), columns=COLUMNS)


@room.get("/areas/{slug:slug}", shows=AreaShown)
def get_area(request: ApiRequest, slug: str) -> Answer:
    """One area."""
    return get_object_or_404(Area.objects.all(), slug=slug)


@room.get("/roles", shows=Part[RoleShown], links={"get_role": {"role_id": "/items/0/id"}})
def list_roles(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """The kinds of jobs that the site prepares for."""
    return part(request, Role.objects.filter(retired=False), cut, order=("id",), columns=("title", "line"))


@room.get("/roles/{slug:role_id}", shows=RoleWithShares)
def get_role(request: ApiRequest, role_id: str) -> Answer:
    """One role, with how much of it each area makes up at each level."""
    role = get_object_or_404(Role.objects.all(), pk=role_id)
    shares = RoleShare.objects.filter(role=role).order_by("level", "area_id").values("area_id", "level", "share")
    return {"id": role.pk, "title": role.title, "line": role.line, "shares": list(shares)}
