"""What owners do with their company: begin it, say what it is, end it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.commands import companies as commands
from jobfutures.companies.commands.lifecycle import CannotChange
from jobfutures.companies.commands.logos import keep_logo, remove_logo
from jobfutures.companies.forms.companies import Facts, LogoFile
from jobfutures.companies.models import Company, Logo, MemberRole
from jobfutures.companies.queries import role_in
from jobfutures.companies.rules import EDITABLE_NAMES
from jobfutures.ledger.transitions import IllegalTransition

METHODS = ["GET", "HEAD", "POST"]


def owned(request: SignedIn, slug: str) -> Company:
    """Return a company that the viewer owns: 404 for strangers, 403 for other members."""
    found = get_object_or_404(Company.objects.of_member(request.user), slug=slug)
    if role_in(found, request.user) != MemberRole.OWNER:
        raise PermissionDenied
    return found


@login_required
@never_cache
@require_http_methods(METHODS)
def create(request: SignedIn) -> HttpResponse:
    form = Facts(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "companies/create.html", {"form": form})
    if not form.is_valid():
        return render(request, "companies/create.html", {"form": form}, status=422)
    try:
        made = commands.create_company(by=request.user, facts=form.cleaned_data, at=timezone.now())
    except CannotChange as refusal:
        form.add_error(None, str(refusal))
        return render(request, "companies/create.html", {"form": form}, status=409)
    messages.success(request, _("Begun. Nobody else sees it before its domain is proved."))
    return redirect("companies:proof", made.slug)


@login_required
@never_cache
@require_http_methods(METHODS)
def facts(request: SignedIn, company: str) -> HttpResponse:
    found = owned(request, company)
    form = facts_form(found, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return facts_page(request, found, form)
    if not form.is_valid():
        return facts_page(request, found, form, status=422)
    try:
        commands.change_facts(by=request.user, company=found, facts=form.cleaned_data, at=timezone.now())
    except CannotChange as refusal:
        form.add_error(None, str(refusal))
        return facts_page(request, found, form, status=409)
    messages.success(request, _("Saved."))
    return redirect("companies:facts", found.slug)


def facts_form(found: Company, said: Any) -> Facts:
    kept = {name: getattr(found, name) for name in (*commands.NAMES, *commands.FACTS)}
    return Facts(said, initial=kept, names_stay=found.state not in EDITABLE_NAMES)


def facts_page(
    request: SignedIn, found: Company, form: Facts, logo_form: LogoFile | None = None, status: int = 200
) -> HttpResponse:
    logo = Logo.objects.filter(company=found).defer("image").first()
    context = {"company": found, "form": form, "logo_form": logo_form or LogoFile(), "logo": logo}
    return render(request, "companies/facts.html", context, status=status)


@login_required
@require_POST
def logo_upload(request: SignedIn, company: str) -> HttpResponse:
    found = owned(request, company)
    form = LogoFile(request.POST, request.FILES)
    if not form.is_valid():
        return facts_page(request, found, facts_form(found, None), form, status=422)
    keep_logo(by=request.user, company=found, picture=form.cleaned_data["logo"], at=timezone.now())
    messages.success(request, _("The logo is there."))
    return redirect("companies:facts", found.slug)


@login_required
@require_POST
def logo_removal(request: SignedIn, company: str) -> HttpResponse:
    found = owned(request, company)
    remove_logo(by=request.user, company=found, at=timezone.now())
    messages.success(request, _("The logo is gone."))
    return redirect("companies:facts", found.slug)


@login_required
@require_POST
def archival(request: SignedIn, company: str) -> HttpResponse:
    found = owned(request, company)
    try:
        commands.archive_company(by=request.user, company=found, at=timezone.now())
    except (CannotChange, IllegalTransition) as refusal:
        form = facts_form(found, None)
        form.errors["__all__"] = form.error_class([str(refusal)])
        return facts_page(request, found, form, status=409)
    messages.success(request, _("Archived. What was shared with it is read no more."))
    return redirect("companies:hire")
