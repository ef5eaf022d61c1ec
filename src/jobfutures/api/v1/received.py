"""Applications that a company received: read as on its pages, answered by the same acts."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.acting import ACTS, acting, application_of, company_of, entries, reader_of
from jobfutures.api.hiring_kinds import (
    VALUES,
    ApplicationLine,
    HappeningShown,
    InterviewLine,
    SentAnswer,
    SentFile,
    answers_of,
    files_shown,
    happenings_of,
    interview_line,
    line_of,
)
from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.api.v1.applications import Message
from jobfutures.companies.models import PEOPLE, MemberRole
from jobfutures.companies.queries import members_of
from jobfutures.disclosure.reading import Reader
from jobfutures.hiring.commands import answering
from jobfutures.hiring.models import Application, Happening, Interview, State, Turn
from jobfutures.hiring.queries.interviews import of_application
from jobfutures.hiring.queries.receiving import called, seen_by

room = Room("hiring: applications", _("Applications that a company received. For its members, and its programs"))
ALL = "/companies/{slug:company}/applications"
ONE = ALL + "/{uuid:application_id}"


class ReceivedFilter(Asked, Cut):
    job_id: UUID | None = None
    turn: Turn | None = None
    state: State | None = None


class ReceivedLine(ApplicationLine):
    who: str = Field(description="The name or address that they sent; empty where they sent neither.")


class ReceivedShown(ReceivedLine):
    first_view_at: datetime | None
    sent: dict[str, list[dict[str, str]]] = VALUES
    answers: list[SentAnswer]
    note: str
    files: list[SentFile] = Field(description="Read on the page of the application.")
    interviews: list[InterviewLine]


class MemberShown(Shown):
    person_id: UUID
    email: str = Field(examples=["ben@example.org"])
    role: MemberRole
    added_at: datetime


def line(one: Application) -> dict[str, Any]:
    return {**line_of(one), "who": called(one)}


def shown(reader: Reader, one: Application) -> dict[str, Any]:
    rows = Interview.objects.seen_by(reader.viewer, company_of(reader), reader.role)
    return {
        **line(one), "first_view_at": one.first_view_at, "sent": entries(one.snapshot), "answers": answers_of(one),
        "note": one.note, "files": files_shown(one),
        "interviews": [interview_line(interview) for interview in of_application(one, rows)],
    }  # fmt: skip


@room.get("/companies/{slug:company}/members", shows=Part[MemberShown], scope="read:hiring")
def list_members(request: ApiRequest, company: str, cut: Query[Cut]) -> Answer:
    """The people who act for a company. Programs are not among them."""
    rows = members_of(company_of(reader_of(request, company))).filter(role__in=PEOPLE)

    def member(one: Any) -> dict[str, Any]:
        return {"person_id": one.person_id, "email": one.person.email, "role": one.role, "added_at": one.added_at}

    return part(request, rows, cut, order=("added_at", "id"), shape=member)


@room.get(
    ALL, shows=Part[ReceivedLine], scope="read:hiring",
    links={"get_received_application": {"application_id": "/items/0/id", "company": "/items/0/company"}},
)  # fmt: skip
def list_received_applications(request: ApiRequest, company: str, cut: Query[ReceivedFilter]) -> Answer:
    """Who waits longest comes first. There is no other order."""
    rows = seen_by(reader_of(request, company)).select_related("job__company").defer("answers", "note")
    asked = {"job": cut.job_id, "turn": cut.turn, "state": cut.state}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    return part(request, rows, cut, order=("turn_since", "id"), shape=line)


@room.get(ONE, shows=ReceivedShown, scope="read:hiring")
def get_received_application(request: ApiRequest, company: str, application_id: UUID) -> Answer:
    """One application, with all that was sent. To read it here does not count as opened: see `acknowledgement`."""
    reader = reader_of(request, company)
    return shown(reader, application_of(reader, application_id))


@room.put(f"{ONE}/acknowledgement", shows=ReceivedShown, scope="write:hiring", refuses=ACTS)
def put_application_acknowledgement(request: ApiRequest, company: str, application_id: UUID) -> Answer:
    """Note that it is being looked at; the applicant is told. Safe to repeat: the first time stays."""
    reader = acting(request, company)
    answering.open_application(by=request.person, application=application_of(reader, application_id), at=timezone.now())
    return shown(reader, application_of(reader, application_id))


@room.put(
    f"{ONE}/advancement", shows=ReceivedShown, scope="write:hiring", state_of=get_received_application, refuses=ACTS
)
def put_application_advancement(request: ApiRequest, company: str, application_id: UUID) -> Answer:
    """Go on to interviews; the job needs a plan of them."""
    reader = acting(request, company)
    found = application_of(reader, application_id)
    version = found.changed_at.isoformat()
    answering.advance_application(by=request.person, application=found, version=version, at=timezone.now())
    return shown(reader, application_of(reader, application_id))


@room.get(f"{ONE}/messages", shows=Part[HappeningShown], scope="read:hiring")
def list_received_messages(request: ApiRequest, company: str, application_id: UUID, cut: Query[Cut]) -> Answer:
    """All that happened to an application, and what both sides wrote, oldest first."""
    rows = happenings_of(application_of(reader_of(request, company), application_id))
    return part(request, rows, cut, order=("at", "id"), columns=list(HappeningShown.model_fields))


@room.post(f"{ONE}/messages", shows=HappeningShown, scope="write:hiring", refuses=ACTS)
def create_received_message(request: ApiRequest, company: str, application_id: UUID, body: Message) -> Happening:
    """Write to the applicant. The company's promise to answer runs anew."""
    found = application_of(acting(request, company), application_id)
    return answering.write_message(
        by=request.person, application=found, text=body.text.strip(), key=uuid4(), at=timezone.now()
    )
