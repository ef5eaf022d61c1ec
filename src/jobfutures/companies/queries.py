"""Answers about companies: who acts for whom, whose domain is whose, whom a name looks like."""

from django.conf import settings
from django.db.models import Case, IntegerField, Q, When

from jobfutures.accounts.models import User
from jobfutures.companies.hosts import in_own_letters
from jobfutures.companies.lookalikes import look_alike
from jobfutures.companies.models import (
    Company,
    CompanyDomain,
    CompanyQuerySet,
    MemberRole,
    Membership,
    MembershipQuerySet,
)
from jobfutures.companies.rules import BEFORE, READING


def role_in(company: Company, person: User) -> str:
    """Return the role of a live member, or an empty text. One query."""
    return Membership.objects.live().filter(company=company, person=person).values_list("role", flat=True).first() or ""


def recruiters_of(company: Company) -> list[User]:
    """Return who is told that something waits: owners and recruiters."""
    rows = Membership.objects.live().recruiting().filter(company=company).select_related("person")
    return [row.person for row in rows.order_by("added_at")]


def owner_addresses(company: Company) -> list[str]:
    rows = Membership.objects.live().filter(company=company, role=MemberRole.OWNER).order_by("added_at")
    return list(rows.values_list("person__email", flat=True))


def drafts_of(person: User) -> CompanyQuerySet:
    """Return the companies that a person began and that were never verified."""
    return Company.objects.filter(made_by=person, state__in=BEFORE)


def holder_of(host: str, besides: Company) -> Company | None:
    """Return the other company that holds a host: verified through it, or having proved it."""
    held = Q(state__in=READING, host=host) | Q(
        pk__in=CompanyDomain.objects.standing().filter(host=host).values("company")
    )
    return Company.objects.filter(held).exclude(pk=besides.pk).by_name().first()


def warnings_about(company: Company) -> list[tuple[str, str]]:
    """Return (what, whom) for each reason to look twice: `name` and `host` that look like another's, `letters`.

    It reads the names of all companies in good standing: a few thousand short texts.
    """
    found = [("letters", in_own_letters(company.host))] if "xn--" in company.host else []
    own = company.host.partition(".")[0]
    for name, legal, host in Company.objects.reading().exclude(pk=company.pk).values_list("name", "legal_name", "host"):
        if look_alike(company.name, name) or (legal and look_alike(company.name, legal)):
            found.append(("name", f"{name} ({host})"))
        elif own and look_alike(in_own_letters(own), in_own_letters(host.partition(".")[0])):
            found.append(("host", f"{name} ({host})"))
    return found


def goes_to_review(company: Company) -> bool:
    return not settings.AUTO_VERIFY or bool(warnings_about(company))


def members_of(company: Company) -> MembershipQuerySet:
    """Return the people who act for a company; programs that do are no members."""
    return Membership.objects.live().people().filter(company=company).select_related("person").order_by("added_at")


def companies_for_review(viewer: User, state: str) -> CompanyQuerySet:
    """Return the companies in one state, or all of them for an empty state; those that wait for a decision first."""
    rows = Company.objects.visible_to(viewer)
    waits = Case(When(state__in=["IN_REVIEW", "CONTESTED"], then=0), default=1, output_field=IntegerField())
    return (rows.filter(state=state) if state else rows).annotate(waits=waits).order_by("waits", "name", "pk")
