"""Decisions about applications: made by people, in their own name, once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.acting import ACTS, among, application_of, reader_of
from jobfutures.api.kinds import Asked, Shown, Yes
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part_of_list
from jobfutures.api.v1.received import ReceivedShown, get_received_application, shown
from jobfutures.hiring.commands.deciding import CannotDecide, decide
from jobfutures.hiring.models import Application, Outcome, ReasonCode
from jobfutures.hiring.queries.cards import open_cards
from jobfutures.hiring.queries.deciding import Recorded, interviews_of, recorded, topics_of
from jobfutures.hiring.rules.applications import MOST_MESSAGE, SHORTEST_MESSAGE

room = Room("hiring: decisions", _("Offers and refusals. For people alone: no program decides about a person"))
APPLICATION = "/companies/{slug:company}/applications/{uuid:application_id}"


class DecisionShown(Shown):
    id: UUID
    outcome: Outcome
    by: str = Field(examples=["ben@example.org"])
    reason: str = Field(description="Why, for a no.", examples=["OTHER"])
    topic: str | None = Field(description="Id of an area, of SKILLS_TOPIC.", examples=["A1"])
    message: str = Field(description="As the candidate reads it.")
    plan_version: int | None
    cites: list[UUID] = Field(description="The scorecards that it rests on.")
    gives_feedback: bool
    at: datetime


class DecisionAsked(Asked):
    outcome: Outcome
    reason: ReasonCode | None = Field(None, description="Why, for a no.")
    topic: str = Field("", max_length=40, description="Id of an area, of SKILLS_TOPIC.", examples=["A1"])
    message: str = Field(
        min_length=SHORTEST_MESSAGE, max_length=MOST_MESSAGE,
        examples=["Thank you for your time. We looked for more work with queues than you told of."],
    )  # fmt: skip
    cites: list[UUID] = Field([], max_length=20, description="Scorecards that are in and open to you.")
    gives_feedback: Yes = False


def record(one: Recorded) -> dict[str, Any]:
    made = one.decision
    names = ("id", "outcome", "reason", "message", "plan_version", "gives_feedback", "at")
    return {
        **{name: getattr(made, name) for name in names},
        "by": one.by, "topic": made.topic_id, "cites": [card.pk for card in made.cites.all()],
    }  # fmt: skip


@room.get(f"{APPLICATION}/decisions", shows=Part[DecisionShown], scope="read:decisions")
def list_decisions(request: ApiRequest, company: str, application_id: UUID, cut: Query[Cut]) -> Answer:
    """What was decided, the first first."""
    found: Application = application_of(reader_of(request, company), application_id)
    return part_of_list(request, [record(one) for one in recorded(found)], cut, key=lambda one: str(one["id"]))


@room.put(
    f"{APPLICATION}/decision", shows=ReceivedShown, scope="write:decisions", state_of=get_received_application,
    refuses=(*ACTS, CannotDecide),
)  # fmt: skip
def put_decision(request: ApiRequest, company: str, application_id: UUID, body: DecisionAsked) -> Answer:
    """Offer, decline, or take an offer back. It stays as it is; a no that follows interviews names its cards."""
    reader = reader_of(request, company)
    found = application_of(reader, application_id)
    cards = {one.pk: one for one in open_cards(request.person, interviews_of(found))}
    topic = among("topic", [body.topic], {one.pk: one for one in topics_of(found)})[0] if body.topic else None
    decide(
        by=request.person, application=found, outcome=body.outcome, reason=body.reason or "", topic=topic,
        message=body.message, cites=among("cites", body.cites, cards), gives_feedback=body.gives_feedback,
        version=found.changed_at.isoformat(), at=timezone.now(),
    )  # fmt: skip
    return shown(reader, application_of(reader, application_id))
