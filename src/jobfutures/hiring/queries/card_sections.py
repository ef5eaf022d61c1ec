"""What the pages of an application show of its cards."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.sections import Section
from jobfutures.hiring.models import Application


def for_candidate(application: Application, viewer: User, at: datetime) -> list[Section]:
    return []


def for_company(application: Application, viewer: User, company: Company, role: str, at: datetime) -> list[Section]:
    return []
