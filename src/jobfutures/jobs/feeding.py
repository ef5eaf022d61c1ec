"""The newest postings of one search as Atom and as JSON Feed."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from jobfutures.jobs.models import Job
from jobfutures.jobs.showing import Row

ENTRIES = 50


def line_of(row: Row) -> str:
    job = row.job
    said = [job.company.name, job.get_workplace_display(), *row.places[:5], row.pay, job.get_level_display()]
    return " · ".join(str(one) for one in said if one)


def address_of(job: Job) -> str:
    return f"{settings.SITE_ADDRESS}{job.get_absolute_url()}"


def list_address(query: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse('jobs:search')}{'?' if query else ''}{query}"


def title() -> str:
    return _("%(site)s: postings of a search") % {"site": settings.SITE_NAME}


def atom(request: HttpRequest, query: str, rows: list[Row]) -> str:
    """Return an Atom feed. Source: RFC 4287."""
    own = f"{settings.SITE_ADDRESS}{request.get_full_path()}"
    feed = Atom1Feed(title=title(), link=list_address(query), description="", feed_url=own, language="en")
    for row in rows:
        feed.add_item(
            title=row.job.title,
            link=address_of(row.job),
            description=line_of(row),
            unique_id=f"urn:uuid:{row.job.pk}",
            pubdate=row.job.posted_at,
            updateddate=row.job.posted_at,
            author_name=row.job.company.name,
            categories=[area.title for area in row.job.topics.all()],
        )
    return feed.writeString("utf-8")


def json_feed(request: HttpRequest, query: str, rows: list[Row]) -> dict[str, object]:
    """Return a JSON Feed. Source: jsonfeed.org, version 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title(),
        "home_page_url": list_address(query),
        "feed_url": f"{settings.SITE_ADDRESS}{request.get_full_path()}",
        "language": "en",
        "items": [
            {
                "id": f"urn:uuid:{row.job.pk}",
                "url": address_of(row.job),
                "title": row.job.title,
                "content_text": line_of(row),
                "date_published": row.job.posted_at.isoformat() if row.job.posted_at else None,
                "authors": [{"name": row.job.company.name}],
                "tags": [area.title for area in row.job.topics.all()],
            }
            for row in rows
        ],
    }
