"""Everybody who waits at a job is answered in one go: who they are stands there first."""

from typing import Any
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
from jobfutures.disclosure.reading import Reader
from jobfutures.hiring.commands.answering import No
from jobfutures.hiring.commands.bulk import begin_bulk_close
from jobfutures.hiring.commands.moving import CannotAct, check_hires
from jobfutures.hiring.forms.answering import BulkDecline
from jobfutures.hiring.models import BulkClose, ReasonCode
from jobfutures.hiring.pages.reading import read_only
from jobfutures.hiring.pages.receiving import member_of
from jobfutures.hiring.queries.bulk import Scope, may_close, running_at, waiting_at
from jobfutures.jobs.models import Job
from jobfutures.jobs.queries.asking import waiting


def job_of(request: SignedIn, company: str, job: UUID) -> tuple[Reader, Job]:
    """Raises Http404 for a job of others, PermissionDenied for members who do not hire."""
    reader, found = member_of(request, company)
    posting = get_object_or_404(Job.objects.filter(company=found).select_related("company"), pk=job)
    check_hires(request.user, found)
    return reader, posting


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: SignedIn, company: str, job: UUID) -> HttpResponse:
    reader, posting = job_of(request, company, job)
    topics = posting.topics.order_by("section__position", "position", "pk")
    said = request.POST if request.method == "POST" else None
    form = BulkDecline(said, topics=topics, closes=may_close(posting))
    if not form.is_bound or not form.is_valid():
        return bulk_page(request, reader, posting, form, status=422 if form.is_bound else 200)
    try:
        begun = begun_by(request, posting, form.cleaned_data)
    except CannotAct as refusal:
        form.add_error(None, str(refusal))
        return bulk_page(request, reader, posting, form, status=409)
    messages.success(request, _("Begun. Each of them is answered, even if this page is closed."))
    return redirect("hiring:bulk_progress", company, begun.pk)


def begun_by(request: SignedIn, posting: Job, said: dict[str, Any]) -> BulkClose:
    at = timezone.now()
    scope = Scope(said["until"] or at, is_unread_only(request))
    no = No(ReasonCode(said["reason"]), said["message"], said["topic"])
    return begin_bulk_close(
        by=request.user, job=posting, scope=scope, number=said["number"] or 0, no=no, closes_as=said["closes_as"],
        key=said["key"], at=at,
    )  # fmt: skip


def is_unread_only(request: SignedIn) -> bool:
    return request.GET.get("only") == "unread"


def bulk_page(request: SignedIn, reader: Reader, posting: Job, form: BulkDecline, status: int) -> HttpResponse:
    """Show who is meant as of now; what was typed stays."""
    at = timezone.now()
    only_unread = is_unread_only(request)
    found = waiting_at(posting, reader.viewer, reader.role, Scope(at, only_unread))
    form.renew(number=found.number, until=at.isoformat())
    context = {
        "company": posting.company, "job": posting, "form": form, "waiting": found, "only_unread": only_unread,
        "running": running_at(posting),
    }  # fmt: skip
    return render(request, "hiring/bulk.html", context, status=status)


@login_required
@never_cache
@read_only
def bulk_progress(request: SignedIn, company: str, pk: UUID) -> HttpResponse:
    """How far it is, and whether the posting is closed."""
    reader, found = member_of(request, company)
    check_hires(request.user, found)
    rows = BulkClose.objects.visible_to(reader.viewer).filter(job__company=found).select_related("job", "topic")
    one = get_object_or_404(rows, pk=pk)
    context = {"company": found, "bulk": one, "waiting": waiting(one.job_id)}
    return render(request, "hiring/bulk_progress.html", context)
