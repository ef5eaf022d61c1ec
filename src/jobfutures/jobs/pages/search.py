"""The list of postings, and the same as feeds."""

from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobfutures.jobs import feeding, showing
from jobfutures.jobs.checking import SearchForm
from jobfutures.jobs.queries import searching
from jobfutures.jobs.wanted import NEWEST


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "jobs/search.html", showing.refused_page(form), status=422)
    results = searching.search(form.wanted, form.place, timezone.now())
    return render(request, "jobs/search.html", showing.page_of(form, results, request.user))


def newest(request: HttpRequest) -> tuple[str, list[showing.Row]] | None:
    """Return a search and its newest postings; None where it cannot be asked."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return None
    wanted = replace(form.wanted, sort=NEWEST)
    found = searching.search(wanted, "", timezone.now(), limit=feeding.ENTRIES, is_counted=False)
    return wanted.query(), showing.rows_of(found, AnonymousUser())


def refused() -> HttpResponse:
    said = _("This search cannot be asked: open the list of postings, search there, and take the address of its feed.")
    return HttpResponse(f"{said}\n", status=422, content_type="text/plain; charset=utf-8")


@require_safe
def search_atom(request: HttpRequest) -> HttpResponse:
    found = newest(request)
    if found is None:
        return refused()
    return HttpResponse(feeding.atom(request, *found), content_type="application/atom+xml; charset=utf-8")


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    found = newest(request)
    if found is None:
        return refused()
    return JsonResponse(feeding.json_feed(request, *found), content_type="application/feed+json")
