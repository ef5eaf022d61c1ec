"""What scorecards and decisions add to the page of an application, on either side."""

from dataclasses import dataclass
from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.sections import Section
from jobfutures.hiring.models import Application, Interview, InterviewState, State
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.queries.deciding import Recorded, recorded
from jobfutures.hiring.queries.feedback import told
from jobfutures.hiring.rules.scorecards import DONE

DECIDABLE = (State.DECIDING, State.OFFERED)


@dataclass(frozen=True, slots=True)
class Standing:
    """One interview that was held: how many of its cards are waited for."""

    interview: Interview
    waiting: int
    is_to_write: bool


def for_candidate(application: Application, viewer: User, at: datetime) -> list[Section]:
    """Return what the company decided, and what it told with it."""
    found = told(application)
    return [Section("hiring/_cards_told.html", {"told": found})] if found else []


def for_company(application: Application, viewer: User, company: Company, role: str, at: datetime) -> list[Section]:
    """Return how far the cards of each interview are, and for those who hire the way to the decision."""
    hires = role in HIRING_ROLES
    rows = Interview.objects.seen_by(viewer, company, role)
    held = rows.filter(application=application, state=InterviewState.COMPLETED).select_related("kit")
    standings = [standing(one, viewer) for one in held.prefetch_related("cards").order_by("made_at", "pk")]
    records = recorded(application) if hires else []
    return standing_section(application, company, standings, records, hires=hires)


def for_interview(interview: Interview, viewer: User, company: Company, role: str) -> list[Section]:
    """Return how far the cards of one interview are, if it was held, and for those who hire the way to the decision.

    Only of what `seen_by` gave. At most one query.
    """
    standings = [standing(interview, viewer)] if interview.state == InterviewState.COMPLETED else []
    return standing_section(interview.application, company, standings, [], hires=role in HIRING_ROLES)


def standing_section(
    application: Application, company: Company, standings: list[Standing], records: list[Recorded], *, hires: bool
) -> list[Section]:
    may_decide = hires and application.state in DECIDABLE
    if not standings and not records and not may_decide:
        return []
    context = {
        "application": application, "company": company, "standings": standings, "records": records,
        "may_decide": may_decide,
    }  # fmt: skip
    return [Section("hiring/_cards_standing.html", context)]


def standing(interview: Interview, viewer: User) -> Standing:
    cards = list(interview.cards.all())
    is_to_write = any(one.author_id == viewer.pk and one.state not in DONE for one in cards)
    return Standing(interview, sum(1 for one in cards if one.state not in DONE), is_to_write)
