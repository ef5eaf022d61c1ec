"""What others share with the viewer: as a member of a company, or as a person. Never stored, never downloaded."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.companies.models import Company
from jobfutures.disclosure import queries
from jobfutures.disclosure.reading import Reader, read, reader_for


@login_required
@never_cache
@require_safe
def received(request: SignedIn) -> HttpResponse:
    """What was shared with the viewer as a person."""
    return render(request, "disclosure/received.html", {"shares": queries.shares_with(request.user)})


@login_required
@never_cache
def share(request: SignedIn, share: UUID) -> HttpResponse:
    return shown(request, share, Reader(request.user))


@login_required
@never_cache
def company_shares(request: SignedIn, company: str) -> HttpResponse:
    """What a company asked for, and what it was given unasked; not which of it is still open."""
    found = get_object_or_404(Company.objects.of_member(request.user), slug=company)
    context = {"company": found, "shares": queries.shares_of(found)}
    return render(request, "disclosure/company_shares.html", context)


@login_required
@never_cache
def company_share(request: SignedIn, company: str, share: UUID) -> HttpResponse:
    return shown(request, share, reader_for(request.user, company))


def shown(request: SignedIn, share: UUID, by: Reader | None) -> HttpResponse:
    at = timezone.now()
    found = by and read(by=by, share=share, purpose=None, request_id=queries.request_id(), at=at)
    if not by or not found:
        raise Http404
    context = {"found": found, "company": by.company, "at": at, "purpose": queries.purpose_label(found.purpose)}
    return render(request, "disclosure/share_page.html", context)
