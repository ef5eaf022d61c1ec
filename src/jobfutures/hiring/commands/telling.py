"""Letters to the two sides of an application: that something waits, and where."""

from datetime import datetime

from jobfutures.companies.models import Company
from jobfutures.companies.queries import recruiters_of
from jobfutures.hiring.models import Application
from jobfutures.notices.telling import tell


def tell_candidate(application: Application, subject: str, letter: str, *, at: datetime) -> None:
    """Write to whoever applied, unless their account is gone."""
    if application.candidate is not None:
        path = application.get_absolute_url()
        tell(application.candidate, subject=subject, template=f"hiring/mail/{letter}.txt", path=path, at=at)


def tell_company(company: Company, subject: str, letter: str, *, path: str, at: datetime) -> None:
    """Write to everybody who hires for a company."""
    for person in recruiters_of(company):
        tell(person, subject=subject, template=f"hiring/mail/{letter}.txt", path=path, at=at)
