"""The page of one posting, for anybody."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.rules import READING
from jobfutures.jobs.models import Job
from jobfutures.jobs.queries.asking import own_standing
from jobfutures.jobs.queries.fit import fit_lines
from jobfutures.jobs.queries.postings import whole
from jobfutures.jobs.queries.showing import is_over, job_page, plan_address, role_for, search_address
from jobfutures.jobs.rules import GONE, LIVE
from jobfutures.practice.commands.wishes import keep_plan
from jobfutures.practice.queries_plan import plan_of


@require_safe
def job(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A published posting; one that is over says so; whatever else there is does not exist here."""
    found = whole(Job.objects.filter(pk=pk, company__state__in=READING)).first()
    if found is None or found.state not in LIVE | GONE:
        raise Http404
    if found.state in GONE or is_over(found, timezone.now()):
        return gone(request, found)
    if slug != found.slug:
        return redirect(found, permanent=True)
    context = {
        "page": job_page(found),
        "job": found,
        "fits": fit_lines(request.user, found),
        "standing": own_standing(request.user, found),
    }
    return render(request, "jobs/job.html", context)


def gone(request: HttpRequest, found: Job) -> HttpResponse:
    topics = [(area, search_address(topic=area.slug)) for area in found.topics.all()]
    context = {"job": found, "topics": topics, "all_jobs": search_address()}
    return render(request, "jobs/gone.html", context, status=410)


@require_http_methods(["GET", "HEAD", "POST"])
def preparation(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The plan that fits a posting: worked out for anybody; who asks for it by POST has it kept."""
    if request.method == "POST":
        return keep_preparation(cast("SignedIn", request), pk)
    wanted = role_for(open_job(pk))
    return redirect(plan_address(*wanted) if wanted else "practice:plan")


@login_required
@never_cache
def keep_preparation(request: SignedIn, pk: UUID) -> HttpResponse:
    wanted = role_for(open_job(pk))
    if wanted is None:
        messages.info(request, _("No plan fits these topics. The guide has a page on each of them."))
        return redirect("practice:plan")
    role, level = wanted
    if plan_of(request.user):
        messages.info(
            request, _("This is the plan for that job. You keep another one, which stays until you replace it.")
        )
    else:
        keep_plan(by=request.user, role=role, level=level, interview_on=None, minutes_a_day=30, at=timezone.now())
        messages.success(request, _("The plan for that job is kept. Say when the interview is, once you know."))
    return redirect(plan_address(role, level))


def open_job(pk: UUID) -> Job:
    found = Job.objects.live().prefetch_related("topics").filter(pk=pk).first()
    if found is None or is_over(found, timezone.now()):
        raise Http404
    return found
