"""Reports on groups in hiring, for owners and the operator; and what a person says of themselves for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.companies.models import MemberRole
from jobfutures.disclosure.reading import reader_for
from jobfutures.hiring.commands.impact import forget_impact_answer, keep_impact_answer
from jobfutures.hiring.forms.impact import ImpactAnswerForm
from jobfutures.hiring.models import ImpactAnswer
from jobfutures.hiring.queries.impact import reports

READING = ["GET", "HEAD"]


@login_required
@never_cache
def company_impact(request: SignedIn, company: str) -> HttpResponse:
    """The reports of one company, for its owners."""
    by = reader_for(request.user, company)
    if by is None or by.company is None:
        raise Http404
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    if by.role != MemberRole.OWNER:
        raise PermissionDenied
    return render(request, "hiring/impact.html", {"company": by.company, "halves": reports(by.company)})


@operator_only
@require_safe
def impact(request: SignedIn) -> HttpResponse:
    """The reports of all companies together, for the operator."""
    return render(request, "hiring/impact.html", {"halves": reports(None)})


@login_required
@never_cache
@require_http_methods([*READING, "POST"])
def impact_answer(request: SignedIn) -> HttpResponse:
    """Three voluntary answers, kept apart from every application; or their deletion."""
    said = ImpactAnswer.objects.visible_to(request.user).first()
    if request.method == "POST" and "forget" in request.POST:
        forget_impact_answer(by=request.user)
        messages.success(request, _("Your answers are deleted. Counts that were made before hold no line about you."))
        return redirect("hiring:impact_answer")
    form = ImpactAnswerForm(request.POST if request.method == "POST" else None, said=said)
    if form.is_valid():
        keep_impact_answer(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. Your answers are kept, apart from your applications."))
        return redirect("hiring:impact_answer")
    status = 422 if form.is_bound else 200
    return render(request, "hiring/impact_answer.html", {"form": form, "said": said}, status=status)
