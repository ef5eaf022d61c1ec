"""What a company does with a posting: each event has an address, and takes a form only."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.jobs.commands import drafts
from jobfutures.jobs.commands.moving import (
    CannotMove,
    check_hires,
    close_job,
    confirm_job,
    pause_job,
    resume_job,
    submit_job,
)
from jobfutures.jobs.forms.events import ClosingForm
from jobfutures.jobs.forms.posting import PostingForm
from jobfutures.jobs.models import Job, State
from jobfutures.jobs.pages.hire import draft_page, job_standing, own_job
from jobfutures.jobs.queries.asking import takes_applications
from jobfutures.jobs.rules import Reason
from jobfutures.ledger.transitions import IllegalTransition

type Act = Callable[[SignedIn, Job], HttpResponse]
type Page = Callable[..., HttpResponse]


def event(act: Act) -> Page:
    """Make a page of an act: what is refused is answered with the posting as it stands, and the reason."""

    @login_required
    @never_cache
    @require_POST
    def page(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
        found = own_job(request, company, pk)
        try:
            return act(request, found)
        except IllegalTransition as refusal:
            return refused(request, company, pk, str(refusal))
        except CannotMove as refusal:
            if refusal.faults and found.state == State.DRAFT:
                return incomplete(request, found, refusal)
            return refused(request, company, pk, str(refusal))

    return page


def refused(request: SignedIn, company: str, pk: UUID, sentence: str) -> HttpResponse:
    return job_standing(request, own_job(request, company, pk), refusal=sentence, status=409)


def incomplete(request: SignedIn, found: Job, refusal: CannotMove) -> HttpResponse:
    """Show the draft with what is missing beside each field."""
    form = PostingForm(job=found, internal=takes_applications())
    form.tell(str(refusal), refusal.faults)
    return draft_page(request, found.company, found, form, status=422)


def told(request: SignedIn, found: Job, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("jobs:hire_job", found.company.slug, found.pk)


@event
def submission(request: SignedIn, found: Job) -> HttpResponse:
    moved = submit_job(by=request.user, job=found, version=request.POST.get("version", ""), at=timezone.now())
    if moved.state == State.IN_REVIEW:
        return told(request, moved, _("The operator looks at it first. You get a letter once it is decided."))
    return told(request, moved, _("Published. Anybody finds it from now on."))


@event
def pause(request: SignedIn, found: Job) -> HttpResponse:
    return told(request, pause_job(by=request.user, job=found, at=timezone.now()), _("Paused: nobody finds it now."))


@event
def resumption(request: SignedIn, found: Job) -> HttpResponse:
    return told(request, resume_job(by=request.user, job=found, at=timezone.now()), _("Published again."))


@event
def confirmation(request: SignedIn, found: Job) -> HttpResponse:
    moved = confirm_job(by=request.user, job=found, at=timezone.now())
    return told(request, moved, _("Good. It stays where people find it."))


@event
def closing(request: SignedIn, found: Job) -> HttpResponse:
    check_hires(request.user, found.company)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return job_standing(request, found, status=422, form=form)
    reason = Reason(form.cleaned_data["reason"])
    close_job(by=request.user, job=found, reason=reason, at=timezone.now())
    return told(request, found, _("Closed. It is in no list and no feed any more."))


@event
def repost(request: SignedIn, found: Job) -> HttpResponse:
    made = drafts.repost_job(by=request.user, job=found, at=timezone.now())
    return told(request, made, _("A new draft that says the same. Say anew when it closes, then publish it."))


@event
def deletion(request: SignedIn, found: Job) -> HttpResponse:
    drafts.delete_draft(by=request.user, job=found, at=timezone.now())
    messages.success(request, _("The draft was deleted."))
    return redirect("jobs:hire", found.company.slug)
