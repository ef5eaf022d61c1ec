"""What a candidate sees of their own applications: the list, and one of them with all that happened."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from jobfutures.accounts.models import User
from jobfutures.companies.sections import Section
from jobfutures.disclosure.payload import Part, parts_of
from jobfutures.hiring.models import Application, Attachment, Happening, State
from jobfutures.hiring.queries import card_sections, interview_sections
from jobfutures.hiring.queries.applying import files_of
from jobfutures.hiring.rules.applications import ENDED, LIVE, STEPS, Actor
from jobfutures.hiring.rules.turns import is_overdue
from jobfutures.hiring.wording import line_of, turn_line
from jobfutures.jobs.models import Job
from jobfutures.topics.models import Area

HEAVY = ("snapshot", "answers", "note")


@dataclass(frozen=True, slots=True)
class Row:
    """One application of a list. turn: whose it is, in a sentence; empty once it has ended."""

    application: Application
    turn: str
    is_overdue: bool


def own_applications(viewer: User) -> QuerySet[Application]:
    return Application.objects.visible_to(viewer).select_related("job__company").newest_first()


def open_rows(viewer: User, at: datetime) -> tuple[list[Row], list[Application]]:
    """Return what is under way, and the drafts. One query."""
    found = list(own_applications(viewer).defer(*HEAVY).filter(state__in=[State.DRAFT, *LIVE]))
    rows = [row_of(one, at) for one in found if one.state != State.DRAFT]
    return rows, [one for one in found if one.state == State.DRAFT]


def ended_rows(viewer: User) -> QuerySet[Application]:
    return own_applications(viewer).defer(*HEAVY).filter(state__in=[*ENDED, State.ERASED])


def row_of(one: Application, at: datetime) -> Row:
    return Row(one, turn_line(one.turn, one.due_at, at, one.job.company.name), is_overdue(one.due_at, at))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline. heading: what happened.  text: what was said with it."""

    heading: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stage:
    """One interview of the posting. is_now: the application stands there."""

    name: str
    minutes: int
    topics: list[str]
    is_now: bool


@dataclass(frozen=True, slots=True)
class OwnPage:
    """may: the events that the candidate could cause now."""

    row: Row
    lines: list[Line]
    parts: list[Part]
    files: list[Attachment]
    stages: list[Stage]
    sections: list[Section]
    may: list[str]

    @property
    def may_write(self) -> bool:
        return self.row.application.state in LIVE


def own_page(application: Application, viewer: User, at: datetime) -> OwnPage:
    """Lay out an application that was sent. Four queries, and those of the sections."""
    parts = parts_of([], application.snapshot) if application.snapshot else []
    return OwnPage(
        row=row_of(application, at),
        lines=lines_of(application),
        parts=parts,
        files=files_of(application),
        stages=stages_of(application.job, application.stage),
        sections=[
            *interview_sections.for_candidate(application, viewer, at),
            *card_sections.for_candidate(application, viewer, at),
        ],
        may=events_of(application),
    )


def events_of(application: Application) -> list[str]:
    """Return what the candidate could do with it now."""
    return [
        event for (state, event), (_to, by) in STEPS.items() if state == application.state and Actor.CANDIDATE in by
    ]


def lines_of(application: Application) -> list[Line]:
    rows = Happening.objects.of(application.pk).in_order()
    return [Line(line_of(one.event, one.side), one.text, one.at) for one in rows]


def stages_of(job: Job, now: int = 0) -> list[Stage]:
    """Return the interviews that the posting names. now: the one that somebody stands at, from 1. One query."""
    asked = {topic for one in job.stages for topic in one.get("topics") or []}
    titles = dict(Area.objects.filter(pk__in=asked).values_list("pk", "title"))
    return [
        Stage(
            str(one.get("name") or ""),
            int(one.get("minutes") or 0),
            [titles[topic] for topic in one.get("topics") or [] if topic in titles],
            number == now,
        )
        for number, one in enumerate(job.stages, 1)
    ]
