"""The operator looks at postings before they are published, and takes away what should not stand here."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.companies.queries import role_in
from jobfutures.jobs.commands.moving import TABLE, CannotMove, approve_job, moderate_job, return_job
from jobfutures.jobs.forms.events import NoteForm
from jobfutures.jobs.models import Job, State
from jobfutures.jobs.queries.postings import whole
from jobfutures.jobs.queries.showing import job_page
from jobfutures.jobs.rules import Actor
from jobfutures.ledger.transitions import IllegalTransition, allowed

A_PAGE = 50


@operator_only
@require_safe
def queue(request: SignedIn) -> HttpResponse:
    """What waits, the longest first, and what is published, the newest first."""
    rows = Job.objects.visible_to(request.user).select_related("company")
    published = rows.filter(state=State.PUBLISHED).newest_first()
    paged = Paginator(published, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/operate.html", {"waiting": list(rows.queue()), "paged": paged})


@operator_only
@require_safe
def job(request: SignedIn, pk: UUID) -> HttpResponse:
    return job_page_of(request, seen_job(request, pk), NoteForm())


def seen_job(request: SignedIn, pk: UUID) -> Job:
    """Return a posting that was handed in. What a company has not shown anybody is not the operator's to read."""
    found = whole(Job.objects.visible_to(request.user).exclude(state=State.DRAFT).filter(pk=pk)).first()
    if found is None:
        raise Http404
    return found


def job_page_of(request: SignedIn, found: Job, form: NoteForm, *, status: int = 200, refusal: str = "") -> HttpResponse:
    is_own = bool(role_in(found.company, request.user))
    events = [] if is_own else allowed(TABLE, found.state, Actor.OPERATOR)
    context = {"page": job_page(found), "form": form, "events": events, "is_own": is_own, "refusal": refusal}
    return render(request, "jobs/operate_job.html", context, status=status)


def decided(request: SignedIn, pk: UUID, act: Callable[[Job], Job], sentence: str, form: NoteForm) -> HttpResponse:
    try:
        act(seen_job(request, pk))
    except (CannotMove, IllegalTransition) as refusal:
        return job_page_of(request, seen_job(request, pk), form, status=409, refusal=str(refusal))
    messages.success(request, sentence)
    return redirect("jobs:operate")


@operator_only
@require_POST
def approval(request: SignedIn, pk: UUID) -> HttpResponse:
    return decided(
        request, pk, lambda job: approve_job(by=request.user, job=job, at=timezone.now()), _("Published."), NoteForm()
    )


@operator_only
@require_POST
def return_(request: SignedIn, pk: UUID) -> HttpResponse:
    return with_note(request, pk, return_job, _("Given back, with your reason."))


@operator_only
@require_POST
def removal(request: SignedIn, pk: UUID) -> HttpResponse:
    return with_note(request, pk, moderate_job, _("Taken off the site."))


def with_note(request: SignedIn, pk: UUID, command: Callable[..., Job], sentence: str) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return job_page_of(request, seen_job(request, pk), form, status=422)
    note = form.cleaned_data["note"]
    return decided(
        request,
        pk,
        lambda job: command(by=request.user, job=job, note_to_company=note, at=timezone.now()),
        sentence,
        form,
    )
