"""Makes the demo's companies, who acts for them, and their postings."""

from datetime import datetime, timedelta

from django.utils.text import slugify

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Membership
from jobfutures.config.demo.people import people_with
from jobfutures.config.demo.said import Firm, Post, said
from jobfutures.jobs.models import Change, Job, Place
from jobfutures.kit.countries import NAMES
from jobfutures.topics.models import Area

BEGUN = timedelta(days=90)
DESCRIPTION = """{about}

**What you do**

- You {0}.
- You {1}.
- You {2}.

**How we work**

Four days together and one without meetings. Whoever writes code sees it run, and nobody is on call alone. {place}
We pay between {low:,} and {high:,} {currency} a year and say so before we talk. This company is made up: it belongs to
the demo of this site, and the job is not real."""


def make_companies(at: datetime, password: str) -> dict[str, Company]:
    """Return the companies by slug, each verified, with an owner, a recruiter and two interviewers."""
    made = {}
    for firm in said().firm:
        begun = at - BEGUN
        company = Company.objects.create(
            slug=firm.slug, name=firm.name, host=firm.host, state="VERIFIED", state_at=begun, legal_name=firm.name,
            country=firm.country, size=firm.size, about=firm.about, response_promise_days=firm.promise, made_at=begun,
            ai_statement="People read every application here. No program orders, scores or answers them.",
        )  # fmt: skip
        addresses = [f"{one.name.lower()}@{firm.host}" for one in said().staff]
        staff = people_with(addresses, password)
        Membership.objects.bulk_create(
            Membership(company=company, person=person, role=one.role, added_at=begun)
            for person, one in zip(staff, said().staff, strict=True)
        )
        made[firm.slug] = company
    return made


def staff_of(company: Company) -> list[User]:
    """Return owner, recruiter and both interviewers, in this order."""
    rows = Membership.objects.filter(company=company).select_related("person").order_by("pk")
    return [one.person for one in rows]


def make_jobs(companies: dict[str, Company], at: datetime) -> list[Job]:
    """Return the postings, all published within the last month."""
    areas = {area.slug: area for area in Area.objects.all()}
    made = [
        make_job(post, companies[post.firm], areas, at - timedelta(days=30 - 2 * number))
        for number, post in enumerate(said().job)
    ]
    Change.objects.bulk_create(Change(job_id=job.pk) for job in made)
    return made


def make_job(post: Post, company: Company, areas: dict[str, Area], posted: datetime) -> Job:
    firm = next(one for one in said().firm if one.slug == post.firm)
    low, high = (100 * amount for amount in post.pay)
    topics = [areas[slug] for slug in post.areas if slug in areas] or list(areas.values())[:1]
    is_remote = post.workplace == "REMOTE"
    job = Job.objects.create(
        company=company, state="PUBLISHED", state_at=posted, title=post.title, slug=slugify(post.title)[:80],
        description=description_of(post, firm), level=post.level, employment=post.employment,
        workplace=post.workplace, hybrid_days=2 if post.workplace == "HYBRID" else None,
        applicant_countries=sorted({firm.country, "DE", "ES", "PL"}) if is_remote else [],
        timezone_min=0 if is_remote else None, timezone_max=180 if is_remote else None,
        pay_min=low, pay_max=high, pay_currency=firm.currency, pay_period="YEAR", visa="UNKNOWN", languages=["English"],
        vacancy_exists=True, response_promise_days=firm.promise, stages=stages_of(topics), posted_at=posted,
        closes_at=(posted + timedelta(days=50)).replace(hour=0, minute=0, second=0, microsecond=0),
        confirmed_at=posted, made_at=posted, changed_at=posted,
    )  # fmt: skip
    job.topics.set(topics)
    if not is_remote:
        Place.objects.create(job=job, city=firm.city, country=firm.country)
    return job


def description_of(post: Post, firm: Firm) -> str:
    places = {
        "REMOTE": f"The job is remote, from {NAMES[firm.country]} and the countries named on this page.",
        "HYBRID": f"You are with us in {firm.city}, {NAMES[firm.country]}, two days a week.",
        "ONSITE": f"The job is in {firm.city}, {NAMES[firm.country]}.",
    }
    low, high = post.pay
    return DESCRIPTION.format(
        *post.does, about=firm.about, place=places[post.workplace], low=low, high=high, currency=firm.currency
    )


def stages_of(topics: list[Area]) -> list[dict[str, object]]:
    return [
        {"name": "A first talk", "minutes": 30, "topics": []},
        {"name": "How you build", "minutes": 75, "topics": [one.pk for one in topics]},
    ]
