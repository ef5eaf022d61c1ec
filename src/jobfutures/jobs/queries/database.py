"""The same search without the index: plain filters of the database, newest first."""

from datetime import datetime, timedelta

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, When

from jobfutures.jobs.models import Job, JobQuerySet, Place
from jobfutures.jobs.queries.postings import live_at
from jobfutures.jobs.wanted import Cursor, Wanted, microseconds
from jobfutures.jobs.yearly import PER_YEAR
from jobfutures.topics.models import Area

MOST_COUNTED = 1000
LOOKED_AT = 5000  # postings at a time: to look for words in a million takes many seconds
PAID_A_YEAR = Case(
    *(When(pay_period=period, then=F("pay_max") * number) for period, number in PER_YEAR.items()),
    output_field=BigIntegerField(),
)
COLUMNS = {
    "workplace": "workplace__in", "level": "level__in", "employment": "employment__in", "size": "company__size__in",
}  # fmt: skip


def matching(wanted: Wanted, at: datetime) -> JobQuerySet:
    """Return the live postings that are asked for. Words are looked for as they stand, anywhere."""
    rows = live_at(at)
    for kind, column in COLUMNS.items():
        if getattr(wanted, kind):
            rows = rows.filter(**{column: getattr(wanted, kind)})
    if wanted.topic:
        asked = Job.topics.through.objects.filter(job=OuterRef("pk"), area__slug__in=wanted.topic)
        rows = rows.filter(Exists(asked))
    rows = placed(rows, wanted)
    if wanted.currency:
        rows = rows.filter(pay_currency=wanted.currency)
    if wanted.yearly_from is not None:
        rows = rows.annotate(paid=PAID_A_YEAR).filter(paid__gte=wanted.yearly_from)
    if wanted.days is not None:
        rows = rows.filter(posted_at__gte=at.replace(second=0, microsecond=0) - timedelta(days=wanted.days))
    if wanted.answers is not None:
        rows = rows.filter(response_promise_days__lte=wanted.answers)
    for word in wanted.words:
        rows = rows.filter(has_word(word))
    return rows


def placed(rows: JobQuerySet, wanted: Wanted) -> JobQuerySet:
    if wanted.country:
        there = Exists(Place.objects.filter(job=OuterRef("pk"), country__in=wanted.country))
        applying = Q()
        for code in wanted.country:
            applying |= Q(applicant_countries__icontains=f'"{code}"')
        rows = rows.filter(Q(there) | applying)
    if wanted.city:
        named = Q()
        for one in wanted.city:
            named |= Q(country=one[:2], city=one[3:])
        rows = rows.filter(Exists(Place.objects.filter(named, job=OuterRef("pk"))))
    return rows


def has_word(word: str) -> Q:
    areas = Area.objects.filter(jobs=OuterRef("pk"), title__icontains=word)
    places = Place.objects.filter(job=OuterRef("pk"), city__icontains=word)
    text = Q(title__icontains=word) | Q(description__icontains=word) | Q(company__name__icontains=word)
    return text | Q(Exists(areas)) | Q(Exists(places))


def looked_at(wanted: Wanted, at: datetime, cursor: Cursor | None) -> tuple[JobQuerySet, Cursor | None]:
    """Return what is asked for among the next LOOKED_AT postings of the list, and where these end if there are more."""
    rows = after(matching(wanted, at), cursor)
    places = after(live_at(at), cursor).newest_first().values_list("posted_at", "pk")
    for posted_at, pk in places[LOOKED_AT - 1 : LOOKED_AT]:
        if posted_at is not None:
            last = Cursor(microseconds(posted_at), pk)
            return rows.filter(posted_at__gte=posted_at).exclude(posted_at=posted_at, pk__lt=pk), last
    return rows, None


def after(rows: JobQuerySet, cursor: Cursor | None) -> JobQuerySet:
    """Keep what stands behind a place of the list."""
    if cursor is None:
        return rows
    return rows.filter(posted_at__lte=cursor.at).exclude(posted_at=cursor.at, pk__gte=cursor.id)
