"""The list of postings, and the newest of one search as feeds."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobfutures.jobs import feeds, showing
from jobfutures.jobs.checking import SearchForm
from jobfutures.jobs.feeding import atom
from jobfutures.jobs.posting import Posting
from jobfutures.jobs.queries import searching
from jobfutures.jobs.queries.postings import said, whole
from jobfutures.jobs.wanted import NEWEST

ENTRIES = 50


@dataclass(frozen=True)
class Newest:
    """The newest postings of a search. home: the list for people; both addresses are absolute."""

    title: str
    postings: list[Posting]
    home: str
    address: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "jobs/search.html", showing.refused_page(form), status=422)
    results = searching.search(form.wanted, form.place, timezone.now())
    return render(request, "jobs/search.html", showing.page_of(form, results, request.user))


def newest(request: HttpRequest) -> Newest | None:
    """Return what a feed holds; None for a search that cannot be asked."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return None
    wanted = replace(form.wanted, sort=NEWEST)
    found = searching.search(wanted, "", timezone.now(), limit=ENTRIES, is_counted=False, load=whole)
    title = _("%(site)s: postings of a search") % {"site": settings.SITE_NAME}
    home = f"{settings.SITE_ADDRESS}{reverse('jobs:search')}?{wanted.query()}".rstrip("?")
    return Newest(title, [said(job) for job in found.jobs], home, f"{settings.SITE_ADDRESS}{request.get_full_path()}")


def refused() -> HttpResponse:
    told = _("This search cannot be asked: open the list of postings, search there, and take the address of its feed.")
    return HttpResponse(f"{told}\n", status=422, content_type="text/plain; charset=utf-8")


@require_safe
def search_atom(request: HttpRequest) -> HttpResponse:
    found = newest(request)
    if found is None:
        return refused()
    text = atom(found.postings, title=found.title, home=found.home, address=found.address)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    found = newest(request)
    if found is None:
        return refused()
    told = _("The newest %(number)d that fit a search.") % {"number": ENTRIES}
    parts = feeds.json_feed(found.postings, title=found.title, description=told, home=found.home, address=found.address)
    return HttpResponse("".join(parts), content_type="application/feed+json")
