"""All open jobs for programs: Atom, JSON Feed, Indeed's XML, CSV; `?company=` keeps those of one company."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import condition, require_safe

from jobfutures.companies.models import Company
from jobfutures.jobs import feeds
from jobfutures.jobs.markup import description
from jobfutures.jobs.models import Job, JobQuerySet, State
from jobfutures.jobs.posting import Posting
from jobfutures.jobs.queries.postings import live_at, said, whole

NEWEST = 500  # that Atom and JSON Feed hold; XML and CSV hold all
AT_ONCE = 500  # answers up to this many jobs are made whole, larger ones while they are sent
KEPT_SECONDS = 60  # so that what closed is nowhere a minute later

if TYPE_CHECKING:

    class PostingFeed(Feed[Posting, HttpRequest]): ...

else:
    PostingFeed = Feed  # generic for the type checker only


def asked(request: HttpRequest) -> JobQuerySet:
    """Return the open jobs that an address asks for, the newest first. Raises Http404 for an unknown company."""
    rows = live_at(timezone.now()).newest_first()
    slug = request.GET.get("company")
    if slug is None:
        return rows
    if "\x00" in slug:
        raise Http404
    return rows.filter(company=get_object_or_404(Company.objects.reading(), slug=slug))


def etag(request: HttpRequest) -> str:
    """Return what stands for exactly these jobs as they are now."""
    rows = asked(request).values_list("pk", "changed_at", "company__name", "company__host")
    digest = hashlib.blake2b(request.get_full_path().encode(), digest_size=12)
    for row in rows.iterator(chunk_size=2000):
        digest.update(repr(row).encode())
    return f'"{digest.hexdigest()}"'


def changed(request: HttpRequest) -> datetime | None:
    """Return when anything changed that could be in a feed, or left it."""
    jobs = Job.objects.exclude(state=State.DRAFT)
    times = jobs.aggregate(changed=Max("changed_at"), moved=Max("company__state_at"))
    return max((at for at in times.values() if at), default=None)


def feed(page: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer conditional requests, and say how long an answer may be kept."""

    @require_safe
    @condition(etag_func=etag, last_modified_func=changed)
    def made(request: HttpRequest) -> HttpResponseBase:
        response = page(request)
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        return response

    return made


def postings(rows: JobQuerySet) -> Iterator[Posting]:
    return (said(job) for job in whole(rows).iterator(chunk_size=AT_ONCE))


def answer(rows: JobQuerySet, parts: Iterable[str], kind: str) -> HttpResponseBase:
    if rows[AT_ONCE : AT_ONCE + 1].exists():
        return StreamingHttpResponse((part.encode() for part in parts), content_type=kind)
    return HttpResponse("".join(parts), content_type=kind)


class JobFeed(PostingFeed):
    feed_type = Atom1Feed
    title = f"{settings.SITE_NAME}: {gettext_lazy('open jobs')}"
    subtitle = gettext_lazy("Open tech jobs of verified companies, each with its pay. The newest 500.")
    link = "/jobs/"

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def items(self, obj: HttpRequest) -> list[Posting]:
        return list(postings(asked(obj)[:NEWEST]))

    def item_title(self, item: Posting) -> str:
        return feeds.xml_text(f"{item.title} · {item.employer.name}")

    def item_description(self, item: Posting) -> str:
        return feeds.xml_text(description(item))

    def item_link(self, item: Posting) -> str:
        return item.address

    def item_author_name(self, item: Posting) -> str:
        return feeds.xml_text(item.employer.name)

    def item_categories(self, item: Posting) -> list[str]:
        return list(item.topics.values())

    def item_pubdate(self, item: Posting) -> datetime | None:
        return item.posted_at

    def item_updateddate(self, item: Posting) -> datetime:
        return item.changed_at


atom_feed = JobFeed()


@feed
def atom(request: HttpRequest) -> HttpResponseBase:
    return atom_feed(request)


@feed
def json_feed(request: HttpRequest) -> HttpResponseBase:
    rows = asked(request)[:NEWEST]
    site = settings.SITE_ADDRESS
    parts = feeds.json_feed(
        postings(rows),
        title=str(JobFeed.title),
        description=_("Open tech jobs of verified companies, each with its pay. The newest 500."),
        home=f"{site}/jobs/",
        address=f"{site}{request.get_full_path()}",
    )
    return HttpResponse("".join(parts), content_type="application/feed+json")


@feed
def indeed(request: HttpRequest) -> HttpResponseBase:
    rows = asked(request)
    parts = feeds.indeed(postings(rows), publisher=settings.SITE_NAME, address=settings.SITE_ADDRESS, at=timezone.now())
    return answer(rows, parts, "application/xml; charset=utf-8")


@feed
def table(request: HttpRequest) -> HttpResponseBase:
    rows = asked(request)
    response = answer(rows, feeds.table(postings(rows)), "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="jobs.csv"'
    return response
