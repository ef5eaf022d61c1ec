"""What the pages of an application show of its interviews."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.sections import Section
from jobfutures.hiring.models import Application, Interview, State
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.queries.interviews import of_application
from jobfutures.hiring.queries.scheduling import in_zones


def for_candidate(application: Application, viewer: User, at: datetime) -> list[Section]:
    """Return the candidate's interviews, none where there are none. One query."""
    rows = of_application(application, Interview.objects.visible_to(viewer))
    if not rows:
        return []
    listed = [(one, times_of(one)) for one in rows]
    return [Section("hiring/_interviews_of_candidate.html", {"interviews": listed, "application": application})]


def for_company(application: Application, viewer: User, company: Company, role: str, at: datetime) -> list[Section]:
    """Return the interviews that a member sees, and for recruiters the way to propose one. One query."""
    rows = of_application(application, Interview.objects.seen_by(viewer, company, role))
    proposes = role in HIRING_ROLES and application.state == State.INTERVIEWING
    if not rows and not proposes:
        return []
    context = {
        "interviews": [(one, times_of(one)) for one in rows], "application": application, "company": company,
        "proposes": proposes,
    }  # fmt: skip
    return [Section("hiring/_interviews_of_company.html", context)]


def times_of(interview: Interview) -> str:
    """Return the time of an interview in the zone in which the company wrote it, or an empty text."""
    shown = in_zones(interview.starts_at, [interview.zone]) if interview.starts_at else []
    return shown[0].text if shown and interview.state != "PROPOSED" else ""
