"""The page on which a company decides about an application, and keeps what it decided."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.disclosure.reading import Reader, reader_for
from jobfutures.hiring.commands.deciding import CannotDecide, decide
from jobfutures.hiring.commands.moving import refusal_of
from jobfutures.hiring.forms.deciding import OUTCOMES, DecisionForm
from jobfutures.hiring.models import Application
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.queries.deciding import DecisionPage, application_seen, decision_page, topics_of
from jobfutures.ledger.transitions import IllegalTransition


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    """Decide about an application, or read what was decided."""
    by = reader_for(request.user, company)
    found = by and application_seen(by, pk)
    if not by or not found:
        raise Http404
    if by.role not in HIRING_ROLES:
        raise PermissionDenied
    page = decision_page(by, found)
    given = request.POST if request.method == "POST" else None
    form = DecisionForm(given, application=found, topics=topics_of(found), cards=page.citable)
    if request.method == "POST":
        return decided(request, by, page, form)
    return shown(request, by, page, form)


def decided(request: SignedIn, by: Reader, page: DecisionPage, form: DecisionForm) -> HttpResponse:
    found = page.application
    if found.state not in OUTCOMES:
        sentence = _("There is nothing to decide about this application now. Look at it again.")
        return shown(request, by, page, form, status=409, refusal=sentence)
    if not form.is_valid():
        return shown(request, by, page, form, status=422)
    try:
        decide(by=request.user, application=found, at=timezone.now(), **form.facts())
    except CannotDecide as refusal:
        form.tell(str(refusal), refusal.field)
        return shown(request, by, page, form, status=422 if refusal.field else 409)
    except IllegalTransition as refusal:
        form.tell(refusal_of(refusal), "")
        return shown(request, by, page, form, status=409)
    messages.success(request, _("Decided. The candidate gets a letter that says where to read it."))
    return redirect("hiring:decision", by.company.slug if by.company else "", found.pk)


def shown(
    request: SignedIn, by: Reader, page: DecisionPage, form: DecisionForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    application: Application = page.application
    context = {
        "company": by.company,
        "page": page,
        "application": application,
        "form": form if application.state in OUTCOMES or form.is_bound else None,
        "refusal": refusal,
    }
    return render(request, "hiring/decision.html", context, status=status)
