"""A company's interviews: proposed, moved, cancelled, held."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.accounts.models import User
from jobfutures.api.acting import ACTS, acting, among, application_of, company_of, interview_of, reader_of
from jobfutures.api.errors import invalid
from jobfutures.api.hiring_kinds import InterviewLine, InterviewShown, interview_line, interview_shown
from jobfutures.api.kinds import Asked, Instant, Yes
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.companies.queries import members_of
from jobfutures.disclosure.reading import Reader
from jobfutures.hiring.commands import interviews, scheduling
from jobfutures.hiring.models import Interview, InterviewState, Setting
from jobfutures.hiring.queries.interviews import seats_of
from jobfutures.hiring.queries.scheduling import is_zone
from jobfutures.hiring.rules.interviews import MOST_PANEL, MOST_SLOTS
from jobfutures.plans.models import Kit

room = Room("hiring: interviews", _("Interviews of a company. For its members, and its programs"))
ALL = "/companies/{slug:company}/interviews"
ONE = ALL + "/{uuid:interview_id}"


class CompanyInterviewFilter(Asked, Cut):
    application_id: UUID | None = None
    state: InterviewState | None = None


class CompanyInterviewShown(InterviewShown):
    kit_id: UUID
    job_id: UUID
    panel: list[UUID] = Field(description="Who sits in it.")


class PlaceAsked(Asked):
    setting: Setting
    place: str = Field(min_length=1, max_length=500, pattern=r"\S", examples=["https://meet.example/room"])


class TimesAsked(PlaceAsked):
    zone: str = Field("UTC", max_length=64, description="In which you think of the times.", examples=["Europe/Berlin"])
    starts: list[Instant] = Field(min_length=1, max_length=MOST_SLOTS, description="At least an hour ahead.")


class InterviewAsked(TimesAsked):
    kit_id: UUID = Field(description="A kit of the job's plan.")
    panel: list[UUID] = Field(min_length=1, max_length=MOST_PANEL, description="People of the company.")


class ArrangementAsked(PlaceAsked):
    panel: list[UUID] = Field(min_length=1, max_length=MOST_PANEL)


class ReasonAsked(Asked):
    text: str = Field(min_length=10, max_length=1000, pattern=r"\S", examples=["Our building is closed on that day."])


class AbsenceAsked(Asked):
    of_company: Yes = Field(description="Whether it was the company that was not there.")


def shown(one: Interview) -> dict[str, Any]:
    panel = [seat.person.pk for seat in seats_of(one)]
    return {**interview_shown(one), "kit_id": one.kit_id, "job_id": one.application.job_id, "panel": panel}


def people(reader: Reader, wanted: Sequence[UUID]) -> list[User]:
    return among("panel", wanted, {one.person_id: one.person for one in members_of(company_of(reader))})


def meeting(body: TimesAsked) -> scheduling.Meeting:
    if not is_zone(body.zone):
        raise invalid("zone", _("This is no time zone that we know, such as Europe/Berlin."))
    return scheduling.Meeting(body.setting, body.place.strip(), body.zone, tuple(body.starts))


def acted(reader: Reader, interview_id: UUID, act: Callable[..., object], **said: object) -> Answer:
    """Do what a member does with an interview as it is now, and show it."""
    found = interview_of(reader, interview_id)
    act(by=reader.viewer, interview=found, version=str(found.sequence), at=timezone.now(), **said)
    return shown(interview_of(reader, interview_id))


@room.get(
    ALL, shows=Part[InterviewLine], scope="read:hiring",
    links={"get_company_interview": {"interview_id": "/items/0/id"}},
)  # fmt: skip
def list_company_interviews(request: ApiRequest, company: str, cut: Query[CompanyInterviewFilter]) -> Answer:
    """The interviews that you see, the one proposed last first."""
    reader = reader_of(request, company)
    rows = Interview.objects.seen_by(reader.viewer, company_of(reader), reader.role)
    rows = rows.select_related("kit").defer("kit__brief", "kit__guide")
    asked = {"application": cut.application_id, "state": cut.state}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    return part(request, rows, cut, order=("-made_at", "-id"), shape=interview_line)


@room.post(
    "/companies/{slug:company}/applications/{uuid:application_id}/interviews", shows=CompanyInterviewShown,
    scope="write:hiring", refuses=ACTS, links={"get_company_interview": {"interview_id": "/id"}},
)  # fmt: skip
def create_company_interview(
    request: ApiRequest, company: str, application_id: UUID, body: InterviewAsked, response: HttpResponse
) -> Answer:
    """Propose times for an interview; the candidate chooses one."""
    reader = acting(request, company)
    found = application_of(reader, application_id)
    kits = Kit.objects.filter(plan__job=found.job_id, pk=body.kit_id).select_related("plan__job__company")
    (kit,) = among("kit_id", [body.kit_id], {one.pk: one for one in kits})
    made = scheduling.propose_interview(
        by=request.person, application=found, kit=kit, meeting=meeting(body), panel=people(reader, body.panel),
        key=uuid4(), at=timezone.now(),
    )  # fmt: skip
    response.headers["Location"] = f"/api/v1/companies/{company}/interviews/{made.pk}"
    return shown(interview_of(reader, made.pk))


@room.get(ONE, shows=CompanyInterviewShown, scope="read:hiring")
def get_company_interview(request: ApiRequest, company: str, interview_id: UUID) -> Answer:
    """One interview."""
    return shown(interview_of(reader_of(request, company), interview_id))


@room.put(
    f"{ONE}/times", shows=CompanyInterviewShown, scope="write:hiring", state_of=get_company_interview, refuses=ACTS
)
def put_company_interview_times(request: ApiRequest, company: str, interview_id: UUID, body: TimesAsked) -> Answer:
    """Offer other times; one that was set is off."""
    return acted(acting(request, company), interview_id, scheduling.repropose_interview, meeting=meeting(body))


@room.put(
    f"{ONE}/arrangement", shows=CompanyInterviewShown, scope="write:hiring", state_of=get_company_interview,
    refuses=ACTS,
)  # fmt: skip
def put_company_interview_arrangement(
    request: ApiRequest, company: str, interview_id: UUID, body: ArrangementAsked
) -> Answer:
    """Change where one meets, and who sits in it."""
    reader = acting(request, company)
    said = {"setting": body.setting, "place": body.place.strip(), "panel": people(reader, body.panel)}
    return acted(reader, interview_id, scheduling.rearrange_interview, **said)


@room.put(
    f"{ONE}/cancellation", shows=CompanyInterviewShown, scope="write:hiring", state_of=get_company_interview,
    refuses=ACTS,
)  # fmt: skip
def put_company_interview_cancellation(
    request: ApiRequest, company: str, interview_id: UUID, body: ReasonAsked
) -> Answer:
    """Call an interview off, with a sentence to the candidate."""
    return acted(acting(request, company), interview_id, interviews.cancel_interview, text=body.text)


@room.put(
    f"{ONE}/completion", shows=CompanyInterviewShown, scope="write:decisions", state_of=get_company_interview,
    refuses=ACTS,
)  # fmt: skip
def put_company_interview_completion(request: ApiRequest, company: str, interview_id: UUID) -> Answer:
    """Say that it was held. Only people can: they were there."""
    return acted(reader_of(request, company), interview_id, interviews.complete_interview)


@room.put(
    f"{ONE}/absence", shows=CompanyInterviewShown, scope="write:decisions", state_of=get_company_interview,
    refuses=ACTS,
)  # fmt: skip
def put_company_interview_absence(request: ApiRequest, company: str, interview_id: UUID, body: AbsenceAsked) -> Answer:
    """Say that a side was not there. Only people can."""
    return acted(reader_of(request, company), interview_id, interviews.note_absence, of_company=body.of_company)
