"""Makes the demo, and takes it away again."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.config.demo.applications import make_applications
from jobfutures.config.demo.companies import make_companies, make_jobs
from jobfutures.config.demo.people import make_candidates, stored
from jobfutures.config.demo.plans import make_plan
from jobfutures.config.demo.said import MARK, said
from jobfutures.hiring.models import Application
from jobfutures.jobs.models import Change, Job
from jobfutures.kit.rooms import modules
from jobfutures.notices.models import Letter
from jobfutures.topics.commands.edition import begin_edition
from jobfutures.topics.models import Area


class CannotDemo(Exception):
    """Nothing was changed; the sentence says why."""


@dataclass(frozen=True)
class Made:
    """What was made. password: of every account of the demo, told once."""

    companies: int
    jobs: int
    people: int
    applications: int
    password: str
    owner: str
    candidate: str


@transaction.atomic
def make_demo(*, at: datetime) -> Made:
    """Make the whole demo or nothing. Raises CannotDemo where it is there already, or the guide is not loaded."""
    if demo_companies().exists():
        raise CannotDemo("the demo is here already; `jobfutures demo --remove` takes it away")
    if not Area.objects.exists():
        raise CannotDemo("the guide is not loaded yet; `jobfutures migrate` loads it")
    password = secrets.token_urlsafe(9)
    kept = stored(password)
    companies = make_companies(at, kept)
    jobs = make_jobs(companies, at)
    people = make_candidates(at, kept)
    plans = {job: make_plan(job, at) for job in jobs}
    number = make_applications(jobs, plans, people, at)
    begin_edition(reason="demo made", at=at, is_demo=True)
    owner = f"{said().staff[0].name.lower()}@{said().firm[0].host}"
    return Made(len(companies), len(jobs), demo_people().count(), number, password, owner, said().human[0].email)


@transaction.atomic
def remove_demo(*, at: datetime) -> int:
    """Take away whatever bears the mark and all that hangs on it; return how many accounts and companies went.

    What real people did with it goes too: an application of theirs to a posting of the demo, a grant to its company.
    """
    companies, people = list(demo_companies()), list(demo_people())
    jobs = list(Job.objects.filter(company__in=companies))
    Application.objects.filter(job__in=jobs).delete()
    for person in people:
        for _room, personal in reversed(modules("personal")):
            personal.erase(person, at)
    Letter.objects.filter(addresses__icontains=MARK).delete()
    Job.objects.filter(pk__in=[one.pk for one in jobs]).delete()
    demo_companies().delete()
    demo_people().delete()
    Change.objects.bulk_create(Change(job_id=one.pk) for one in jobs)
    begin_edition(reason="demo removed", at=at, is_demo=False)
    return len(companies) + len(people)


def demo_companies() -> models.QuerySet[Company]:
    return Company.objects.filter(host__endswith=f".{MARK}")


def demo_people() -> models.QuerySet[User]:
    return User.objects.filter(email__endswith=f".{MARK}")
