"""The open jobs on the public page of a company."""

from django.utils import timezone

from jobfutures.companies.models import Company
from jobfutures.companies.sections import Section
from jobfutures.jobs.queries.postings import live_at, said, whole
from jobfutures.jobs.queries.showing import search_address
from jobfutures.kit.rooms import Onward

MOST = 100


def sections(company: Company) -> list[Section]:
    """Return a company's open jobs, the newest first. Three queries."""
    rows = whole(live_at(timezone.now()).filter(company=company).newest_first())[:MOST]
    jobs = [
        Onward(title=job.title, address=job.get_absolute_url(), line=f"{one.pay_line} · {one.place_line}")
        for job, one in ((job, said(job)) for job in rows)
    ]
    return [Section("jobs/_company_jobs.html", {"jobs": jobs, "search": search_address()})]
