"""How far one is; for the person alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobfutures.accounts.models import User
from jobfutures.kit.public import public
from jobfutures.practice.progress import progress_of


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """For visitors the page is the same for all: what they did lives in their browser."""
    if isinstance(request.user, User):
        return own_progress(request, request.user)
    return visitor_progress(request)


@public()
def visitor_progress(request: HttpRequest) -> HttpResponse:
    return render(request, "practice/progress_visitor.html")


@never_cache
def own_progress(request: HttpRequest, person: User) -> HttpResponse:
    return render(request, "practice/progress.html", {"progress": progress_of(person, timezone.now())})
