"""What both sides of an application see of it, as the API shows it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field

from jobfutures.api.kinds import Shown
from jobfutures.hiring.models import Application, Attachment, Happening, Interview, InterviewState, Setting, State, Turn
from jobfutures.hiring.models.application import HappeningQuerySet

VALUES: Any = Field(
    description="What was sent, by the names of the registry; empty before and after.",
    examples=[{"profile.name": [{"title": "Ana Example"}]}],
)


class SentFile(Shown):
    id: UUID
    name: str = Field(examples=["cv.pdf"])
    media_type: str = Field(examples=["application/pdf"])
    size: int = Field(description="Bytes.")


class SentAnswer(Shown):
    question: str = Field(examples=["When could you begin?"])
    answer: str = Field(examples=["In March."])


class HappeningShown(Shown):
    id: UUID
    at: datetime
    event: str = Field(description="`write` for a message; else what happened.", examples=["write"])
    side: Turn = Field(description="Who caused it; NOBODY for the clock.")
    interview_id: UUID | None
    text: str = Field(description="What was said with it.", examples=["Thank you for your application."])


class SlotShown(Shown):
    id: int
    starts_at: datetime


class InterviewLine(Shown):
    id: UUID
    application_id: UUID
    title: str = Field(examples=["Round 1"])
    minutes: int
    state: InterviewState
    starts_at: datetime | None = Field(description="The time that was chosen last; it counts from SCHEDULED on.")


class InterviewShown(InterviewLine):
    setting: Setting
    place: str = Field(examples=["https://meet.example/room"])
    zone: str = Field(description="In which the times were written.", examples=["Europe/Berlin"])
    is_asked: bool = Field(description="The candidate has times to choose from.")
    slots: list[SlotShown] = Field(description="The times on offer.")
    sequence: int = Field(description="Of its calendar file; it grows with every change.")


class ApplicationLine(Shown):
    id: UUID
    job_id: UUID
    company: str = Field(examples=["acme"])
    state: State
    turn: Turn = Field(description="Whose turn it is.")
    turn_since: datetime
    due_at: datetime | None = Field(description="By when the company answers.")
    stage: int = Field(description="The stage of the posting, from 1; 0 before the first.")
    submitted_at: datetime | None
    changed_at: datetime


def line_of(one: Application) -> dict[str, Any]:
    """Return a line of a list; the application comes with its job's company."""
    names = ("id", "job_id", "state", "turn", "turn_since", "due_at", "stage", "submitted_at", "changed_at")
    return {**{name: getattr(one, name) for name in names}, "company": one.job.company.slug}


def answers_of(one: Application) -> list[dict[str, str]]:
    return [{"question": said["question"], "answer": said["answer"]} for said in one.answers]


def files_shown(one: Application) -> list[dict[str, Any]]:
    rows = Attachment.objects.filter(application=one).in_order()
    return [dict(one) for one in rows.values("id", "name", "media_type", "size")]


def happenings_of(one: Application) -> HappeningQuerySet:
    return Happening.objects.of(one.pk)


def interview_line(one: Interview) -> dict[str, Any]:
    names = ("id", "application_id", "minutes", "state", "starts_at")
    return {**{name: getattr(one, name) for name in names}, "title": one.kit.title}


def interview_shown(one: Interview) -> dict[str, Any]:
    """Return an interview with its times. One query."""
    is_open = one.state == InterviewState.PROPOSED and one.is_asked
    slots = list(one.slots.order_by("starts_at").values("id", "starts_at")) if is_open else []
    names = ("setting", "place", "zone", "is_asked", "sequence")
    return {**interview_line(one), **{name: getattr(one, name) for name in names}, "slots": slots}
