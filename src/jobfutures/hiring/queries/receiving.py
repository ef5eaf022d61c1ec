"""What a company receives: the list of applications, who waits longest first. There is no other order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobfutures.companies.models import Company
from jobfutures.disclosure.reading import Reader
from jobfutures.hiring.models import Application, ApplicationQuerySet, Turn
from jobfutures.hiring.rules.applications import ENDED
from jobfutures.hiring.rules.turns import is_overdue
from jobfutures.jobs.models import Job, State
from jobfutures.jobs.wanted import Cursor, microseconds
from jobfutures.kit.offers import Value

A_PAGE = 50
LISTED = ("state", "turn", "turn_since", "due_at", "job__title")  # what a line shows, beside `names_sent`
MOST_JOBS = 500  # that one can choose among
TURNS: dict[str, str | Promise] = {
    Turn.COMPANY: _("Yours to answer"),
    Turn.CANDIDATE: _("The candidate's turn"),
    Turn.NOBODY: _("Ended"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One application at a glance. late_since: by when it should have been answered, where that is over."""

    application: Application
    who: str
    late_since: datetime | None


@dataclass(frozen=True, slots=True)
class Received:
    """One page of the list. following: the cursor of the next page, or an empty text."""

    lines: list[Line]
    following: str


def seen_by(reader: Reader) -> ApplicationQuerySet:
    """Return the applications that a member of a company sees."""
    if reader.company is None:
        return Application.objects.none()
    return Application.objects.seen_by(reader.viewer, reader.company, reader.role)


def received(reader: Reader, *, job: UUID | None, turn: str, after: Cursor | None, at: datetime) -> Received:
    """Return a page of those whose turn it is. One query, whatever was asked."""
    rows = seen_by(reader).filter(turn=turn)
    if job:
        rows = rows.filter(job=job)
    if after:
        rows = rows.filter(Q(turn_since__gt=after.at) | Q(turn_since=after.at, pk__gt=after.id))
    rows = rows.select_related("job").only(*LISTED).annotate(**names_sent())
    found = list(rows.longest_waiting_first()[: A_PAGE + 1])
    lines = [line_of(one, at) for one in found[:A_PAGE]]
    last = found[A_PAGE - 1] if len(found) > A_PAGE else None
    return Received(lines, str(Cursor(microseconds(last.turn_since), last.pk)) if last else "")


def line_of(application: Any, at: datetime) -> Line:
    """Return the line of an application that has `names_sent`."""
    who = application.sent_name or application.sent_email or ""
    return Line(application, who, application.due_at if is_overdue(application.due_at, at) else None)


def names_sent(to_application: str = "") -> dict[str, KeyTextTransform]:
    """Return annotations by which a list shows how people are called, without reading all that they sent.

    to_application: the way there, as `application__`.
    """
    ways = {"sent_name": "profile.name", "sent_email": "profile.email"}
    return {
        name: KeyTextTransform("title", KeyTransform("0", KeyTransform(kind, f"{to_application}snapshot")))
        for name, kind in ways.items()
    }


def called(application: Application) -> str:
    """Return how an applicant is called: by the name that they sent, else the address; an empty text without both."""
    snapshot: Mapping[str, Value] = application.snapshot or {}
    for name in ("profile.name", "profile.email"):
        for row in snapshot.get(name, []):
            if row.get("title"):
                return row["title"]
    return ""


def jobs_of(company: Company) -> list[tuple[UUID, str]]:
    """Return the postings that people may have applied to, by title. One query."""
    rows = Job.objects.filter(company=company).exclude(state__in=[State.DRAFT, State.IN_REVIEW])
    return list(rows.order_by("title", "pk").values_list("pk", "title")[:MOST_JOBS])


def has_ended(application: Application) -> bool:
    return application.state in ENDED
