"""A candidate's applications: the list, one of them, and what they do with it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.hiring.commands.moving import CannotAct, refusal_of
from jobfutures.hiring.commands.own import TooOften, answer_offer, withdraw_application, write_to_company
from jobfutures.hiring.forms.own import MessageForm, OfferForm
from jobfutures.hiring.models import Application, State
from jobfutures.hiring.pages.applying import draft_page
from jobfutures.hiring.queries import own as queries
from jobfutures.ledger.transitions import IllegalTransition

A_PAGE = 30
METHODS = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_safe
def applications(request: SignedIn) -> HttpResponse:
    live, drafts = queries.open_rows(request.user, timezone.now())
    paged = Paginator(queries.ended_rows(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {"live": live, "drafts": drafts, "ended": list(paged), "paged": paged}
    return render(request, "hiring/applications.html", context)


def own(request: SignedIn, pk: UUID) -> Application:
    return get_object_or_404(queries.own_applications(request.user), pk=pk)


def sent(request: SignedIn, pk: UUID) -> Application:
    """Return one that is no draft: to a draft, none of what follows can happen."""
    return get_object_or_404(queries.own_applications(request.user).exclude(state=State.DRAFT), pk=pk)


@login_required
@never_cache
@require_http_methods(METHODS)
def application(request: SignedIn, pk: UUID) -> HttpResponse:
    """A draft is written here; what was sent is followed here."""
    found = own(request, pk)
    if found.state == State.DRAFT:
        return draft_page(request, found)
    if request.method == "POST":  # from a tab in which it was a draft
        sentence = _("You have sent this application already. What you typed there was not added to it.")
        return page(request, found, refusal=sentence, status=409)
    return page(request, found)


def page(
    request: SignedIn, found: Application, *, message: MessageForm | None = None, offer: OfferForm | None = None,
    refusal: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "page": queries.own_page(found, request.user, timezone.now()), "application": found, "job": found.job,
        "company": found.job.company, "refusal": refusal, "message": message or MessageForm(),
        "offer": offer or OfferForm(),
    }  # fmt: skip
    return render(request, "hiring/application.html", context, status=status)


def moved_on(request: SignedIn, found: Application, refused: IllegalTransition) -> HttpResponse:
    """Answer an event that came too late: with the application as it is now."""
    return page(request, own(request, found.pk), refusal=refusal_of(refused), status=409)


@login_required
@never_cache
@require_POST
def written(request: SignedIn, pk: UUID) -> HttpResponse:
    found = sent(request, pk)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return page(request, found, message=form, status=422)
    try:
        write_to_company(by=request.user, application=found, at=timezone.now(), **form.cleaned_data)
    except CannotAct as refusal:
        form.add_error(None, str(refusal))
        return page(request, found, message=form, status=429 if isinstance(refusal, TooOften) else 409)
    messages.success(request, _("Sent. The company is told that there is a message."))
    return redirect(found)


@login_required
@never_cache
@require_http_methods(METHODS)
def withdrawal(request: SignedIn, pk: UUID) -> HttpResponse:
    """Ask once, then take it back."""
    found = sent(request, pk)
    if request.method != "POST":
        if "withdraw" not in queries.events_of(found):
            return redirect(found)
        return render(request, "hiring/withdrawal.html", {"application": found, "job": found.job})
    try:
        withdraw_application(by=request.user, application=found, at=timezone.now())
    except IllegalTransition as refused:
        return moved_on(request, found, refused)
    messages.success(request, _("Taken back. The company sees nothing of it any more."))
    return redirect(found)


@login_required
@never_cache
@require_POST
def offer_answer(request: SignedIn, pk: UUID) -> HttpResponse:
    found = sent(request, pk)
    form = OfferForm(request.POST)
    if not form.is_valid():
        return page(request, found, offer=form, status=422)
    try:
        answer_offer(by=request.user, application=found, at=timezone.now(), **form.cleaned_data)
    except IllegalTransition as refused:
        return moved_on(request, found, refused)
    messages.success(request, _("The company is told."))
    return redirect(found)
