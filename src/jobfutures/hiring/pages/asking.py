"""A company asks an applicant to share something."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.hiring.commands.asking import ask_applicant
from jobfutures.hiring.commands.moving import CannotAct, check_hires
from jobfutures.hiring.forms.asking import AskApplicant
from jobfutures.hiring.pages.answering import Case, case_of
from jobfutures.hiring.queries.receiving import called


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    case = case_of(request, company, pk)
    check_hires(request.user, case.application.job.company)
    form = AskApplicant(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return ask_page(case, form, status=422 if form.is_bound else 200)
    facts = dict(form.cleaned_data)
    fields = facts.pop("names")
    try:
        ask_applicant(by=request.user, application=case.application, fields=fields, at=timezone.now(), **facts)
    except CannotAct as refusal:
        form.add_error(None, str(refusal))
        return ask_page(case, form, status=409)
    messages.success(request, _("Asked. If they share something, it stands behind the link below."))
    return redirect(case.application.company_address())


def ask_page(case: Case, form: AskApplicant, status: int) -> HttpResponse:
    application = case.application
    context = {"company": application.job.company, "application": application, "form": form, "who": called(application)}
    return render(case.request, "hiring/ask.html", context, status=status)
