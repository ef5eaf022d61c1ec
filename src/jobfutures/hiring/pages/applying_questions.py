"""The questions that a company asks everybody who applies to a job."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.hiring.commands.applying_questions import set_questions
from jobfutures.hiring.commands.moving import CannotAct, check_hires
from jobfutures.hiring.forms.applying_questions import QuestionsForm
from jobfutures.hiring.queries.applying import questions_of
from jobfutures.hiring.queries.applying_questions import version_of
from jobfutures.jobs.models import Job


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: SignedIn, company: str, job: UUID) -> HttpResponse:
    rows = Job.objects.of_member(request.user).select_related("company")
    found = get_object_or_404(rows, company__slug=company, pk=job)
    check_hires(request.user, found.company)
    form = QuestionsForm(request.POST if request.method == "POST" else None, known=questions_of(found))
    if not form.is_bound or not form.is_valid():
        return page(request, found, form, status=422 if form.is_bound else 200)
    version = request.POST.get("version", "")
    try:
        set_questions(by=request.user, job=found, asked=form.asked(), version=version, at=timezone.now())
    except CannotAct as refusal:
        form.add_error(None, str(refusal))
        return page(request, found, form, status=409)
    messages.success(request, _("Saved. Whoever sends an application from now on is asked this."))
    return redirect("hiring:questions", company, job)


def page(request: SignedIn, job: Job, form: QuestionsForm, *, status: int = 200) -> HttpResponse:
    context = {"job": job, "company": job.company, "form": form, "version": version_of(questions_of(job))}
    return render(request, "hiring/questions.html", context, status=status)
