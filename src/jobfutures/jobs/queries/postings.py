"""A stored posting as what it says, and lists of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from jobfutures.companies.models import Company
from jobfutures.jobs.models import ApplyMode, Job, JobQuerySet, Place
from jobfutures.jobs.posting import Employer, Posting, Stage, Where
from jobfutures.jobs.wording import pay_line, place_line
from jobfutures.kit.markdown import render
from jobfutures.topics.models import Area


def live_at(at: datetime) -> JobQuerySet:
    """Return what is open at an instant, whatever the clock's task has done yet."""
    return Job.objects.live().filter(closes_at__gt=at)


def whole(rows: QuerySet[Job]) -> QuerySet[Job]:
    """Add all that a posting says: three queries for any number of them."""
    areas = Area.objects.order_by("section__position", "position", "pk")
    with_domain = rows.select_related("company__domain").defer("company__domain__evidence", "company__domain__proof")
    return with_domain.prefetch_related(Prefetch("topics", areas), Prefetch("places", Place.objects.order_by("pk")))


def said(job: Job) -> Posting:
    """Return what a posting says."""
    bare = Posting(
        id=str(job.pk), title=job.title, description=job.description, employer=employer(job.company),
        topics={area.pk: area.title for area in job.topics.all()},
        level=job.level, employment=job.employment, workplace=job.workplace, hybrid_days=job.hybrid_days,
        places=tuple(Where(one.city, one.country, one.street, one.region, one.postal) for one in job.places.all()),
        applicant_countries=tuple(job.applicant_countries),
        timezone_min=job.timezone_min, timezone_max=job.timezone_max,
        pay_min=job.pay_min, pay_max=job.pay_max, pay_currency=job.pay_currency, pay_period=job.pay_period,
        stages=tuple(stages(job.stages)),
        response_promise_days=job.response_promise_days, vacancy_exists=job.vacancy_exists,
        is_internal=job.apply_mode == ApplyMode.INTERNAL, apply_address=job.apply_url,
        posted_at=job.posted_at, closes_at=job.closes_at, changed_at=job.changed_at,
        address=f"{settings.SITE_ADDRESS}{job.get_absolute_url()}", html=safe_html(job.description),
    )  # fmt: skip
    return with_lines(bare)


def with_lines(bare: Posting) -> Posting:
    return replace(bare, pay_line=pay_line(bare), place_line=place_line(bare))


def employer(company: Company) -> Employer:
    return Employer(company.name, company.host, company.slug)


def stages(stored: Iterable[dict[str, object]]) -> Iterable[Stage]:
    for one in stored:
        topics = one.get("topics") or []
        yield Stage(
            str(one.get("name") or ""),
            int(str(one.get("minutes") or 0)),
            tuple(str(topic) for topic in topics) if isinstance(topics, list) else (),
        )


@lru_cache(maxsize=1000)
def safe_html(text: str) -> str:
    """Return a description as HTML that stands below an h2, with links that vouch for nothing."""
    html = render(text).replace('rel="noopener"', 'rel="nofollow ugc noopener"')
    for level in (4, 3, 2):
        html = html.replace(f"<h{level}>", f"<h{level + 1}>").replace(f"</h{level}>", f"</h{level + 1}>")
    return html
