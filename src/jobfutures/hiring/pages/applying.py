"""Applying: one screen to choose and write, one that shows exactly what goes, and the button that sends it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.hiring.commands.applying import begin_application, discard_draft, save_draft, submit_application
from jobfutures.hiring.commands.moving import CannotAct
from jobfutures.hiring.forms.applying import DraftForm, SendForm
from jobfutures.hiring.models import Application, State
from jobfutures.hiring.pages.reading import read_only
from jobfutures.hiring.queries import applying as queries
from jobfutures.hiring.queries.own import stages_of
from jobfutures.jobs.models import Job
from jobfutures.kit.form_keys import FormKeyField
from jobfutures.ledger.transitions import IllegalTransition

METHODS = ["GET", "HEAD", "POST"]


def form_of(request: SignedIn, job: Job, draft: Application | None) -> DraftForm:
    """Return the form of a draft, or of one to be; filled from a POST, else with what was kept or is suggested."""
    offers = queries.own_offers(request.user)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    return DraftForm(
        *given, offers=offers, questions=queries.questions_of(job), draft=draft,
        kept=queries.files_of(draft) if draft else (),
        suggested=[] if draft else queries.first_choice(request.user, offers),
    )  # fmt: skip


def form_page(
    request: SignedIn, job: Job, form: DraftForm, draft: Application | None, *, status: int = 200
) -> HttpResponse:
    """Show the form, with the version of the draft as it is now: what is sent next replaces it."""
    context = {"job": job, "company": job.company, "form": form, "draft": draft}
    return render(request, "hiring/apply.html", context, status=status)


@login_required
@never_cache
@require_http_methods(METHODS)
def apply(request: SignedIn, job: UUID) -> HttpResponse:
    """Begin; whoever has begun or sent an application goes on to it."""
    found = get_object_or_404(queries.known_jobs(), pk=job)
    at = timezone.now()
    if request.method == "POST":
        return begin(request, found)
    if standing := queries.standing_application(request.user, found):
        return redirect(standing)
    if refusal := queries.refusal_to_apply(request.user, found, at):
        return render(request, "hiring/cannot_apply.html", {"job": found, "refusal": refusal}, status=409)
    return form_page(request, found, form_of(request, found, None), None)


def begin(request: SignedIn, job: Job) -> HttpResponse:
    key = FormKeyField(required=False).clean(request.POST.get("key", ""))
    try:
        draft = begin_application(by=request.user, job=job, key=key, at=timezone.now())
    except CannotAct as refusal:
        form = form_of(request, job, None)
        form.is_valid()
        form.add_error(None, str(refusal))
        return form_page(request, job, form, None, status=409)
    return keep(request, draft)


def draft_page(request: SignedIn, draft: Application) -> HttpResponse:
    if request.method == "POST":
        return keep(request, draft)
    return form_page(request, draft.job, form_of(request, draft.job, draft), draft)


def keep(request: SignedIn, draft: Application) -> HttpResponse:
    """Keep all of it that can be kept, whatever is wrong with the rest; then show what would go, or what is wrong."""
    form = form_of(request, draft.job, draft)
    form.is_valid()
    try:
        left_out = save_draft(by=request.user, application=draft, at=timezone.now(), **form.facts(draft))
    except CannotAct as refusal:
        form.add_error(None, str(refusal))
        return form_page(request, draft.job, form, draft, status=409)
    draft.refresh_from_db()
    form.kept = queries.files_of(draft)
    form.tell_no_room(left_out)
    if "look" in request.POST:
        form.tell_missing(draft)
    if form.errors:
        return form_page(request, draft.job, form, draft, status=422)
    if "look" in request.POST:
        return redirect("hiring:application_preview", draft.pk)
    messages.success(request, _("Saved. Nobody but you sees it."))
    return redirect(draft)


def own_draft(request: SignedIn, pk: UUID) -> Application:
    rows = Application.objects.visible_to(request.user).select_related("job__company")
    return get_object_or_404(rows, pk=pk)


@login_required
@never_cache
@read_only
def preview(request: SignedIn, pk: UUID) -> HttpResponse:
    """Exactly what would be sent. What was sent stands on the page of the application."""
    draft = own_draft(request, pk)
    return preview_page(request, draft) if draft.state == State.DRAFT else redirect(draft)


def preview_page(request: SignedIn, draft: Application, *, refusal: str = "", status: int = 200) -> HttpResponse:
    sent = queries.sending(draft, request.user)
    context = {
        "draft": draft, "job": draft.job, "company": draft.job.company, "sent": sent,
        "refusal": refusal or queries.refusal_of_job(draft.job, timezone.now()),
        "form": SendForm(initial={"seal": sent.seal}), "stages": stages_of(draft.job),
        "ai_statement": draft.job.ai_screening or draft.job.company.ai_statement,
    }  # fmt: skip
    return render(request, "hiring/apply_preview.html", context, status=status)


@login_required
@never_cache
@require_POST
def submission(request: SignedIn, pk: UUID) -> HttpResponse:
    draft = own_draft(request, pk)
    form = SendForm(request.POST)
    if not form.is_valid():
        return preview_page(request, draft, refusal=_("Look at it first, then send it."), status=422)
    try:
        sent = submit_application(by=request.user, application=draft, at=timezone.now(), **form.cleaned_data)
    except CannotAct as refusal:
        return preview_page(request, draft, refusal=str(refusal), status=409)
    except IllegalTransition:
        messages.error(request, _("This was sent already, or taken back. Nothing was sent twice."))
        return redirect(draft)
    messages.success(request, _("Sent. Here you see what happens next, and by when."))
    return redirect(sent)


@login_required
@never_cache
@require_http_methods(METHODS)
def deletion(request: SignedIn, pk: UUID) -> HttpResponse:
    """Ask once, then throw a draft away."""
    draft = own_draft(request, pk)
    if draft.state != State.DRAFT:
        return redirect(draft)
    if request.method != "POST":
        return render(request, "hiring/apply_deletion.html", {"draft": draft, "job": draft.job})
    try:
        discard_draft(by=request.user, application=draft, at=timezone.now())
    except CannotAct as refusal:
        messages.error(request, str(refusal))
        return redirect(draft)
    messages.success(request, _("The draft is gone."))
    return redirect("hiring:applications")
