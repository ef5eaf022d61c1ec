"""The page on which a credential about a check is issued: everything it would state, before anything is made."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.checks.models import Attempt
from jobfutures.credentials import queries, stating, words
from jobfutures.credentials.commands import issuing as commands
from jobfutures.credentials.forms import Issue
from jobfutures.credentials.models import Credential, Kind
from jobfutures.credentials.vc.claims import BATCH
from jobfutures.credentials.vc.issuing import Validity


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedIn, check: UUID) -> HttpResponse:
    found = get_object_or_404(queries.own_check(request.user), pk=check)
    if request.method != "POST":
        return preview(request, found)
    form = Issue(request.POST)
    if not form.is_valid():
        return preview(request, found, form.refusals(), status=422)
    try:
        made = issue(request.user, found, form)
    except commands.CannotIssue as refusal:
        return preview(request, found, [str(refusal)], status=409)
    messages.success(request, _("Issued. Nobody has it but you; show it, or withdraw it, from this page."))
    return redirect(made)


def issue(by: User, found: Attempt, form: Issue) -> Credential:
    sent, at = form.cleaned_data, timezone.now()
    if sent["kind"] == Kind.BADGE:
        return commands.issue_badge(by=by, attempt=found, key=sent["key"], at=at)
    return commands.issue_sd_jwt(by=by, attempt=found, holders=sent["holder_keys"], key=sent["key"], at=at)


def preview(request: SignedIn, found: Attempt, refusals: list[str] | None = None, status: int = 200) -> HttpResponse:
    issued = {one.kind: one for one in queries.counted(request.user).filter(attempt=found)}
    context = {
        "check": found,
        "statements": words.statements(stating.facts_of(request.user, found), words.titles(found.bank.parts)),
        "validity": Validity.from_day(timezone.now()),
        "is_newest": stating.is_newest(request.user, found),
        "sd_jwt": issued.get(Kind.SD_JWT),
        "badge": issued.get(Kind.BADGE),
        "sd_jwt_form": Issue(kind=Kind.SD_JWT),
        "badge_form": Issue(kind=Kind.BADGE),
        "copies": BATCH,
        "refusals": refusals,
    }
    return render(request, "credentials/issuing.html", context, status=status)
