"""What the page of postings answers: from the index, and from the plain database while there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import QuerySet

from jobfutures.jobs import engine
from jobfutures.jobs.answers import Counts, Found, Pays
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.models import Job
from jobfutures.jobs.queries import database
from jobfutures.jobs.queries.postings import live_at
from jobfutures.jobs.wanted import Cursor, Wanted, microseconds

PAGE = 20
Load = Callable[[QuerySet[Job]], QuerySet[Job]]
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Results:
    """One page. count: of all, exact unless is_more says that there may be more than it.

    facets, pays: empty where the database answered.  following: where the next page begins, or empty.
    """

    jobs: list[Job]
    count: int
    following: str
    is_more: bool = False
    near: bool = False
    indexed: bool = True
    facets: Counts = field(default_factory=dict)
    pays: Pays | None = None


@cache
def job_index() -> JobIndex:
    return JobIndex(settings.DATA / "index")


def search(
    wanted: Wanted, after: str, at: datetime, *, limit: int = PAGE, is_counted: bool = True, load: Load | None = None
) -> Results:
    """Search the live postings. is_counted: with facets and the distribution of pay, which feeds do without.

    load: what else of each posting comes along; as much as a row shows where nothing is said.
    """
    index = job_index()
    view = index.view()
    if view is not None:
        edition = index.seen
        try:
            finder = engine.Finder(index, view, wanted, at)
            found = page_of(finder, wanted, after, limit)
            facets = finder.facets() if is_counted else {}
            used = facets.get("currency", {})
            currency = wanted.currency or max(used, key=lambda one: used[one], default="")
            pays = finder.pays(currency) if is_counted and currency else None
        except (ValueError, OSError):
            index.give_up(edition)
        else:
            jobs = rows_of(found.ids, at, load or shown)
            return Results(jobs, found.count, found.following, near=found.near, facets=facets, pays=pays)
    return search_database(wanted, after, at, limit, load or shown)


def page_of(finder: "engine.Finder", wanted: Wanted, after: str, limit: int) -> Found:
    if wanted.is_ranked:
        return finder.ranked(int(after) if after.isdigit() else 0, limit)
    return finder.newest(cursor_of(after), limit)


def cursor_of(after: str) -> Cursor | None:
    """Return the place in a list by time. A list by match may have been left for it: then it begins anew."""
    return Cursor.read(after) if after and not after.isdigit() else None


def rows_of(ids: Sequence[UUID], at: datetime, load: Load) -> list[Job]:
    """Return postings in this order; those that ended since the index was written are left out."""
    found = {job.pk: job for job in load(live_at(at).filter(pk__in=ids))}
    return [found[one] for one in ids if one in found]


def shown(rows: QuerySet[Job]) -> QuerySet[Job]:
    return rows.select_related("company").defer("description", "company__about").prefetch_related("places", "topics")


def search_database(wanted: Wanted, after: str, at: datetime, limit: int, load: Load) -> Results:
    """Look through the newest, or those behind a place of the list: a page may have few, and the list still go on."""
    cursor = cursor_of(after)
    newest, last = database.looked_at(wanted, at, None)
    count = newest[: database.MOST_COUNTED + 1].count()
    is_more = count > database.MOST_COUNTED or last is not None
    rows = database.after(newest, cursor)
    if cursor and last:
        rows, last = database.looked_at(wanted, at, cursor)
    found = list(load(rows.newest_first())[: limit + 1])
    jobs = found[:limit]
    if len(found) > limit and jobs[-1].posted_at:
        last = Cursor(microseconds(jobs[-1].posted_at), jobs[-1].pk)
    following = str(last) if last else ""
    return Results(jobs, min(count, database.MOST_COUNTED), following, is_more=is_more, indexed=False)
