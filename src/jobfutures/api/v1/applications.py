"""Your own applications: begun, looked at, sent, taken back."""

from typing import Any, Literal
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.acting import ACTS, among, entries
from jobfutures.api.errors import invalid
from jobfutures.api.hiring_kinds import (
    VALUES,
    ApplicationLine,
    HappeningShown,
    SentAnswer,
    SentFile,
    answers_of,
    files_shown,
    happenings_of,
    line_of,
)
from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.hiring.commands import applying, own
from jobfutures.hiring.models import Application, Happening, State
from jobfutures.hiring.queries.applying import known_jobs, own_offers, questions_of, sending
from jobfutures.hiring.queries.own import events_of, own_applications
from jobfutures.hiring.rules.applications import MOST_ANSWER, MOST_MESSAGE, MOST_NOTE, MOST_QUESTIONS

room = Room("applications", _("What you sent to companies, and what came of it"))
ONE = "/applications/{uuid:application_id}"
FOLLOWING = {name: {"application_id": "/id"} for name in ("get_application", "get_application_preview")}


class ApplicationFilter(Asked, Cut):
    state: State | None = None


class PostingQuestion(Shown):
    id: UUID
    text: str = Field(examples=["When could you begin?"])
    is_required: bool


class ApplicationWhole(ApplicationLine):
    fields: list[str] = Field(description="The fields of your profile that you chose.", examples=[["profile.name"]])
    sent: dict[str, list[dict[str, str]]] = VALUES
    answers: list[SentAnswer]
    note: str
    files: list[SentFile] = Field(description="Files are added on the page of the draft.")
    may: list[str] = Field(description="What you could do with it now.", examples=[["withdraw"]])
    offers: list[str] = Field(description="Of a draft: the fields of your profile that have something in them.")
    questions: list[PostingQuestion] = Field(description="Of a draft: what the company asks everybody.")


class ApplicationToBegin(Asked):
    job_id: UUID


class AnswerAsked(Asked):
    question_id: UUID
    answer: str = Field(max_length=MOST_ANSWER)


class DraftAsked(Asked):
    fields: list[str] = Field(max_length=30, examples=[["profile.name", "profile.email"]])
    answers: list[AnswerAsked] = Field([], max_length=MOST_QUESTIONS)
    note: str = Field("", max_length=MOST_NOTE)


class PreviewShown(Shown):
    sent: dict[str, list[dict[str, str]]] = VALUES
    answers: list[SentAnswer]
    note: str
    files: list[SentFile]
    missing: list[UUID] = Field(description="Questions that have to be answered first.")
    seal: str = Field(description="Of all of this. It is what you send.", examples=["9f86d081884c7d65"])


class Seal(Asked):
    seal: str = Field(min_length=1, max_length=64, examples=["9f86d081884c7d65"])


class Message(Asked):
    text: str = Field(min_length=1, max_length=MOST_MESSAGE, pattern=r"\S", examples=["I could come on Monday."])


class OfferAnswer(Asked):
    answer: Literal["accept", "refuse"]
    text: str = Field("", max_length=MOST_MESSAGE)


def mine(request: ApiRequest, application_id: UUID) -> Application:
    rows = Application.objects.visible_to(request.person).select_related("job__company")
    return get_object_or_404(rows, pk=application_id)


def draft_of(request: ApiRequest, application_id: UUID) -> Application:
    rows = Application.objects.visible_to(request.person).filter(state=State.DRAFT)
    return get_object_or_404(rows.select_related("job__company"), pk=application_id)


def shown(request: ApiRequest, one: Application) -> dict[str, Any]:
    is_draft = one.state == State.DRAFT
    return {
        **line_of(one), "fields": one.fields, "sent": entries(one.snapshot), "answers": answers_of(one),
        "note": one.note, "files": files_shown(one), "may": sorted(set(events_of(one))),
        "offers": [offer.name for offer in own_offers(request.person)] if is_draft else [],
        "questions": questions_of(one.job) if is_draft else [],
    }  # fmt: skip


@room.get(
    "/applications", shows=Part[ApplicationLine], scope="read:applications",
    links={"get_application": {"application_id": "/items/0/id"}},
)  # fmt: skip
def list_applications(request: ApiRequest, cut: Query[ApplicationFilter]) -> Answer:
    """Your applications and drafts, newest first."""
    rows = own_applications(request.person).defer("snapshot", "answers", "note")
    rows = rows.filter(state=cut.state) if cut.state else rows
    return part(request, rows, cut, order=("-begun_at", "-id"), shape=line_of)


@room.post(
    "/applications", shows=ApplicationWhole, scope="write:applications", refuses=ACTS, links=FOLLOWING
)  # fmt: skip
def create_application(request: ApiRequest, body: ApplicationToBegin, response: HttpResponse) -> Answer:
    """Begin a draft for a posting, or get the one that there is. Nobody but you sees it."""
    job = known_jobs().filter(pk=body.job_id).first()
    if job is None:
        raise invalid("job_id", _("There is no such posting."))
    made = applying.begin_application(by=request.person, job=job, key=uuid4(), at=timezone.now())
    response.headers["Location"] = f"{request.path}/{made.pk}"
    return shown(request, mine(request, made.pk))


@room.get(ONE, shows=ApplicationWhole, scope="read:applications")
def get_application(request: ApiRequest, application_id: UUID) -> Answer:
    """One application, with all that was sent."""
    return shown(request, mine(request, application_id))


@room.put(ONE, shows=ApplicationWhole, scope="write:applications", state_of=get_application, refuses=ACTS)
def update_application(request: ApiRequest, application_id: UUID, body: DraftAsked) -> Answer:
    """Write a draft anew: which fields of your profile go, the answers and a note."""
    found = mine(request, application_id)
    among("fields", body.fields, {offer.name: offer for offer in own_offers(request.person)})
    asked = {str(one.pk): one for one in questions_of(found.job)}
    among("answers", [str(one.question_id) for one in body.answers], asked)
    applying.save_draft(
        by=request.person, application=found, names=body.fields, note=body.note, files=(), drop=(),
        answers={str(one.question_id): one.answer for one in body.answers},
        version=found.changed_at.isoformat(), key=uuid4(), at=timezone.now(),
    )  # fmt: skip
    return shown(request, mine(request, application_id))


@room.delete(ONE, scope="write:applications", state_of=get_application, refuses=ACTS)
def delete_application(request: ApiRequest, application_id: UUID) -> Answer:
    """Throw a draft away, with its files. What was sent is withdrawn instead."""
    applying.discard_draft(by=request.person, application=mine(request, application_id), at=timezone.now())


@room.get(f"{ONE}/preview", shows=PreviewShown, scope="read:applications")
def get_application_preview(request: ApiRequest, application_id: UUID) -> Answer:
    """Exactly what a draft would send now. Show it to the person before you send its seal."""
    found = draft_of(request, application_id)
    sent = sending(found, request.person)
    return {
        "sent": entries(dict(sent.values)), "answers": sent.answers, "note": sent.note, "files": files_shown(found),
        "missing": [one.pk for one in sent.missing], "seal": sent.seal,
    }  # fmt: skip


@room.post(
    f"{ONE}/submission", shows=ApplicationWhole, scope="write:applications", refuses=(*ACTS, applying.StalePreview)
)
def create_application_submission(request: ApiRequest, application_id: UUID, body: Seal) -> Answer:
    """Send what the preview showed. If anything differs from it, nothing is sent."""
    found = mine(request, application_id)
    sent = applying.submit_application(
        by=request.person, application=found, seal=body.seal, key=uuid4(), at=timezone.now()
    )
    return shown(request, mine(request, sent.pk))


@room.put(
    f"{ONE}/withdrawal", shows=ApplicationWhole, scope="write:applications", state_of=get_application, refuses=ACTS
)
def put_application_withdrawal(request: ApiRequest, application_id: UUID) -> Answer:
    """Take an application back: the company sees nothing of it from then on."""
    own.withdraw_application(by=request.person, application=mine(request, application_id), at=timezone.now())
    return shown(request, mine(request, application_id))


@room.put(
    f"{ONE}/offer-answer", shows=ApplicationWhole, scope="write:applications", state_of=get_application, refuses=ACTS
)
def put_application_offer_answer(request: ApiRequest, application_id: UUID, body: OfferAnswer) -> Answer:
    """Take an offer, or do not."""
    found = mine(request, application_id)
    own.answer_offer(by=request.person, application=found, answer=body.answer, text=body.text, at=timezone.now())
    return shown(request, mine(request, application_id))


@room.get(f"{ONE}/messages", shows=Part[HappeningShown], scope="read:applications")
def list_application_messages(request: ApiRequest, application_id: UUID, cut: Query[Cut]) -> Answer:
    """All that happened to an application, and what both sides wrote, oldest first."""
    rows = happenings_of(mine(request, application_id))
    return part(request, rows, cut, order=("at", "id"), columns=list(HappeningShown.model_fields))


@room.post(
    f"{ONE}/messages", shows=HappeningShown, scope="write:applications", refuses=(*ACTS, own.TooOften)
)  # fmt: skip
def create_application_message(request: ApiRequest, application_id: UUID, body: Message) -> Happening:
    """Write to the company."""
    found = mine(request, application_id)
    return own.write_to_company(
        by=request.person, application=found, text=body.text.strip(), key=uuid4(), at=timezone.now()
    )
