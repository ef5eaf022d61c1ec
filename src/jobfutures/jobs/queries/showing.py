"""What the page of one posting shows."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Min, Sum
from django.urls import reverse
from django.utils.safestring import SafeString

from jobfutures.companies.showing import Badge, badge_of
from jobfutures.guide.models import Chapter
from jobfutures.jobs.markup import job_posting
from jobfutures.jobs.models import Job, State
from jobfutures.jobs.posting import Posting
from jobfutures.jobs.queries.asking import apply_address
from jobfutures.jobs.queries.postings import said
from jobfutures.jobs.structured import data_block
from jobfutures.topics.models import Area, Role, RoleShare
from jobfutures.topics.models import Level as PracticeLevel

PREPARED = {"JUNIOR": PracticeLevel.JUNIOR, "MIDDLE": PracticeLevel.MIDDLE}  # others prepare as a senior
USUAL_MINUTES = 30


@dataclass(frozen=True)
class Topic:
    """A topic with the page of the guide on it, where one is written, and its cards."""

    area: Area
    guide: str
    search: str


@dataclass(frozen=True)
class ShownStage:
    name: str
    minutes: int
    topics: list[str]


@dataclass(frozen=True)
class JobPage:
    """markup: JSON-LD of a published posting, empty in a preview.  apply: where one applies."""

    job: Job
    posting: Posting
    topics: list[Topic]
    stages: list[ShownStage]
    markup: SafeString | str
    apply: str
    ai_statement: str
    company_address: str
    badge: Badge

    @property
    def minutes(self) -> int:
        return sum(stage.minutes for stage in self.stages)


def job_page(job: Job) -> JobPage:
    """Lay out the page of a posting that came with `whole`. One query more."""
    one = said(job)
    is_public = job.state == State.PUBLISHED
    return JobPage(
        job=job,
        posting=one,
        topics=topics_of(job),
        stages=[
            ShownStage(stage.name, stage.minutes, [one.topics[pk] for pk in stage.topics if pk in one.topics])
            for stage in one.stages
        ],
        markup=data_block(job_posting(one)) if is_public else "",
        apply=apply_address(job.pk) if one.is_internal else one.apply_address,
        ai_statement=job.ai_screening or job.company.ai_statement,
        company_address=reverse("companies:company", args=[job.company.slug]),
        badge=badge_of(job.company),
    )


def topics_of(job: Job) -> list[Topic]:
    areas = list(job.topics.all())
    chapters = Chapter.objects.filter(area__in=areas, retired=False).order_by("-guide_id")
    guides = dict(chapters.values_list("area_id", "guide_id"))
    return [
        Topic(
            area=area,
            guide=reverse("guide:area", args=[guides[area.pk], area.slug]) if area.pk in guides else "",
            search=search_address(topic=area.slug),
        )
        for area in areas
    ]


def search_address(**asked: str) -> str:
    return f"/jobs/?{urlencode(asked)}" if asked else "/jobs/"


def role_for(job: Job) -> tuple[Role, str] | None:
    """Return the kind of job, and the level, whose preparation covers most of a posting's topics. One query."""
    level = PREPARED.get(job.level, PracticeLevel.SENIOR)
    areas = [area.pk for area in job.topics.all()]
    rows = RoleShare.objects.filter(level=level, area__in=areas, role__retired=False).values("role")
    best = rows.annotate(covered=Sum("share"), name=Min("role__title")).order_by("-covered", "name").first()
    return (Role.objects.get(pk=best["role"]), level) if best else None


def plan_address(role: Role, level: str) -> str:
    """Return the address of a plan for a kind of job: worked out there for anybody, and kept by who wants it."""
    asked = {"role": role.pk, "level": level, "minutes_a_day": USUAL_MINUTES}
    return f"{reverse('practice:plan')}?{urlencode(asked)}"


def is_over(job: Job, at: datetime) -> bool:
    """Tell whether a posting that anybody could see has passed its last day, whatever the clock's task has done yet."""
    return job.closes_at is not None and job.closes_at <= at
