"""An owner's own pages: who can see what until when, who looked, and how to end it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.sharing import commands, forms, queries, rules
from jobfutures.sharing.choices import CannotShare
from jobfutures.sharing.models import Grant, Request


@login_required
@never_cache
@require_safe
def grants(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    now, ended = queries.lines_of(request.user, at)
    context = {"waiting": queries.waiting(request.user, at), "now": now, "ended": ended}
    return render(request, "sharing/grants.html", context)


def opened(request: SignedIn, pk: UUID) -> Grant:
    return get_object_or_404(Grant.objects.visible_to(request.user).select_related("company"), pk=pk)


@login_required
@never_cache
def grant(request: SignedIn, pk: UUID) -> HttpResponse:
    return grant_page(request, opened(request, pk))


def grant_page(
    request: SignedIn, found: Grant, form: forms.Narrow | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    state = found.state(timezone.now())
    context = {
        "grant": found,
        "state": state,
        "acts": rules.ACTS[state],
        "looks": queries.looks_of(found),
        "events": queries.told_events(found),
        "form": form or forms.Narrow(grant=found),
        "refusal": refusal,
    }
    return render(request, "sharing/grant.html", context, status=status)


@login_required
@require_POST
def revocation(request: SignedIn, pk: UUID) -> HttpResponse:
    found = opened(request, pk)
    try:
        commands.revoke_grant(by=request.user, grant=found, at=timezone.now())
    except commands.CannotAct as refusal:
        return grant_page(request, found, refusal=str(refusal), status=409)
    messages.success(request, _("Ended. From now on nothing of it is shown; what was seen before, was seen."))
    return redirect(found)


@login_required
@require_POST
def narrowing(request: SignedIn, pk: UUID) -> HttpResponse:
    found = opened(request, pk)
    form = forms.Narrow(request.POST, grant=found)
    if not form.is_valid():
        return grant_page(request, found, form, status=422)
    try:
        commands.narrow_grant(by=request.user, grant=found, fields=form.cleaned_data["names"], at=timezone.now())
    except (commands.CannotAct, CannotShare) as refusal:
        return grant_page(request, found, form, refusal=str(refusal), status=409)
    messages.success(request, _("Narrowed: only what you kept is shown from now on."))
    return redirect(found)


@login_required
@require_POST
def confirmation(request: SignedIn, pk: UUID) -> HttpResponse:
    found = opened(request, pk)
    try:
        commands.confirm_grant(by=request.user, grant=found, at=timezone.now())
    except commands.CannotAct as refusal:
        return grant_page(request, found, refusal=str(refusal), status=409)
    messages.success(request, _("Confirmed: they may look again, until the day you chose."))
    return redirect(found)


@login_required
@require_POST
def dismissal(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Request.objects.visible_to(request.user), pk=pk)
    try:
        commands.dismiss_request(by=request.user, request=found, at=timezone.now())
    except commands.CannotAct as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Declined. The company is not told, and sees what it saw before: nothing."))
    return redirect("sharing:grants")
