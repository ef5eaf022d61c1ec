"""Postings that anybody may find, with every filter of the page."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.errors import valid
from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, next_address, place_of
from jobfutures.companies.models import Size
from jobfutures.jobs.checking import SearchForm
from jobfutures.jobs.models import Employment, Job, Level, Workplace
from jobfutures.jobs.queries import searching
from jobfutures.jobs.queries.postings import live_at, said, whole
from jobfutures.jobs.wanted import NEWEST, RELEVANCE, Wanted
from jobfutures.profiles.models import PayPeriod

room = Room("jobs", _("Postings of companies in good standing: search, counts, details"))


class Sought(Asked):
    """What to look for. Of several values of one filter any may hold; of several filters all must."""

    q: str = Field("", max_length=200, description="Words.")
    workplace: list[Workplace] = Field([], max_length=10)
    level: list[Level] = Field([], max_length=10)
    employment: list[Employment] = Field([], max_length=10)
    country: list[str] = Field([], max_length=50, description="ISO 3166-1.")
    city: list[str] = Field([], max_length=50, description="Such as `DE:Berlin`.")
    topic: list[str] = Field([], max_length=50, description="Slugs of areas.")
    size: list[Size] = Field([], max_length=10)
    currency: str = Field("", max_length=3, description="ISO 4217.")
    pay_from: int | None = Field(None, ge=0, le=1_000_000_000, description="Whole units, for one `period`.")
    period: PayPeriod = PayPeriod.YEAR
    days: Literal["1", "7", "30"] | None = Field(None, description="Posted within so many days.")
    answers: Literal["2", "5", "7", "14"] | None = Field(None, description="Promises an answer within so many days.")


class JobFilter(Sought, Cut):
    sort: Literal["newest", "relevance"] = "newest"


class PlaceShown(Shown):
    city: str
    country: str = Field(examples=["DE"])


class JobShown(Shown):
    id: UUID
    title: str
    company: str = Field(examples=["acme"])
    company_name: str
    level: Level
    employment: Employment
    workplace: Workplace
    places: list[PlaceShown]
    applicant_countries: list[str] = Field(description="For remote work.", examples=[["DE"]])
    topics: list[str] = Field(description="Slugs of areas.", examples=[["transactions"]])
    pay_min: int = Field(description="Minor units of `pay_currency`.")
    pay_max: int
    pay_currency: str = Field(examples=["EUR"])
    pay_period: PayPeriod
    response_promise_days: int
    posted_at: datetime
    closes_at: datetime
    address: str = Field(description="Its page.", examples=["/jobs/backend-engineer-019accb0/"])


class StageShown(Shown):
    name: str
    minutes: int
    topics: list[str] = Field(description="Ids of areas.", examples=[["A1"]])


class JobWhole(JobShown):
    description: str = Field(description="Markdown.")
    description_html: str
    stages: list[StageShown] = Field(description="How the interviews go.")
    hybrid_days: int | None
    timezone_min: int | None
    timezone_max: int | None
    equity_note: str
    visa: str
    languages: Any = Field(examples=[[]])
    vacancy_exists: bool
    is_internal: bool = Field(description="Whether one applies on this site.")
    apply_url: str
    changed_at: datetime


class FacetsShown(Shown):
    count: int
    is_more: bool = Field(description="Whether there may be more than `count`.")
    facets: dict[str, dict[str, int]] = Field(
        description="How many postings each further value of a filter leaves.", examples=[{"level": {"SENIOR": 3}}]
    )
    pay_currency: str
    pays: list[list[int]] = Field(
        description="From, to, number: by the middle of the range for a year, in minor units.", examples=[[[0, 1, 2]]]
    )


def sought(asked: Sought, sort: str = NEWEST) -> Wanted:
    """Return what the form of the page makes of the same words. Raises the 422 that names the filter."""
    given = QueryDict(mutable=True)
    for name, value in asked.model_dump(mode="json", exclude={"cursor", "limit", "sort"}).items():
        if value not in (None, "", []):
            given.setlist(name, value if isinstance(value, list) else [str(value)])
    given["sort"] = sort
    return valid(SearchForm(given)).wanted


@room.get("/jobs", shows=Part[JobShown], links={"get_job": {"job_id": "/items/0/id"}})
def list_jobs(request: ApiRequest, cut: Query[JobFilter]) -> Answer:
    """Search the postings, newest first or best match first."""
    wanted = sought(cut, RELEVANCE if cut.sort == "relevance" else NEWEST)
    after = str(place_of(cut.cursor, request.path, 1)[0]) if cut.cursor else ""
    found = searching.search(wanted, after, timezone.now(), limit=cut.limit, is_counted=False)
    following = next_address(request, cut, [found.following]) if found.following else None
    return {"items": [shown(job) for job in found.jobs], "next": following}


@room.get("/job-facets", shows=FacetsShown)
def get_job_facets(request: ApiRequest, asked: Query[Sought]) -> Answer:
    """How many postings a search finds, how many each further filter would leave, and what they pay."""
    found = searching.search(sought(asked), "", timezone.now(), limit=1)
    pays = asdict(found.pays) if found.pays else {"currency": "", "bars": []}
    return {
        "count": found.count, "is_more": found.is_more, "facets": found.facets, "pay_currency": pays["currency"],
        "pays": [list(bar) for bar in pays["bars"]],
    }  # fmt: skip


def shown(job: Job) -> dict[str, Any]:
    names = (
        "id", "title", "level", "employment", "workplace", "applicant_countries", "pay_min", "pay_max", "pay_currency",
        "pay_period", "response_promise_days", "posted_at", "closes_at",
    )  # fmt: skip
    return {
        **{name: getattr(job, name) for name in names}, "company": job.company.slug, "company_name": job.company.name,
        "places": [{"city": one.city, "country": one.country} for one in job.places.all()],
        "topics": [area.slug for area in job.topics.all()], "address": job.get_absolute_url(),
    }  # fmt: skip


@room.get("/jobs/{uuid:job_id}", shows=JobWhole)
def get_job(request: ApiRequest, job_id: UUID) -> Answer:
    """One posting. One that is over is not there any more."""
    job = get_object_or_404(whole(live_at(timezone.now())), pk=job_id)
    names = (
        "description", "hybrid_days", "timezone_min", "timezone_max", "equity_note", "visa", "languages",
        "vacancy_exists", "apply_url", "changed_at",
    )  # fmt: skip
    posting = said(job)
    told = {"description_html": posting.html, "stages": posting.stages, "is_internal": posting.is_internal}
    return {**shown(job), **{name: getattr(job, name) for name in names}, **told}
