"""Postings for tests: good ones, published, unless something else is said."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from jobfutures.companies.models import Company
from jobfutures.jobs.models import Change, Job, Place
from jobfutures.topics.models import Area, Section

BERLIN = {"street": "Torstraße 1", "city": "Berlin", "region": "Berlin", "postal": "10119", "country": "DE"}
DESCRIPTION = """You keep a booking service fast and honest: one Django monolith, one PostgreSQL, eight people.

- You design, write, review and run what you build.
- You look after the queue that talks to forty carriers.
- You help two juniors to become seniors.

We work four days a week, write things down, and keep meetings short. Nobody is on call alone."""
GOOD: dict[str, Any] = {
    "title": "Backend engineer, bookings",
    "description": DESCRIPTION,
    "level": "SENIOR",
    "employment": "FULL_TIME",
    "workplace": "HYBRID",
    "hybrid_days": 2,
    "pay_min": 6_500_000,
    "pay_max": 8_500_000,
    "pay_currency": "EUR",
    "pay_period": "YEAR",
    "visa": "YES",
    "languages": ["English"],
    "vacancy_exists": True,
    "apply_mode": "EXTERNAL",
    "apply_url": "https://acme.example/apply/bookings",
}
REMOTE: dict[str, Any] = {
    "workplace": "REMOTE", "hybrid_days": None, "applicant_countries": ["DE", "PT"],
    "timezone_min": 0, "timezone_max": 120,
}  # fmt: skip


def area(slug: str = "names", pk: str = "A1") -> Area:
    """Return an area of the vocabulary, made where there is none yet."""
    section, _ = Section.objects.get_or_create(
        pk=pk[0], defaults={"slug": f"section-{pk[0].lower()}", "title": "Python", "line": "A line.", "position": 1}
    )
    made, _ = Area.objects.get_or_create(
        slug=slug,
        defaults={
            "pk": pk, "section": section, "title": slug.replace("-", " ").capitalize(), "line": "A line.",
            "first_release": True, "position": 1,
        },
    )  # fmt: skip
    return made


def job(
    of: Company,
    *,
    at: datetime | None = None,
    topics: Iterable[Area] | None = None,
    places: Iterable[dict[str, str]] | None = None,
    **facts: Any,
) -> Job:
    """Make a posting: published a day before `at`, or before now, for thirty days.

    topics: the first area there is, or a new one.  places: Berlin, or none for remote work (`**REMOTE`).
    """
    at = at or timezone.now()
    asked = list(topics) if topics is not None else [Area.objects.order_by("pk").first() or area()]
    begun = at - timedelta(days=1)
    times = {"posted_at": begun, "closes_at": at + timedelta(days=30), "confirmed_at": begun, "state_at": begun}
    said = {"state": "PUBLISHED", **times, "made_at": begun, "changed_at": begun, **GOOD, **facts}
    said.setdefault("slug", slugify(said["title"])[:80])
    said.setdefault("stages", [{"name": "A call", "minutes": 45, "topics": [one.pk for one in asked]}])
    made = Job.objects.create(company=of, **said)
    made.topics.set(asked)
    usual = [] if said["workplace"] == "REMOTE" else [BERLIN]
    Place.objects.bulk_create(Place(job=made, **place) for place in (usual if places is None else places))
    Change.objects.create(job_id=made.pk)
    return made


def draft(of: Company, **facts: Any) -> Job:
    """Make a posting that was never published."""
    never = dict.fromkeys(("posted_at", "closes_at", "confirmed_at"))
    return job(of, **{"state": "DRAFT", **never, **facts})
