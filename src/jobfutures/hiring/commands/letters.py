"""Letters to a company about an application: that there is something to see, and where."""

from datetime import datetime
from typing import Any

from jobfutures.companies.rules import may_read
from jobfutures.hiring.commands import telling
from jobfutures.hiring.models import Application
from jobfutures.profiles.queries import is_blocked


def tell_company(application: Application, *, subject: Any, template: str, at: datetime) -> None:
    """Write to its owners and recruiters, where they may look at it at all."""
    company, candidate = application.job.company, application.candidate
    if not may_read(company.state) or candidate is None:
        return
    if is_blocked(candidate, slug=company.slug, hosts=[company.host]):
        return
    telling.tell_company(company, str(subject), template, path=application.company_address(), at=at)
