"""A board is brought, shown, and only then imported: as drafts, all of it or nothing."""

import zlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, MemberRole
from jobfutures.companies.models import State as CompanyState
from jobfutures.companies.queries import role_in
from jobfutures.jobs.boards.linking import host_of, is_of, links_to
from jobfutures.jobs.boards.parsing import MOST_BYTES
from jobfutures.jobs.boards.reading import read
from jobfutures.jobs.boards.shapes import Found, Reading
from jobfutures.jobs.boards.topics import suggested
from jobfutures.jobs.models import ApplyMode, Delivery, Job, Place, State
from jobfutures.jobs.queries.importing import Outcome, Plan, Planned, plan_of
from jobfutures.kit import fetch
from jobfutures.ledger.commands import record
from jobfutures.topics.models import Area

type Reader = Callable[..., fetch.Fetched]
"""(address, most_bytes=, seconds=) -> what stands there; CannotFetch."""

SECONDS = 20.0  # for reading a board
BATCH = 500


class CannotImport(Exception):
    """Nothing was written; the sentence says why. field: of the form, where it is about one."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


def check_imports(by: User | None, company: Company) -> None:
    """Refuse whoever may not import; `by` is nobody at the machine itself. Raises PermissionDenied, CannotImport."""
    if by is not None and not by.is_operator and role_in(company, by) not in (MemberRole.OWNER, MemberRole.RECRUITER):
        raise PermissionDenied
    if company.state != CompanyState.VERIFIED:
        raise CannotImport(_("Only a verified company imports postings."))


def read_address(
    *, by: User | None, company: Company, system: str, address: str, page: str = "", reader: Reader = fetch.fetch
) -> bytes:
    """Return what stands at the address of a board. page: of the company's own, with a link to the board.

    Operators import from anywhere; others what is on the domain of the company, or what its page links to.
    Raises PermissionDenied, CannotImport.
    """
    check_imports(by, company)
    if by is not None and not by.is_operator and not is_of(host_of(address), company.host):
        check_linked(company, system, address, page, reader)
    return fetched(address, "address", reader)


def check_linked(company: Company, system: str, address: str, page: str, reader: Reader) -> None:
    named = {"host": company.host}
    if not page:
        raise CannotImport(
            _(
                "This board is not on %(host)s. Name a page on %(host)s that links to it, bring its file, or ask the "
                "operator of this site to import it."
            )
            % named,
            "page",
        )
    if not is_of(host_of(page), company.host):
        raise CannotImport(_("This page is not on %(host)s, the proved domain of the company.") % named, "page")
    text = fetched(page, "page", reader, most_bytes=1 << 21).decode("utf-8", "replace")
    if not links_to(text, system, address):
        raise CannotImport(
            _("This page has no link to the board. Link to it there, bring its file, or ask the operator."), "page"
        )


def fetched(address: str, field: str, reader: Reader, most_bytes: int = MOST_BYTES) -> bytes:
    try:
        answer = reader(address, most_bytes=most_bytes, seconds=SECONDS)
    except fetch.CannotFetch as refusal:
        raise CannotImport(str(refusal), field) from None
    if answer.status != 200:
        raise CannotImport(_("The server answered %(status)d instead of 200.") % {"status": answer.status}, field)
    return answer.body


@transaction.atomic
def bring_delivery(*, by: User, company: Company, system: str, content: bytes, address: str, at: datetime) -> Delivery:
    """Keep a board until somebody says yes; it takes the place of the one before. Raises CannotImport, Refused."""
    check_imports(by, company)
    read(system, content, at=at, address=address)
    Company.objects.select_for_update().get(pk=company.pk)  # one board after the other
    Delivery.objects.filter(company=company).delete()
    return Delivery.objects.create(
        company=company, system=system, address=address, content=zlib.compress(content), brought_at=at
    )


def throw_delivery_away(*, by: User, company: Company) -> None:
    Delivery.objects.visible_to(by).filter(company=company).delete()


def reading_of(delivery: Delivery) -> Reading:
    """Return what a board said when it was brought."""
    content = zlib.decompress(bytes(delivery.content))
    return read(delivery.system, content, at=delivery.brought_at, address=delivery.address)


@transaction.atomic
def take_delivery(*, by: User, company: Company, seal: str, at: datetime) -> Plan:
    """Import the board that waits. Raises CannotImport where the person saw another plan than what would happen now."""
    check_imports(by, company)
    Company.objects.select_for_update().get(pk=company.pk)
    delivery = Delivery.objects.visible_to(by).filter(company=company).first()
    if delivery is None:
        raise CannotImport(_("This board was imported or thrown away meanwhile. Nothing was changed just now."))
    plan = plan_of(company, delivery.system, reading_of(delivery))
    if plan.seal() != seal:
        raise CannotImport(_("The postings or the board changed since this page was shown. Look again, then say yes."))
    done = import_reading(by=by, company=company, system=delivery.system, reading=plan.reading, at=at)
    delivery.delete()
    return done


@transaction.atomic
def import_reading(*, by: User | None, company: Company, system: str, reading: Reading, at: datetime) -> Plan:
    """Write the drafts of a board. Import it again, and only what changed on it is written.

    A draft that a person changed, and what is no draft any more, stay as they are.
    """
    check_imports(by, company)
    Company.objects.select_for_update().get(pk=company.pk)
    plan = plan_of(company, system, reading)
    add_drafts(company, system, [one.found for one in plan.planned if one.outcome is Outcome.ADDED], at)
    written = tuple(
        update_draft(one, at) if one.outcome is Outcome.UPDATED else one for one in plan.planned
    )  # fmt: skip
    record(by=by, kind="jobs.imported", subject=company.ledger_subject(), at=at)
    return Plan(system, reading, written, plan.gone)


def add_drafts(company: Company, system: str, found: list[Found], at: datetime) -> None:
    titles = dict(Area.objects.values_list("pk", "title"))
    jobs = [
        Job(
            company=company, state=State.DRAFT, state_at=at, made_at=at, source_system=system,
            source_id=one.external_id, response_promise_days=company.response_promise_days, **columns_of(one, at),
        )
        for one in found
    ]  # fmt: skip
    Job.objects.bulk_create(jobs, BATCH)
    add_parts(list(zip(jobs, found, strict=True)), titles)


def update_draft(planned: Planned, at: datetime) -> Planned:
    """Write one draft anew, unless somebody changed it a moment ago."""
    if planned.known is None:
        return planned
    untouched = Job.objects.filter(pk=planned.known.pk, state=State.DRAFT, changed_at=F("imported_at"))
    if not untouched.update(**columns_of(planned.found, at)):
        return Planned(planned.found, Outcome.CHANGED, planned.known)
    job = Job.objects.get(pk=planned.known.pk)
    job.places.all().delete()
    job.topics.clear()
    add_parts([(job, planned.found)], dict(Area.objects.values_list("pk", "title")))
    return planned


def add_parts(rows: Iterable[tuple[Job, Found]], titles: dict[str, str]) -> None:
    """Add places, and the topics that the words suggest."""
    places, topics, through = [], [], Job.topics.through
    for job, found in rows:
        places += [
            Place(job=job, street=one.street, city=one.city, region=one.region, postal=one.postal, country=one.country)
            for one in found.places
        ]
        text = f"{found.title}\n{found.description}"
        topics += [through(job_id=job.pk, area_id=area) for area in suggested(text, titles)]
    Place.objects.bulk_create(places, BATCH)
    through.objects.bulk_create(topics, BATCH)


def columns_of(found: Found, at: datetime) -> dict[str, Any]:
    pay = found.pay
    return {
        "title": found.title, "slug": slugify(found.title)[:80].strip("-") or "job", "description": found.description,
        "level": found.level, "employment": found.employment, "workplace": found.workplace,
        "applicant_countries": list(found.applicant_countries), "pay_min": pay and pay.low, "pay_max": pay and pay.high,
        "pay_currency": pay.currency if pay else "", "pay_period": pay.period if pay else "",
        "apply_mode": ApplyMode.EXTERNAL if found.apply_url else ApplyMode.INTERNAL, "apply_url": found.apply_url,
        "closes_at": found.closes_at, "source_url": found.url, "source_hash": found.hash,
        "source_posted_at": found.posted_at, "imported_at": at, "changed_at": at,
    }  # fmt: skip
