"""What the pages of plans load, and how they refuse."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.cache import never_cache

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.disclosure.reading import reader_for
from jobfutures.jobs.commands.moving import HIRING
from jobfutures.jobs.models import Job
from jobfutures.plans.models import InterviewPlan, Kit
from jobfutures.plans.queries.reading import CRITERIA, TOPICS, whole_kits

READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody of a company looks at a job's plan."""

    request: SignedIn
    job: Job
    may_hire: bool

    @property
    def slug(self) -> str:
        return self.job.company.slug


type DeskPage = Callable[..., HttpResponse]


def desk(*methods: str) -> Callable[[DeskPage], DeskPage]:
    """Make a page of a function that takes a desk. Whoever is no live member of the company gets 404 for any method."""

    def made(page: DeskPage) -> DeskPage:
        @login_required
        @never_cache
        def found(request: SignedIn, company: str, job: UUID, **more: object) -> HttpResponse:
            reader = reader_for(request.user, company)
            row = reader and Job.objects.filter(company=reader.company, pk=job).select_related("company").first()
            if not reader or not row:
                raise Http404
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return page(Desk(request, row, reader.role in HIRING), **more)

        return found

    return made


def own_kit(at: Desk, pk: UUID, *, whole: bool = True) -> Kit:
    """Return a kit of any version of the job's plan, whole or with topics and criteria only. Raises Http404."""
    plans = InterviewPlan.objects.visible_to(at.request.user).filter(job=at.job)
    rows = Kit.objects.filter(plan__in=plans).select_related("plan__job__company")
    rows = whole_kits(rows) if whole else rows.prefetch_related(TOPICS, CRITERIA)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def newest(at: Desk) -> InterviewPlan:
    found = InterviewPlan.objects.visible_to(at.request.user).filter(job=at.job).newest_first().first()
    if found is None:
        raise Http404
    return found
