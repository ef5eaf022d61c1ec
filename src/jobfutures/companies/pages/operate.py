"""Where operators let companies in, look at proofs and decide."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.companies.commands.companies import add_company
from jobfutures.companies.commands.lifecycle import TABLE, CannotChange, NoNote
from jobfutures.companies.commands.proof import look_for_proof
from jobfutures.companies.commands.reviews import move_company
from jobfutures.companies.forms.companies import Addition, Decision
from jobfutures.companies.models import Company, CompanyDomain, Review, State
from jobfutures.companies.queries import companies_for_review, members_of, warnings_about
from jobfutures.companies.rules import DECISIONS, Actor
from jobfutures.companies.showing import shown_proof
from jobfutures.companies.wording import EVENTS, HARD, WARNINGS, proof_fault
from jobfutures.kit.countries import NAMES
from jobfutures.ledger.transitions import IllegalTransition, allowed

METHODS = ["GET", "HEAD", "POST"]
A_PAGE = 50
AT_ONCE = {"verify", "reinstate"}  # what the list offers; the rest is decided beside the evidence


@operator_only
@require_http_methods(METHODS)
def operate(request: SignedIn) -> HttpResponse:
    """All companies, those that wait first; the operator adds one whose domain they have verified by hand."""
    form = Addition(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            add_company(by=request.user, at=timezone.now(), **form.cleaned_data)
        except CannotChange as refusal:
            form.add_error("slug", str(refusal))
        else:
            messages.success(
                request, _("Added, and its owner invited. Verify it once you know that the domain is theirs.")
            )
            return redirect("companies:operate")
    return operate_page(request, form, status)


def operate_page(request: SignedIn, form: Addition, status: int) -> HttpResponse:
    asked = request.GET.get("state", "")
    state = asked if asked in State.values else ""
    paged = Paginator(companies_for_review(request.user, state), A_PAGE).get_page(request.GET.get("page"))
    listed = [(one, [event for event in decisions(one) if event[0] in AT_ONCE]) for one in paged]
    context = {"form": form, "listed": listed, "paged": paged, "state": state, "states": State.choices}
    return render(request, "companies/operate.html", context, status=status)


def decisions(company: Company) -> list[tuple[str, str, bool]]:
    """Return (event, its name, whether it hurts) of what an operator may decide now."""
    events = [one for one in allowed(TABLE, company.state, Actor.OPERATOR) if one in DECISIONS]
    return [(one, str(EVENTS[one]), one in HARD) for one in events]


@operator_only
@require_safe
def review(request: SignedIn, company: str) -> HttpResponse:
    found = get_object_or_404(Company.objects.visible_to(request.user), slug=company)
    return review_page(request, found, Decision())


def review_page(request: SignedIn, found: Company, form: Decision, status: int = 200) -> HttpResponse:
    domain = CompanyDomain.objects.filter(company=found).first()
    context = {
        "company": found, "form": form, "domain": domain, "shown": shown_proof(domain) if domain else None,
        "events": decisions(found), "members": members_of(found),
        "country": NAMES.get(found.country, ""),
        "warnings": [(WARNINGS[what], whom) for what, whom in warnings_about(found)],
        "reviews": [(one, EVENTS[one.verdict]) for one in
                    Review.objects.filter(company=found).select_related("by").order_by("-at", "-pk")],
    }  # fmt: skip
    return render(request, "companies/review.html", context, status=status)


@operator_only
@require_POST
def move(request: SignedIn, company: str) -> HttpResponse:
    found = get_object_or_404(Company.objects.visible_to(request.user), slug=company)
    form = Decision(request.POST)
    if not form.is_valid():
        return review_page(request, found, form, status=422)
    try:
        move_company(by=request.user, company=found, at=timezone.now(), **form.cleaned_data)
    except NoNote as refusal:
        form.add_error("note", str(refusal))
        return review_page(request, found, form, status=422)
    except (CannotChange, IllegalTransition) as refusal:
        form.add_error(None, str(refusal))
        found.refresh_from_db()
        return review_page(request, found, form, status=409)
    told = {"name": found.name, "state": found.get_state_display().lower()}
    messages.success(request, _("%(name)s is %(state)s now.") % told)
    return redirect("companies:operate")


@operator_only
@require_POST
def looks(request: SignedIn, company: str) -> HttpResponse:
    """Look for the proof now, such as before a company is reinstated."""
    found = get_object_or_404(Company.objects.visible_to(request.user), slug=company)
    domain = CompanyDomain.objects.filter(company=found).select_related("company").first()
    if domain is None:
        messages.warning(request, _("There is no proof of its domain: whoever verifies it does so by hand."))
        return redirect("companies:review", found.slug)
    try:
        reading = look_for_proof(by=request.user, domain=domain, at=timezone.now())
    except (CannotChange, IllegalTransition) as refusal:
        messages.warning(request, str(refusal))
        return redirect("companies:review", found.slug)
    messages.info(request, proof_fault(reading.reason) if reading.reason else _("The token is there."))
    return redirect("companies:review", found.slug)
