"""The open jobs that the page of a company leads to."""

from django.utils import timezone

from jobfutures.companies.models import Company
from jobfutures.jobs.queries.postings import live_at, said, whole
from jobfutures.kit.rooms import Onward

MOST = 100


def for_company(company: Company) -> list[Onward]:
    """Return a company's open jobs, the newest first. Three queries."""
    rows = whole(live_at(timezone.now()).filter(company=company).newest_first())[:MOST]
    return [
        Onward(title=job.title, address=job.get_absolute_url(), line=f"{one.pay_line} · {one.place_line}")
        for job, one in ((job, said(job)) for job in rows)
    ]
