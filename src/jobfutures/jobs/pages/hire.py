"""Pages on which members of a company write its postings, and look after them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.models import Company
from jobfutures.companies.queries import role_in
from jobfutures.jobs.commands import drafts
from jobfutures.jobs.commands.moving import HIRING, TABLE, CannotMove, IsStale, check_hires
from jobfutures.jobs.forms.events import ClosingForm
from jobfutures.jobs.forms.posting import PostingForm
from jobfutures.jobs.guards import hints
from jobfutures.jobs.models import Job, State
from jobfutures.jobs.queries.asking import answers_address, links_beside, takes_applications, waiting
from jobfutures.jobs.queries.postings import said, whole
from jobfutures.jobs.queries.showing import job_page
from jobfutures.jobs.rules import OPEN, Actor
from jobfutures.jobs.wording import FAULTS
from jobfutures.ledger.transitions import allowed

READING = ["GET", "HEAD"]
METHODS = [*READING, "POST"]


def own_company(request: SignedIn, slug: str) -> Company:
    return get_object_or_404(Company.objects.of_member(request.user), slug=slug)


def own_job(request: SignedIn, company: str, pk: UUID) -> Job:
    """Return a posting of a company that the viewer acts for. Raises Http404."""
    found = whole(Job.objects.of_member(request.user).filter(company__slug=company, pk=pk)).first()
    if found is None:
        raise Http404
    return found


def may_hire(request: SignedIn, company: Company) -> bool:
    return role_in(company, request.user) in HIRING


@login_required
@never_cache
def jobs(request: SignedIn, company: str) -> HttpResponse:
    """A company's postings by state."""
    found = own_company(request, company)
    if request.method not in READING:  # asked after the company: for a stranger there is no such page
        return HttpResponseNotAllowed(READING)
    rows = list(Job.objects.filter(company=found).order_by("-changed_at", "-pk"))
    by_state = [(state.label, [job for job in rows if job.state == state]) for state in State]
    context = {
        "company": found,
        "groups": [group for group in by_state if group[1]],
        "may_hire": may_hire(request, found),
    }
    return render(request, "jobs/hire_jobs.html", context)


@login_required
@never_cache
@require_http_methods(METHODS)
def new(request: SignedIn, company: str) -> HttpResponse:
    found = own_company(request, company)
    check_hires(request.user, found)
    form = PostingForm(request.POST if request.method == "POST" else None, internal=takes_applications())
    if not form.is_bound or not form.is_valid():
        return draft_page(request, found, None, form, status=422 if form.is_bound else 200)
    try:
        made = drafts.add_draft(
            by=request.user, company=found, facts=form.facts(), topics=form.cleaned_data["topics"],
            places=form.places.filled(), at=timezone.now(),
        )  # fmt: skip
    except CannotMove as refusal:
        form.add_error(None, str(refusal))
        return draft_page(request, found, None, form, status=409)
    return saved(request, made)


@login_required
@never_cache
@require_http_methods(METHODS)
def job(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    """A draft is written here; what is no draft any more is looked after here."""
    found = own_job(request, company, pk)
    if request.method == "POST":
        return change(request, found)
    if found.state == State.DRAFT and may_hire(request, found.company):
        return draft_page(request, found.company, found, PostingForm(job=found, internal=takes_applications()))
    return job_standing(request, found)


def change(request: SignedIn, found: Job) -> HttpResponse:
    check_hires(request.user, found.company)
    if found.state != State.DRAFT:
        return job_standing(request, found, refusal=_("This is no draft any more, so it was not changed."), status=409)
    form = PostingForm(request.POST, job=found, internal=takes_applications())
    if not form.is_valid():
        return draft_page(request, found.company, found, form, status=422)
    try:
        made = drafts.change_draft(
            by=request.user, job=found, facts=form.facts(), topics=form.cleaned_data["topics"],
            places=form.places.filled(), version=request.POST.get("version", ""), at=timezone.now(),
        )  # fmt: skip
    except IsStale as refusal:
        form.add_error(None, str(refusal))
        return draft_page(request, found.company, found, form, status=409)
    except CannotMove as refusal:
        return job_standing(request, found, refusal=str(refusal), status=409)
    return saved(request, made)


def saved(request: SignedIn, made: Job) -> HttpResponse:
    messages.success(request, _("Saved. Nobody but your company sees it."))
    page = "jobs:preview" if "look" in request.POST else "jobs:hire_job"
    return redirect(page, made.company.slug, made.pk)


def draft_page(
    request: SignedIn, company: Company, found: Job | None, form: PostingForm, *, status: int = 200
) -> HttpResponse:
    told = hints(said(found)) if found else []
    context = {
        "company": company,
        "job": found,
        "form": form,
        "hints": [FAULTS[name] for _field, name in told],
        "beside": links_beside(found) if found else [],
    }
    return render(request, "jobs/draft.html", context, status=status)


def job_standing(
    request: SignedIn, found: Job, *, refusal: str = "", status: int = 200, form: ClosingForm | None = None
) -> HttpResponse:
    """What state a posting is in, and what may be done with it now."""
    hires = may_hire(request, found.company)
    events = allowed(TABLE, found.state, Actor.RECRUITER) if hires else []
    context = {
        "company": found.company,
        "job": found,
        "posting": said(found),
        "events": events,
        "may_hire": hires,
        "refusal": refusal,
        "closing": form or ClosingForm(),
        "waiting": waiting(found.pk) if hires and found.state in OPEN else 0,
        "beside": links_beside(found),
    }
    context["answers"] = answers_address(found) if context["waiting"] else ""
    return render(request, "jobs/standing.html", context, status=status)


@login_required
@never_cache
def preview(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    """The page as anybody would see it."""
    found = own_job(request, company, pk)
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    may = found.state == State.DRAFT and may_hire(request, found.company)
    return render(request, "jobs/job.html", {"page": job_page(found), "is_preview": True, "may_submit": may})
