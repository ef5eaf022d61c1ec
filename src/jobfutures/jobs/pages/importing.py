"""Importing a board: bring it, look at what it would do, say yes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.models import RECRUITING, Company
from jobfutures.companies.queries import role_in
from jobfutures.jobs.boards.reading import BOARDS
from jobfutures.jobs.boards.shapes import Refused
from jobfutures.jobs.commands import importing as commands
from jobfutures.jobs.forms.importing import Board
from jobfutures.jobs.import_report import in_words, report_of, summary
from jobfutures.jobs.models import Delivery
from jobfutures.jobs.queries.importing import plan_of

METHODS = ["GET", "HEAD", "POST"]


def company_of(request: SignedIn, slug: str) -> Company:
    """Return a company that the viewer recruits for. Raises Http404 for a stranger, PermissionDenied for others."""
    found = get_object_or_404(Company.objects.of_member(request.user), slug=slug)
    if role_in(found, request.user) not in RECRUITING:
        raise PermissionDenied
    return found


@login_required
@require_http_methods(METHODS)
@never_cache
def bring(request: SignedIn, company: str) -> HttpResponse:
    found = company_of(request, company)
    form = Board(request.POST, request.FILES) if request.method == "POST" else Board()
    if form.is_bound and form.is_valid() and brought(request, found, form):
        return redirect("jobs:import_plan", found.slug)
    waiting = Delivery.objects.visible_to(request.user).filter(company=found).defer("content").first()
    context = {"form": form, "company": found, "waiting": waiting}
    return render(request, "jobs/import.html", context, status=422 if form.is_bound else 200)


def brought(request: SignedIn, company: Company, form: Board) -> bool:
    """Keep the board that a form names; where that is refused, the form says why."""
    said, at = form.cleaned_data, timezone.now()
    where = "file" if said["file"] else "address"
    named = {"by": request.user, "company": company, "system": said["system"]}
    try:
        if said["file"]:
            content = said["file"].read()
        else:
            content = commands.read_address(**named, address=said["address"], page=said["page"])
        commands.bring_delivery(**named, content=content, address=said["address"], at=at)
    except commands.CannotImport as refusal:
        form.add_error(refusal.field, str(refusal))
    except Refused as refusal:
        form.add_error(where, in_words(refusal.fault))
    return not form.errors


@login_required
@require_http_methods(METHODS)
@never_cache
def plan(request: SignedIn, company: str) -> HttpResponse:
    """What the board that waits would do; saying yes does it."""
    found = company_of(request, company)
    if request.method != "POST":
        return plan_page(request, found)
    seal = request.POST.get("seal", "")
    try:
        done = commands.take_delivery(by=request.user, company=found, seal=seal, at=timezone.now())
    except commands.CannotImport as refusal:
        messages.error(request, str(refusal))
        return plan_page(request, found, status=409)
    messages.success(request, _("Imported: %(what)s") % {"what": summary(done)})
    return redirect("jobs:hire", found.slug)


def plan_page(request: SignedIn, company: Company, status: int = 200) -> HttpResponse:
    delivery = Delivery.objects.visible_to(request.user).filter(company=company).first()
    if delivery is None:
        if status == 409:
            return redirect("jobs:import", company.slug)
        raise Http404
    found = plan_of(company, delivery.system, commands.reading_of(delivery))
    context = {
        "company": company, "board": BOARDS[delivery.system].name, "report": report_of(found), "seal": found.seal(),
    }  # fmt: skip
    return render(request, "jobs/import_plan.html", context, status=status)


@login_required
@require_POST
@never_cache
def withdrawal(request: SignedIn, company: str) -> HttpResponse:
    found = company_of(request, company)
    commands.throw_delivery_away(by=request.user, company=found)
    messages.success(request, _("The board was thrown away. Your postings are as they were."))
    return redirect("jobs:import", found.slug)
