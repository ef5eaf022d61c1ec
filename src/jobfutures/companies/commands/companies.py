"""How a company comes in: by somebody who acts for it, or by an operator; and what it says of itself."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import confirmed_addresses
from jobfutures.companies.commands.lifecycle import CannotChange, check_operator, check_owner, moved
from jobfutures.companies.commands.members import invite
from jobfutures.companies.models import Company, MemberRole, Membership
from jobfutures.companies.queries import drafts_of
from jobfutures.companies.rules import EDITABLE_NAMES, MOST_DRAFTS, RESERVED, Actor
from jobfutures.ledger.commands import record

NAMES = ("name", "legal_name")
FACTS = ("country", "size", "about", "ai_statement", "response_promise_days")


@transaction.atomic
def create_company(*, by: User, facts: Mapping[str, object], at: datetime) -> Company:
    """Begin a company; whoever begins it owns it. Nobody else sees it before its domain is proved. CannotChange."""
    User.objects.select_for_update().get(pk=by.pk)  # two at once would both be the third
    if not confirmed_addresses(by):
        raise CannotChange(_("Confirm your e-mail address first."))
    if drafts_of(by).count() >= MOST_DRAFTS:
        raise CannotChange(
            _("You have %d companies that are not verified yet. Finish or archive one of them first.") % MOST_DRAFTS
        )
    columns = {name: facts[name] for name in (*NAMES, *FACTS) if name in facts}
    slug = free_slug(str(facts["name"]))
    company = Company.objects.create(**columns, slug=slug, host="", made_by=by, state_at=at, made_at=at)
    Membership.objects.create(company=company, person=by, role=MemberRole.OWNER, added_at=at)
    record(by=by, kind="companies.created", subject=company.ledger_subject(), at=at)
    return company


def free_slug(name: str) -> str:
    """Return a short name for addresses that no company has, made from its name."""
    wanted = slugify(name)[:70].strip("-_") or "company"
    taken = set(Company.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)) | RESERVED
    return next(one for one in (wanted, *(f"{wanted}-{number}" for number in range(2, 9999))) if one not in taken)


@transaction.atomic
def change_facts(*, by: User, company: Company, facts: Mapping[str, object], at: datetime) -> Company:
    """Change what a company says of itself. Its names stay once somebody has looked at them. Raises CannotChange."""
    check_owner(by, company)
    found = Company.objects.select_for_update().get(pk=company.pk)
    if found.state == "ARCHIVED":
        raise CannotChange(_("This company is archived, and nothing of it changes any more."))
    names = NAMES if found.state in EDITABLE_NAMES else ()
    changed = [name for name in (*names, *FACTS) if name in facts and getattr(found, name) != facts[name]]
    if changed:
        Company.objects.filter(pk=found.pk).update(**{name: facts[name] for name in changed})
        record(by=by, kind="companies.changed", subject=found.ledger_subject(), at=at, fields=changed)
    found.refresh_from_db()
    return found


@transaction.atomic
def archive_company(*, by: User, company: Company, at: datetime) -> Company:
    """End a company for good. Raises IllegalTransition, and CannotChange where a room above has a reason against it."""
    check_owner(by, company)
    return moved(company, "archive", by=by, role=Actor.OWNER, at=at)


@transaction.atomic
def add_company(*, by: User, name: str, slug: str, host: str, owner: str, at: datetime) -> Company:
    """Add a company, not verified yet, and invite its first owner by address. Raises CannotChange."""
    check_operator(by)
    if slug in RESERVED:
        raise CannotChange(_("This short name is kept for pages of the site. Choose another."))
    facts = {"name": name, "host": host, "state_at": at, "made_at": at}
    company, is_new = Company.objects.get_or_create(slug=slug, defaults=facts)
    if not is_new:
        raise CannotChange(_("There is a company under this address already."))
    record(by=by, kind="companies.added", subject=company.ledger_subject(), at=at)
    invite(by, company, owner, MemberRole.OWNER, at)
    return company
