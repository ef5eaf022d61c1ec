"""Where owners prove that a domain is their company's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.commands import proof as commands
from jobfutures.companies.commands.lifecycle import CannotChange
from jobfutures.companies.forms.companies import Claim
from jobfutures.companies.models import Company, CompanyDomain, Review
from jobfutures.companies.pages.own import METHODS, owned
from jobfutures.companies.showing import shown_proof
from jobfutures.companies.wording import proof_fault
from jobfutures.ledger.transitions import IllegalTransition


@login_required
@never_cache
@require_http_methods(METHODS)
def proof(request: SignedIn, company: str) -> HttpResponse:
    """Claim a domain; then, what to put there and what was read."""
    found = owned(request, company)
    form = Claim(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return proof_page(request, found, form)
    if not form.is_valid():
        return proof_page(request, found, form, status=422)
    try:
        commands.claim_domain(by=request.user, company=found, at=timezone.now(), **form.cleaned_data)
    except (CannotChange, IllegalTransition) as refusal:
        return proof_page(request, found, form, status=409, refusal=str(refusal))
    messages.success(request, _("Here is what to put there. Then let us look."))
    return redirect("companies:proof", found.slug)


def proof_page(request: SignedIn, found: Company, form: Claim, status: int = 200, refusal: str = "") -> HttpResponse:
    domain = CompanyDomain.objects.filter(company=found).first()
    note = Review.objects.filter(company=found).order_by("at").last()
    context = {
        "company": found, "form": form, "domain": domain, "shown": shown_proof(domain) if domain else None,
        "note": note, "refusal": refusal,
    }  # fmt: skip
    return render(request, "companies/proof.html", context, status=status)


@login_required
@require_POST
def looks(request: SignedIn, company: str) -> HttpResponse:
    """Look for the proof now."""
    found = owned(request, company)
    domain = get_object_or_404(CompanyDomain.objects.select_related("company"), company=found)
    try:
        reading = commands.look_for_proof(by=request.user, domain=domain, at=timezone.now())
    except (CannotChange, IllegalTransition) as refusal:
        found.refresh_from_db()
        return proof_page(request, found, Claim(), status=409, refusal=str(refusal))
    if reading.is_proof():
        messages.success(request, _("The token is there."))
    else:
        messages.warning(request, _("Not proved. %s") % proof_fault(reading.reason))
    return redirect("companies:proof", found.slug)


@login_required
@require_POST
def withdrawal(request: SignedIn, company: str) -> HttpResponse:
    """Give a claim up, to make another."""
    found = owned(request, company)
    try:
        commands.give_claim_up(by=request.user, company=found, at=timezone.now())
    except (CannotChange, IllegalTransition) as refusal:
        return proof_page(request, found, Claim(), status=409, refusal=str(refusal))
    messages.success(request, _("Back to the draft. The old token counts no more."))
    return redirect("companies:proof", found.slug)
