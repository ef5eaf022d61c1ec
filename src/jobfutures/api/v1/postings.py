"""A company's own postings, in every state: written, published, paused, closed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api import problems
from jobfutures.api.acting import acting, company_of, reader_of
from jobfutures.api.kinds import Asked, Day, Shown, Whole, Yes
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.api.problems import Refusal, refuses
from jobfutures.disclosure.reading import Reader
from jobfutures.jobs.commands import drafts, moving
from jobfutures.jobs.forms.posting import SIMPLE, PostingForm
from jobfutures.jobs.guards import DESCRIPTION
from jobfutures.jobs.models import ApplyMode, Employment, Job, Level, State, Visa, Workplace
from jobfutures.jobs.money import written
from jobfutures.jobs.queries.asking import takes_applications
from jobfutures.jobs.queries.postings import whole
from jobfutures.jobs.rules import Reason
from jobfutures.jobs.wording import FAULTS
from jobfutures.ledger.transitions import IllegalTransition
from jobfutures.profiles.models import PayPeriod

room = Room("hiring: postings", _("A company's postings, drafts too. For its members, and its programs"))
ALL = "/companies/{slug:company}/postings"
ONE = ALL + "/{uuid:posting_id}"
refuses(moving.CannotMove, "cannot-move-posting", _("The posting stays as it is"), _("The `detail` says why."))
refuses(moving.IsStale, "posting-is-stale", _("Somebody changed the posting"), _("Read it again, and decide anew."))
ACTS = (moving.CannotMove, IllegalTransition)
MOST = 2_000_000_000


class PlaceSaid(Asked):
    city: str = Field(max_length=100, examples=["Berlin"])
    country: str = Field(max_length=2, description="ISO 3166-1.", examples=["DE"])
    region: str = Field("", max_length=100)
    postal: str = Field("", max_length=20)
    street: str = Field("", max_length=200)


class StageSaid(Asked):
    name: str = Field(max_length=80, examples=["Talk about your work"])
    minutes: Whole = Field(ge=1, le=300, examples=[60])
    topics: list[str] = Field(
        [], max_length=20, description="Ids of areas; the posting names them too.", examples=[["A1"]]
    )


class PostingAsked(Asked):
    """A draft may be half said; whatever is said has to make sense."""

    title: str = Field(min_length=3, max_length=120, examples=["Backend engineer, bookings"])
    description: str = Field("", max_length=DESCRIPTION.stop - 1, description="Markdown.")
    topics: list[str] = Field([], max_length=50, description="Ids of areas.", examples=[["A1"]])
    level: Level | None = None
    employment: Employment | None = None
    workplace: Workplace | None = None
    hybrid_days: Whole | None = Field(None, ge=1, le=4)
    places: list[PlaceSaid] = Field([], max_length=10)
    applicant_countries: list[str] = Field([], max_length=60, description="ISO 3166-1.", examples=[["DE"]])
    timezone_min: Whole | None = Field(None, ge=-720, le=840, description="Minutes from UTC.")
    timezone_max: Whole | None = Field(None, ge=-720, le=840)
    pay_min: Whole | None = Field(None, ge=0, le=MOST, description="Minor units of `pay_currency`.", examples=[6500000])
    pay_max: Whole | None = Field(None, ge=0, le=MOST, examples=[8500000])
    pay_currency: str = Field("", max_length=3, examples=["EUR"])
    pay_period: PayPeriod | None = None
    equity_note: str = Field("", max_length=200)
    visa: Visa = Visa.UNKNOWN
    languages: list[str] = Field([], max_length=10, examples=[["English"]])
    vacancy_exists: Yes = False
    ai_screening: str = Field("", max_length=1000)
    response_promise_days: Whole = Field(7, ge=1, le=14)
    stages: list[StageSaid] = Field([], max_length=4)
    closes_on: Day | None = Field(None, description="Its last day.", examples=["2027-01-15"])
    apply_mode: ApplyMode = ApplyMode.INTERNAL
    apply_url: str = Field("", max_length=500)


class PostingLine(Shown):
    id: UUID
    title: str = Field(examples=["Backend engineer, bookings"])
    state: State
    level: str = Field(examples=["SENIOR"])
    workplace: str = Field(examples=["REMOTE"])
    posted_at: datetime | None
    closes_at: datetime | None
    changed_at: datetime


class PostingShown(PostingLine):
    description: str
    topics: list[str] = Field(examples=[["A1"]])
    employment: str = Field(examples=["FULL_TIME"])
    hybrid_days: int | None
    places: list[PlaceSaid]
    applicant_countries: list[str]
    timezone_min: int | None
    timezone_max: int | None
    pay_min: int | None = Field(description="Minor units of `pay_currency`.")
    pay_max: int | None
    pay_currency: str = Field(examples=["EUR"])
    pay_period: str = Field(examples=["YEAR"])
    equity_note: str
    visa: Visa
    languages: list[str]
    vacancy_exists: bool
    ai_screening: str
    response_promise_days: int
    stages: list[StageSaid]
    closes_on: date | None
    apply_mode: ApplyMode
    apply_url: str
    close_reason: str
    returned_note: str = Field(description="What the operator wrote, who gave it back or removed it.")
    address: str = Field(description="Its page.", examples=["/jobs/backend-engineer-019accb0/"])


class PostingFilter(Asked, Cut):
    state: State | None = None


class ClosingAsked(Asked):
    reason: Reason


def posting_of(reader: Reader, posting_id: UUID) -> Job:
    rows = Job.objects.of_member(reader.viewer).filter(company=company_of(reader), pk=posting_id)
    found = whole(rows).first()
    if found is None:
        raise Http404
    return found


def shown(job: Job) -> dict[str, Any]:
    names = [
        name for name in PostingShown.model_fields if name not in {"topics", "places", "closes_on", "address", "stages"}
    ]
    places = [{name: getattr(one, name) for name in PlaceSaid.model_fields} for one in job.places.all()]
    stages = [{"name": one["name"], "minutes": one["minutes"], "topics": one.get("topics") or []} for one in job.stages]
    return {
        **{name: getattr(job, name) for name in names}, "topics": [area.pk for area in job.topics.all()],
        "places": places, "stages": stages, "closes_on": job.last_day, "address": job.get_absolute_url(),
    }  # fmt: skip


def form_text(value: Any) -> str:
    """Return a value as somebody would type it; nothing where nothing is said, and a 0 as a 0."""
    if value is None or value is False:
        return ""
    return "\n".join(value) if isinstance(value, list) else str(value)


def form_of(body: PostingAsked, job: Job | None = None) -> PostingForm:
    """Return the form of the page with what a body says. Raises ValidationError with the faults of each field."""
    given = QueryDict(mutable=True)
    said = body.model_dump(mode="json")
    for name in SIMPLE:
        value = said[name]
        given[name] = form_text(value)
    given.setlist("topics", said["topics"])
    given["closes_on"], given["apply_mode"] = said["closes_on"] or "", said["apply_mode"]
    for name in ("pay_min", "pay_max"):
        given[name] = "" if said[name] is None else written(said[name], said["pay_currency"])
    for kind in ("places", "stages"):
        for number, row in enumerate(said[kind]):
            for name, value in row.items():
                prefix = f"{kind.removesuffix('s')}-{number}-{name}"
                given.setlist(prefix, value if isinstance(value, list) else [str(value)])
    form = PostingForm(given, job=job, internal=takes_applications())
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form


@room.get(
    ALL, shows=Part[PostingLine], scope="read:hiring", links={"get_posting": {"posting_id": "/items/0/id"}}
)  # fmt: skip
def list_postings(request: ApiRequest, company: str, cut: Query[PostingFilter]) -> Answer:
    """A company's postings, the one changed last first."""
    rows = Job.objects.of_member(request.person).filter(company=company_of(reader_of(request, company)))
    rows = rows.filter(state=cut.state) if cut.state else rows
    return part(request, rows, cut, order=("-changed_at", "-id"), columns=list(PostingLine.model_fields))


@room.post(
    ALL, shows=PostingShown, scope="write:postings", refuses=(moving.CannotMove,),
    links={name: {"posting_id": "/id"} for name in ("get_posting", "delete_posting")},
)  # fmt: skip
def create_posting(request: ApiRequest, company: str, body: PostingAsked, response: HttpResponse) -> Answer:
    """Begin a draft. Nobody outside the company sees it."""
    reader, form = acting(request, company), form_of(body)
    made = drafts.add_draft(
        by=request.person, company=company_of(reader), facts=form.facts(), topics=form.cleaned_data["topics"],
        places=form.places.filled(), at=timezone.now(),
    )  # fmt: skip
    response.headers["Location"] = f"{request.path}/{made.pk}"
    return shown(posting_of(reader, made.pk))


@room.get(ONE, shows=PostingShown, scope="read:hiring")
def get_posting(request: ApiRequest, company: str, posting_id: UUID) -> Answer:
    """One posting, as its company sees it."""
    return shown(posting_of(reader_of(request, company), posting_id))


@room.put(ONE, shows=PostingShown, scope="write:postings", state_of=get_posting, refuses=ACTS)
def update_posting(request: ApiRequest, company: str, posting_id: UUID, body: PostingAsked) -> Answer:
    """Write a draft anew. What is published does not change any more."""
    reader = acting(request, company)
    found = posting_of(reader, posting_id)
    form = form_of(body, found)
    drafts.change_draft(
        by=request.person, job=found, facts=form.facts(), topics=form.cleaned_data["topics"],
        places=form.places.filled(), version=found.changed_at.isoformat(), at=timezone.now(),
    )  # fmt: skip
    return shown(posting_of(reader, posting_id))


@room.delete(ONE, scope="write:postings", state_of=get_posting, refuses=ACTS)
def delete_posting(request: ApiRequest, company: str, posting_id: UUID) -> Answer:
    """Throw a draft away."""
    found = posting_of(acting(request, company), posting_id)
    drafts.delete_draft(by=request.person, job=found, at=timezone.now())


def moved(request: ApiRequest, company: str, posting_id: UUID, act: Callable[..., object], **said: object) -> Answer:
    reader = acting(request, company)
    try:
        act(by=request.person, job=posting_of(reader, posting_id), at=timezone.now(), **said)
    except moving.CannotMove as refusal:
        if not refusal.faults:
            raise
        missing = [{"field": field, "message": str(FAULTS[name])} for field, name in refusal.faults]
        raise Refusal(problems.INVALID, refusal, errors=missing) from None
    return shown(posting_of(reader, posting_id))


@room.put(f"{ONE}/publication", shows=PostingShown, scope="write:postings", state_of=get_posting, refuses=ACTS)
def put_posting_publication(request: ApiRequest, company: str, posting_id: UUID) -> Answer:
    """Publish a draft, or hand it to the operator: its state says which. A 422 names all that is missing."""
    version = posting_of(acting(request, company), posting_id).changed_at.isoformat()
    return moved(request, company, posting_id, moving.submit_job, version=version)


@room.put(f"{ONE}/pause", shows=PostingShown, scope="write:postings", state_of=get_posting, refuses=ACTS)
def put_posting_pause(request: ApiRequest, company: str, posting_id: UUID) -> Answer:
    """Pause a posting: nobody finds it until it is resumed."""
    return moved(request, company, posting_id, moving.pause_job)


@room.put(f"{ONE}/resumption", shows=PostingShown, scope="write:postings", state_of=get_posting, refuses=ACTS)
def put_posting_resumption(request: ApiRequest, company: str, posting_id: UUID) -> Answer:
    """Show a posting again, and say so that it is still open."""
    return moved(request, company, posting_id, moving.resume_job)


@room.put(f"{ONE}/confirmation", shows=PostingShown, scope="write:postings", state_of=get_posting, refuses=ACTS)
def put_posting_confirmation(request: ApiRequest, company: str, posting_id: UUID) -> Answer:
    """Say that a posting is still open."""
    return moved(request, company, posting_id, moving.confirm_job)


@room.put(f"{ONE}/closing", shows=PostingShown, scope="write:postings", state_of=get_posting, refuses=ACTS)
def put_posting_closing(request: ApiRequest, company: str, posting_id: UUID, body: ClosingAsked) -> Answer:
    """Close a posting once every applicant has an answer."""
    return moved(request, company, posting_id, moving.close_job, reason=body.reason)
