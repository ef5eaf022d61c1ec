"""Answers about a person's own profile; `is_blocked` and `blockers_of` are for the rooms above."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jobfutures.accounts.models import User
from jobfutures.profiles.lists import rows_of
from jobfutures.profiles.models import BlockRule, Evidence, Item, Parcel, Profile
from jobfutures.profiles.resume.fields import BASICS, EMPTY, LOCATION, SECTIONS, Field
from jobfutures.profiles.resume.pairs import Columns, Entry, Resume
from jobfutures.profiles.rules import blocks, domains_above


def profile_of(person: User) -> Profile:
    """Return the person's profile; of somebody who has said nothing, an empty one that is not stored."""
    return Profile.objects.visible_to(person).first() or Profile(owner=person)


def items_of(person: User, section: str) -> QuerySet[Item]:
    return rows_of(section).visible_to(person).order_by("position", "pk")


def is_blocked(owner: User, *, slug: str, hosts: Collection[str]) -> bool:
    """Tell whether a candidate hides from a company with this short name in its address and these hosts. One query."""
    rules: dict[str, set[str]] = {}
    for kind, value in BlockRule.objects.visible_to(owner).values_list("kind", "value"):
        rules.setdefault(kind, set()).add(value)
    return blocks(rules, slug=slug, hosts=hosts)


def blockers_of(*, slug: str, hosts: Collection[str]) -> QuerySet[User]:
    """Return everybody who hides from a company, for `disclosure` to leave out; it shows none of them to anybody."""
    domains = {name for host in hosts for name in domains_above(host)}
    rules = BlockRule.objects.filter(
        Q(kind=BlockRule.Kind.COMPANY, value=slug.lower()) | Q(kind=BlockRule.Kind.DOMAIN, value__in=domains)
    )
    return User.objects.filter(pk__in=rules.values("owner"))


def own_blocks(person: User) -> QuerySet[BlockRule]:
    return BlockRule.objects.visible_to(person).order_by("kind", "value")


def parcel_of(person: User) -> Parcel | None:
    """Return the file that waits, with its owner's profile beside it. One query."""
    return Parcel.objects.visible_to(person).select_related("owner__profile").first()


def said(row: object, fields: Iterable[Field]) -> Columns:
    """Return the columns of a row that say something."""
    values: dict[str, Any] = {one.column: getattr(row, one.column) for one in fields if hasattr(row, one.column)}
    return {column: value for column, value in values.items() if value not in EMPTY}


def resume_of(person: User, profile: Profile | None = None) -> Resume:
    """Return all that a JSON Resume says of a person, with the ids of its rows. Five queries, and one for `profile`."""
    profile = profile or profile_of(person)
    items = {section: items_of(person, section) for section in SECTIONS}
    return Resume(
        basics=Entry(said(profile, BASICS), profile.extra.get("basics", []), profile.pk),
        location=Entry(said(profile, LOCATION), profile.extra.get("location", [])),
        languages=profile.languages,
        sections={
            section: [Entry(said(row, fields), row.extra, row.pk) for row in items[section]]
            for section, fields in SECTIONS.items()
        },
        extra=profile.extra.get("document", []),
    )


def resume_to_hand_out(person: User) -> Resume:
    """Return the résumé as it leaves: with the address of the account where the person never said another."""
    resume = resume_of(person)
    mentioned = "email" in resume.basics.columns or any(pair[0] == "email" for pair in resume.basics.extra)
    if mentioned:
        return resume
    return replace(resume, basics=replace(resume.basics, columns={**resume.basics.columns, "email": person.email}))


def counted_profile(person: User) -> tuple[Profile, int, int]:
    """Return the profile, the number of things chosen as evidence, and the number of block rules. One query."""
    rows = Profile.objects.visible_to(person)
    found = rows.annotate(evidence=number_of(Evidence.objects), blocked=number_of(BlockRule.objects)).first()
    if found is None:
        return Profile(owner=person), 0, 0
    return found, found.evidence, found.blocked


def number_of(rows: Any) -> Coalesce:
    own = rows.filter(owner=OuterRef("owner")).order_by().values("owner")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)
