"""Applications as members of a company find them, and the files that came with one."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.models import Company
from jobfutures.disclosure.reading import Reader, reader_for
from jobfutures.hiring.downloads import file_answer
from jobfutures.hiring.forms.receiving import Filter
from jobfutures.hiring.models import Attachment
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.pages.reading import read_only
from jobfutures.hiring.queries.receiving import jobs_of, received, seen_by


def member_of(request: SignedIn, slug: str) -> tuple[Reader, Company]:
    """Return the viewer as a member of a company. Raises Http404 for everybody else."""
    reader = reader_for(request.user, slug)
    if reader is None or reader.company is None:
        raise Http404
    return reader, reader.company


@login_required
@never_cache
@read_only
def company_applications(request: SignedIn, company: str) -> HttpResponse:
    """What was sent to a company: who waits longest stands first."""
    reader, found = member_of(request, company)
    asked = Filter(request.GET.dict(), jobs_of(found))
    at = timezone.now()
    job, turn = asked.chosen_job, asked.chosen_turn
    context = {
        "company": found, "form": asked, "hires": reader.role in HIRING_ROLES,
        "job": job, "turn": turn, "is_later": bool(asked.after),
        "received": received(reader, job=job, turn=turn, after=asked.after, at=at),
    }  # fmt: skip
    return render(request, "hiring/company_applications.html", context)


@login_required
@never_cache
@read_only
def company_file(request: SignedIn, company: str, pk: UUID, file: UUID) -> HttpResponse:
    """A file of an application; it is kept by whoever may read the application, and shown by no browser."""
    reader, _found = member_of(request, company)
    rows = Attachment.objects.filter(application__in=seen_by(reader).filter(pk=pk).values("pk"))
    return file_answer(get_object_or_404(rows, pk=file))
