"""The instance itself, for operators: its content, its numbers, and what Prometheus reads."""

import secrets
from ipaddress import ip_address

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.operators.commands import content as commands
from jobfutures.operators.queries import content as queries
from jobfutures.operators.queries.numbers import pictures
from jobfutures.operators.wording import worded
from jobfutures.telemetry.exposition import exposition

READING = ("GET", "HEAD")


@operator_only
@require_safe
def content(request: SignedIn) -> HttpResponse:
    return render(request, "operators/content.html", {"loaded": queries.loaded()})


@operator_only
@require_POST
def loading(request: SignedIn) -> HttpResponse:
    try:
        commands.reload_content(by=request.user, at=timezone.now())
    except commands.CannotReload as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The folders are checked and loaded now. What was wrong with them stands here soon.")
        )
    return redirect("operators:content")


@operator_only
@require_safe
def numbers(request: SignedIn) -> HttpResponse:
    return render(request, "operators/numbers.html", {"groups": worded(pictures(timezone.now()))})


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For who shows the token, asks from one of the networks, or is a signed-in operator; else there is nothing."""
    if not may_read(request):
        raise Http404
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and scheme.lower() == "bearer":
        return secrets.compare_digest(given.strip().encode(), settings.METRICS_TOKEN.encode())
    if settings.METRICS_FROM and comes_from_network(request):
        return True
    return isinstance(request.user, User) and request.user.is_operator


def comes_from_network(request: HttpRequest) -> bool:
    """Judge by who connected. What came through a proxy never counts: whatever is public comes that way as well."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_FROM)
