"""Your profile: the résumé in and out, what you look for, whom you hide from, how ready you are."""

import json
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query
from pydantic import ConfigDict

from jobfutures.api.errors import faulty, valid
from jobfutures.api.kinds import Asked, Shown, Whole, Yes
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.api.problems import refuses
from jobfutures.kit.currencies import digits
from jobfutures.profiles.commands.blocks import CannotBlock, add_block, delete_block
from jobfutures.profiles.commands.importing import CannotTake, Way, bring_parcel, planned, seal_of, take_parcel
from jobfutures.profiles.commands.profiles import WISHES, change_profile
from jobfutures.profiles.conditions import Permission
from jobfutures.profiles.forms.blocks import BlockForm
from jobfutures.profiles.forms.wishes import MOST_COUNTRIES, WishesForm
from jobfutures.profiles.models import Availability, BlockRule, PayPeriod, Profile, SearchState, Workplace
from jobfutures.profiles.queries import parcel_of, profile_of, resume_of
from jobfutures.profiles.readiness import readiness_of
from jobfutures.profiles.readiness_rules import Mark, State, Step
from jobfutures.profiles.resume.faults import Refused
from jobfutures.profiles.resume.writing import document
from jobfutures.topics.models import Level, Role

room = Room("profile", _("Your résumé, what you look for, whom you hide from, how ready you are"))
BLOCK = ("id", "kind", "value", "made_at")

refuses(CannotTake, "resume-too-large", _("Together this is too much"), _("A list has 200 entries, a profile 512 KiB."))
refuses(CannotBlock, "rules-full", _("No more rules fit"), _("You have 500 rules. A domain holds for all below it."))


class Resume(Shown):
    """A JSON Resume, version 1, with whatever else its owner's file said."""

    model_config = ConfigDict(extra="allow")

    basics: dict[str, Any] = Field({}, examples=[{"name": "Ana", "label": "Backend developer"}])


class ResumeGiven(Resume):
    pass


class HowToTake(Asked):
    way: Literal["merge", "replace"] = Field(
        "merge", description="`merge` adds to what is there; `replace` leaves only what the document says."
    )


class WorkAuth(Asked):
    country: str = Field(min_length=2, max_length=2, examples=["DE"], description="ISO 3166-1.")
    status: Permission


class Wishes(Shown):
    search_state: SearchState = Field(description="Told to nobody.")
    workplaces: list[Workplace]
    relocates: bool | None
    availability: Availability | Literal[""]
    pay_floor: int | None = Field(description="Minor units; shown to nobody, and never shared.")
    pay_currency: str = Field(examples=["EUR"])
    pay_period: PayPeriod | Literal[""]
    work_auth: Any = Field(examples=[[{"country": "DE", "status": "CITIZEN"}]])


class WishesToKeep(Asked):
    search_state: SearchState
    workplaces: list[Workplace] = Field([], max_length=3)
    relocates: Yes | None = None
    availability: Availability | None = None
    pay_floor: Whole | None = Field(None, ge=0, le=10**14)
    pay_currency: str = Field("", max_length=3, examples=["EUR"])
    pay_period: PayPeriod | None = PayPeriod.YEAR
    work_auth: list[WorkAuth] = Field([], max_length=MOST_COUNTRIES)


class BlockShown(Shown):
    id: UUID
    kind: BlockRule.Kind
    value: str = Field(examples=["acme.example"])


class BlockToAdd(Asked):
    kind: BlockRule.Kind
    value: str = Field(min_length=1, max_length=500, examples=["acme"])


class ReadinessFilter(Asked):
    role: str = Field(max_length=50, examples=["backend"])
    level: Level


class AreaReadinessShown(Shown):
    area: str = Field(examples=["names"])
    share: float = Field(description="Of the role, 0 to 1.")
    covered: State
    recalled: State
    exercised: State
    mark: Mark
    next: Step = Field(description="What comes next.")
    next_address: str


class ReadinessShown(Shown):
    role: str
    level: Level
    written_share: float = Field(description="How much of the role can be prepared here, 0 to 1.")
    areas: list[AreaReadinessShown]


@room.get("/profile/resume", shows=Resume, scope="read:profile")
def get_resume(request: ApiRequest) -> Answer:
    """Your profile as a JSON Resume, without loss."""
    return {"basics": {}, **document(resume_of(request.person))}


@room.put("/profile/resume", shows=Resume, scope="write:profile", state_of=get_resume, refuses=(CannotTake,))
def put_resume(request: ApiRequest, how: Query[HowToTake], body: ResumeGiven) -> Answer:
    """Take a JSON Resume in: all of it, or nothing.

    The `If-Match` header says which state you decided on, as the page does with its plan.
    """
    at, way = timezone.now(), Way(how.way)
    try:
        bring_parcel(by=request.person, text=json.dumps(body.model_dump(exclude_unset=True)), at=at)
    except Refused as refused:
        raise faulty(
            {fault.pointer or "body": fault.sentence % dict(fault.values) for fault in refused.faults}
        ) from None
    parcel = parcel_of(request.person)
    if parcel is None:
        raise CannotTake(_("This file was taken in or thrown away meanwhile. Nothing was changed just now."))
    take_parcel(by=request.person, way=way, seal=seal_of(planned(request.person, parcel, way)[1], parcel), at=at)
    return get_resume(request)


@room.get("/profile/wishes", shows=Wishes, scope="read:profile")
def get_wishes(request: ApiRequest) -> Answer:
    """What you look for, told to nobody but you."""
    profile = profile_of(request.person)
    return {name: getattr(profile, name) for name in WISHES}


@room.put("/profile/wishes", shows=Wishes, scope="write:profile", state_of=get_wishes)
def put_wishes(request: ApiRequest, body: WishesToKeep) -> Answer:
    """Say what you look for, whole."""
    rows = body.work_auth
    form = WishesForm(as_form(body), profile=Profile(work_auth=[{} for _ in rows]))
    change_profile(by=request.person, said=valid(form).said(), at=timezone.now())
    return get_wishes(request)


def as_form(body: WishesToKeep) -> dict[str, Any]:
    """Return wishes as the form of the page has them: amounts in whole units, countries in rows."""
    known = body.pay_floor is not None
    amount = Decimal(body.pay_floor or 0).scaleb(-digits(body.pay_currency)) if known else ""
    rows = {f"country_{number}": one.country for number, one in enumerate(body.work_auth)}
    period = body.pay_period.value if body.pay_period else ""
    rows |= {f"status_{number}": one.status.value for number, one in enumerate(body.work_auth)}
    return {
        "search_state": body.search_state.value, "workplaces": [one.value for one in body.workplaces],
        "relocates": {True: "yes", False: "no"}[body.relocates] if body.relocates is not None else "",
        "availability": body.availability.value if body.availability else "",
        "pay_floor": f"{amount:f}" if known else "", "pay_currency": body.pay_currency, "pay_period": period, **rows,
    }  # fmt: skip


@room.get("/profile/blocks", shows=Part[BlockShown], scope="read:profile")
def list_blocks(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """Whom you hide from. They cannot tell."""
    rows = BlockRule.objects.visible_to(request.person)
    return part(request, rows, cut, order=("kind", "value"), columns=BLOCK)


@room.post(
    "/profile/blocks", shows=BlockShown, scope="write:profile", refuses=(CannotBlock,),
    links={"delete_block_rule": {"block_id": "/id"}},
)  # fmt: skip
def create_block(request: ApiRequest, body: BlockToAdd) -> Answer:
    """Hide from a company, or from a domain and all below it. The same rule twice is one."""
    form = valid(BlockForm({"kind": body.kind.value, "value": body.value}))
    return add_block(by=request.person, at=timezone.now(), **form.cleaned_data)


@room.delete("/profile/blocks/{uuid:block_id}", scope="write:profile")
def delete_block_rule(request: ApiRequest, block_id: UUID) -> Answer:
    """Hide no longer."""
    rule = get_object_or_404(BlockRule.objects.visible_to(request.person), pk=block_id)
    delete_block(by=request.person, rule=rule, at=timezone.now())


@room.get("/profile/readiness", shows=ReadinessShown, scope="read:profile", may_be_missing=True)
def get_readiness(request: ApiRequest, asked: Query[ReadinessFilter]) -> Answer:
    """How ready you are for a role, area by area, from what you practised here."""
    role = get_object_or_404(Role.objects.filter(retired=False), pk=asked.role)
    found = readiness_of(request.person, role, asked.level, timezone.now())
    areas = [
        {
            "area": one.area.slug, "share": one.standing.share, "covered": one.standing.covered,
            "recalled": one.standing.recalled, "exercised": one.standing.exercised, "mark": one.standing.mark,
            "next": one.next.step, "next_address": one.next.address,
        }
        for one in found.areas
    ]  # fmt: skip
    return {"role": role.pk, "level": asked.level, "written_share": found.written_share, "areas": areas}
