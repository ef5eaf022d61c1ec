"""Webhooks of a company: its owners add them, look at what became of messages, and send them again."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.models import Company, MemberRole
from jobfutures.companies.queries import role_in
from jobfutures.webhooks.commands import endpoints as commands
from jobfutures.webhooks.forms import EndpointForm, KindsForm, ReplayForm
from jobfutures.webhooks.models import Delivery, Endpoint
from jobfutures.webhooks.queries import log_of, told_of
from jobfutures.webhooks.rules import KINDS, secret_text

A_PAGE = 25
METHODS = ["GET", "HEAD", "POST"]


def owned(request: SignedIn, slug: str) -> Company:
    """Return a company that the viewer owns: 404 for strangers, 403 for other members."""
    found = get_object_or_404(Company.objects.of_member(request.user), slug=slug)
    if role_in(found, request.user) != MemberRole.OWNER:
        raise PermissionDenied
    return found


def seen(request: SignedIn, slug: str, pk: UUID) -> Endpoint:
    company = owned(request, slug)
    rows = Endpoint.objects.visible_to(request.user).select_related("company")
    return get_object_or_404(rows.filter(company=company), pk=pk)


@login_required
@never_cache
@require_http_methods(METHODS)
def endpoints(request: SignedIn, company: str) -> HttpResponse:
    """The webhooks of a company. The secret of a new one is in the answer to its form, and at no address."""
    found = owned(request, company)
    form = EndpointForm(request.POST if request.method == "POST" else None, initial={"kinds": KINDS})
    if not form.is_bound:
        return list_shown(request, found, form)
    if not form.is_valid():
        return list_shown(request, found, form, status=422)
    try:
        made = commands.add_endpoint(by=request.user, company=found, at=timezone.now(), **form.cleaned_data)
    except commands.CannotTell as refusal:
        form.add_error(None, str(refusal))
        return list_shown(request, found, form, status=409)
    return secret_shown(request, made, status=201)


def list_shown(request: SignedIn, found: Company, form: EndpointForm, status: int = 200) -> HttpResponse:
    rows = Endpoint.objects.visible_to(request.user).filter(company=found).select_related("company").oldest_first()
    return render(
        request, "webhooks/endpoints.html", {"company": found, "endpoints": rows, "form": form}, status=status
    )


def secret_shown(request: SignedIn, endpoint: Endpoint, status: int = 200) -> HttpResponse:
    context = {"endpoint": endpoint, "company": endpoint.company, "secret": secret_text(endpoint.secret())}
    return render(request, "webhooks/secret.html", context, status=status)


@login_required
@never_cache
@require_http_methods(METHODS)
def endpoint(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    """One webhook with what became of its messages; a form changes what it is told of."""
    found = seen(request, company, pk)
    kinds = KindsForm(request.POST if request.method == "POST" else None, initial={"kinds": found.kinds or KINDS})
    if not kinds.is_bound:
        return endpoint_shown(request, found, kinds)
    if not kinds.is_valid():
        return endpoint_shown(request, found, kinds, status=422)
    commands.choose_kinds(by=request.user, endpoint=found, at=timezone.now(), **kinds.cleaned_data)
    messages.success(request, _("Saved. It holds for what happens from now on."))
    return redirect(found)


def endpoint_shown(
    request: SignedIn, found: Endpoint, kinds: KindsForm, replay: ReplayForm | None = None, status: int = 200
) -> HttpResponse:
    paged = Paginator(log_of(found), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "endpoint": found, "company": found.company, "kinds_form": kinds, "replay_form": replay or ReplayForm(),
        "paged": paged, "seen": found.salt[:8], "now": timezone.now(),
        "told": [told_of(one) for one in paged],
    }  # fmt: skip
    return render(request, "webhooks/endpoint.html", context, status=status)


@login_required
@require_POST
def pause(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    found = seen(request, company, pk)
    commands.pause_endpoint(by=request.user, endpoint=found, at=timezone.now())
    messages.success(request, _("Paused. What happens meanwhile can be replayed for 30 days."))
    return redirect(found)


@login_required
@require_POST
def resumption(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    found = seen(request, company, pk)
    commands.resume_endpoint(by=request.user, endpoint=found, at=timezone.now())
    messages.success(request, _("It is told again, beginning with what waited."))
    return redirect(found)


@login_required
@never_cache
@require_POST
def rotation(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    found = seen(request, company, pk)
    try:
        new = commands.rotate_secret(
            by=request.user, endpoint=found, seen=request.POST.get("seen", ""), at=timezone.now()
        )
    except commands.CannotTell as refusal:
        messages.warning(request, str(refusal))
        return redirect(found)
    return secret_shown(request, new)


@login_required
@require_POST
def deletion(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    found = seen(request, company, pk)
    commands.delete_endpoint(by=request.user, endpoint=found, at=timezone.now())
    messages.success(request, _("Deleted, with its log."))
    return redirect("webhooks:endpoints", found.company.slug)


@login_required
@require_POST
def tests(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    found = seen(request, company, pk)
    try:
        commands.send_test(by=request.user, endpoint=found, at=timezone.now())
    except commands.CannotTell as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("A test is on its way. What came of it stands in the log within seconds."))
    return redirect(found)


@login_required
@never_cache
@require_POST
def replays(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    found = seen(request, company, pk)
    form = ReplayForm(request.POST)
    if not form.is_valid():
        return endpoint_shown(request, found, kinds_as_they_are(found), form, status=422)
    try:
        number = commands.replay_since(by=request.user, endpoint=found, at=timezone.now(), **form.cleaned_data)
    except commands.CannotTell as refusal:
        form.add_error(None, str(refusal))
        return endpoint_shown(request, found, kinds_as_they_are(found), form, status=409)
    messages.success(request, ngettext("%d message is sent again.", "%d messages are sent again.", number) % number)
    return redirect(found)


def kinds_as_they_are(found: Endpoint) -> KindsForm:
    return KindsForm(initial={"kinds": found.kinds or KINDS})


@login_required
@require_POST
def repetition(request: SignedIn, company: str, pk: UUID, delivery: int) -> HttpResponse:
    found = seen(request, company, pk)
    rows = Delivery.objects.visible_to(request.user).of(found.pk).select_related("endpoint__company", "event")
    one = get_object_or_404(rows, pk=delivery)
    try:
        commands.repeat_delivery(by=request.user, delivery=one, at=timezone.now())
    except commands.CannotTell as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("It is on its way again."))
    return redirect(found)
