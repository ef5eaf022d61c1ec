"""Your own interviews: a time is chosen, or others are asked for."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.acting import ACTS
from jobfutures.api.hiring_kinds import InterviewLine, InterviewShown, interview_line, interview_shown
from jobfutures.api.kinds import Asked, Whole
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.hiring.commands import interviews as commands
from jobfutures.hiring.models import Interview, InterviewState
from jobfutures.hiring.queries.interviews import with_all

room = Room("interviews", _("Interviews that companies proposed to you"))
ONE = "/interviews/{uuid:interview_id}"


class OwnInterviewFilter(Asked, Cut):
    state: InterviewState | None = None


class OwnInterviewShown(InterviewShown):
    company: str = Field(examples=["acme"])
    topics: list[str] = Field(description="Ids of the areas that it is about.", examples=[["A1"]])
    brief: str = Field(description="Markdown: what to prepare.")


class Choice(Asked):
    slot_id: Whole = Field(description="Of one of the `slots`.")


class Word(Asked):
    text: str = Field(min_length=1, max_length=1000, pattern=r"\S", examples=["Any morning would do."])


def mine(request: ApiRequest, interview_id: UUID) -> Interview:
    return get_object_or_404(with_all(Interview.objects.visible_to(request.person)), pk=interview_id)


def shown(one: Interview) -> dict[str, Any]:
    topics = list(one.kit.topics.order_by("section__position", "position").values_list("pk", flat=True))
    return {
        **interview_shown(one), "company": one.application.job.company.slug, "topics": topics, "brief": one.kit.brief,
    }  # fmt: skip


def answered(request: ApiRequest, interview_id: UUID, act: Callable[..., object], **said: object) -> Answer:
    """Do what a candidate does with an interview as it is now, and show it."""
    found = mine(request, interview_id)
    act(by=request.person, interview=found, version=str(found.sequence), at=timezone.now(), **said)
    return shown(mine(request, interview_id))


@room.get(
    "/interviews", shows=Part[InterviewLine], scope="read:applications",
    links={"get_interview": {"interview_id": "/items/0/id"}},
)  # fmt: skip
def list_interviews(request: ApiRequest, cut: Query[OwnInterviewFilter]) -> Answer:
    """Your interviews, the one proposed last first."""
    rows = Interview.objects.visible_to(request.person).select_related("kit").defer("kit__brief", "kit__guide")
    rows = rows.filter(state=cut.state) if cut.state else rows
    return part(request, rows, cut, order=("-made_at", "-id"), shape=interview_line)


@room.get(ONE, shows=OwnInterviewShown, scope="read:applications")
def get_interview(request: ApiRequest, interview_id: UUID) -> Answer:
    """One interview: when, where, and what to prepare."""
    return shown(mine(request, interview_id))


@room.put(f"{ONE}/choice", shows=OwnInterviewShown, scope="write:applications", state_of=get_interview, refuses=ACTS)
def put_interview_choice(request: ApiRequest, interview_id: UUID, body: Choice) -> Answer:
    """Choose one of the times on offer."""
    return answered(request, interview_id, commands.choose_time, slot=body.slot_id)


@room.put(
    f"{ONE}/other-times", shows=OwnInterviewShown, scope="write:applications", state_of=get_interview, refuses=ACTS
)
def put_interview_other_times(request: ApiRequest, interview_id: UUID, body: Word) -> Answer:
    """Say that none of the times fits."""
    return answered(request, interview_id, commands.ask_other_times, text=body.text)


@room.put(f"{ONE}/move", shows=OwnInterviewShown, scope="write:applications", state_of=get_interview, refuses=ACTS)
def put_interview_move(request: ApiRequest, interview_id: UUID, body: Word) -> Answer:
    """Ask for another time than the one that is set. It is off from then on."""
    return answered(request, interview_id, commands.move_interview, text=body.text)


@room.put(f"{ONE}/absence", shows=OwnInterviewShown, scope="write:applications", state_of=get_interview, refuses=ACTS)
def put_interview_absence(request: ApiRequest, interview_id: UUID) -> Answer:
    """Say that nobody of the company was there, a quarter of an hour after the beginning at the earliest."""
    return answered(request, interview_id, commands.note_absence, of_company=True)
