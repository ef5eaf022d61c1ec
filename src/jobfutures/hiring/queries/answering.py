"""One application as a member of the company reads it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from jobfutures.companies.models import Company
from jobfutures.companies.sections import Section
from jobfutures.disclosure.payload import Part, parts_of
from jobfutures.disclosure.reading import Reader
from jobfutures.hiring.models import Application, Attachment, Happening, State, Turn
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.queries import card_sections, interview_sections
from jobfutures.hiring.queries.asking import AskedFor, asked_of
from jobfutures.hiring.queries.receiving import called, seen_by
from jobfutures.hiring.rules.applications import LIVE
from jobfutures.hiring.rules.turns import is_overdue
from jobfutures.hiring.wording_events import told_to_company
from jobfutures.sharing.rules import kinds_of

ADVANCED = (State.ACKNOWLEDGED, State.DECIDING)  # one more interview may follow those that were held
DECLINED_HERE = (State.ACKNOWLEDGED, State.INTERVIEWING)  # once all cards are in, a no is a record that cites them


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the timeline in the company's words. ours: somebody of the company caused it."""

    at: datetime
    words: str
    text: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole page. parts: the snapshot.  hires: the viewer may act.  late_since: overdue since then.

    is_coming: it is ours once an interview was held.
    """

    application: Application
    who: str
    hires: bool
    late_since: datetime | None
    is_coming: bool
    parts: list[Part] = field(repr=False)
    files: list[Attachment]
    told: list[Told] = field(repr=False)
    asked: list[AskedFor]
    sections: list[Section] = field(repr=False)

    @property
    def version(self) -> str:
        return self.application.changed_at.isoformat()

    @property
    def may_write(self) -> bool:
        return self.hires and self.application.state in LIVE

    @property
    def may_decline(self) -> bool:
        return self.hires and self.application.state in DECLINED_HERE

    @property
    def may_advance(self) -> bool:
        return self.hires and self.application.state in ADVANCED

    @property
    def is_ours(self) -> bool:
        return self.application.turn == Turn.COMPANY

    @property
    def plan_address(self) -> str:
        job = self.application.job
        return reverse("plans:plan", args=[job.company.slug, job.pk])


def found_for(reader: Reader, pk: UUID) -> Application | None:
    """Return one application that a member sees, with its job and company. One query."""
    return seen_by(reader).select_related("job__company").filter(pk=pk).first()


def shown(reader: Reader, application: Application, at: datetime) -> Shown:
    """Gather the page of an application that was loaded by `found_for`."""
    company, snapshot = application.job.company, application.snapshot or {}
    hires = reader.role in HIRING_ROLES
    return Shown(
        application=application,
        who=called(application),
        hires=hires,
        late_since=application.due_at if is_overdue(application.due_at, at) else None,
        is_coming=application.turn == Turn.COMPANY and application.turn_since > at,
        parts=parts_of(kinds_of(application.fields), snapshot),
        files=list(Attachment.objects.filter(application=application).defer("content").in_order()),
        told=timeline_of(application),
        asked=asked_of(application) if hires else [],
        sections=sections_of(reader, application, company, at),
    )


def timeline_of(application: Application) -> list[Told]:
    """Return what happened, the oldest first. One query."""
    rows = Happening.objects.of(application.pk).in_order()
    return [Told(one.at, told_to_company(one.event), one.text, one.side == Turn.COMPANY) for one in rows]


def sections_of(reader: Reader, application: Application, company: Company, at: datetime) -> list[Section]:
    """Return what interviews and cards show beside it."""
    return [
        section
        for module in (interview_sections, card_sections)
        for section in module.for_company(application, reader.viewer, company, reader.role, at)
    ]
