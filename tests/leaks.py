"""Canaries: each private value of one person is a word that stands nowhere else, so that a leak is seen anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import models
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.checks import showing
from jobfutures.checks.models import Attempt as Check
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import member
from jobfutures.exercises.models import Attempt as Submission
from jobfutures.practice.models import Walkthrough
from jobfutures.profiles.models import EducationItem, Profile, WorkItem
from jobfutures.sharing.models import Grant
from jobfutures.sharing.tests.made import grant
from tests.access import client_of
from tests.people import person

MARK = "canary"
GRANTED = ("profile.phone", "profile.work")


@dataclass(frozen=True)
class Canaries:
    """words: canary -> the field of the registry that it is a value of; empty where it can never be shared."""

    words: dict[str, str]
    granted: tuple[str, ...] = GRANTED

    def covered(self) -> set[str]:
        return {word for word, name in self.words.items() if name in self.granted}

    def in_text(self, text: str) -> set[str]:
        return {word for word in self.words if word in text}


def plant(ana: User, check: Check) -> Canaries:
    """Write a canary into every text of ana's profile and practice; what her check says of her is one by itself."""
    words: dict[str, str] = {}

    def word(name: str, of: str) -> str:
        words[f"{MARK}{name}"] = of
        return f"{MARK}{name}"

    Profile.objects.update_or_create(
        owner=ana,
        defaults={
            "name": word("name", "profile.name"),
            "phone": word("phone", "profile.phone"),
            "headline": word("headline", ""),
            "summary_md": word("summary", ""),
            "city": word("city", "profile.location"),
            "pay_floor": 7_654_321,
            "pay_currency": "EUR",
            "pay_period": "YEAR",
        },
    )
    words["7654321"] = words["76543.21"] = words["76,543.21"] = ""
    WorkItem.objects.filter(owner=ana).delete()
    WorkItem.objects.create(owner=ana, position=1, name=word("employer", "profile.work"))
    EducationItem.objects.create(owner=ana, position=1, institution=word("school", "profile.education"))
    Submission.objects.filter(owner=ana).update(files={"till.py": word("code", "")})
    Walkthrough.objects.filter(owner=ana).update(title=word("project", ""), answers={"purpose": word("answer", "")})
    words[showing.listed(check).told] = f"check.{check.pk}.level"
    return Canaries(words)


@dataclass
class World:
    """Who is there besides ana. removed: a member who is none any more."""

    acme: Company
    clients: dict[str, Client] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset({"recruiter", "owner"})


def world(acme: Company, ben: User, olga: User) -> World:
    found = World(acme)
    found.clients = {"visitor": Client(), "other candidate": client_of(ben), "operator": client_of(olga)}
    for name, role in (("recruiter", "RECRUITER"), ("owner", "OWNER"), ("interviewer", "INTERVIEWER")):
        who = person(name)
        member(acme, who, role)
        found.clients[name] = client_of(who)
    gone = person("removed")
    member(acme, gone, "OWNER").__class__.objects.filter(person=gone).update(removed_at=timezone.now())
    found.clients["removed member"] = client_of(gone)
    return found


def states(ana: User, acme: Company, fields: tuple[str, ...] = GRANTED) -> Iterator[tuple[str, Grant, bool]]:
    """Yield every state of a grant, one after the other: its name, the grant, and whether it opens something."""
    now = timezone.now()

    def changed(given: Grant, **columns: object) -> Grant:
        Grant.objects.filter(pk=given.pk).update(**columns)
        return given

    def fresh(at: datetime = now) -> Grant:
        return grant(ana, acme, list(fields), at=at)

    yield "active", fresh(), True
    yield "revoked", changed(fresh(), revoked_at=now), False
    yield "expired", fresh(now - timedelta(days=31)), False
    yield "looks used", changed(fresh(), max_reads=1, reads=1), False
    Company.objects.filter(pk=acme.pk).update(cut_at=now + timedelta(seconds=1))
    yield "suspended", fresh(), False
    Company.objects.filter(pk=acme.pk).update(cut_at=None, state="SUSPENDED")
    yield "company suspended", fresh(), False
    Company.objects.filter(pk=acme.pk).update(state="VERIFIED")


def texts(model: type[models.Model]) -> list[str]:
    """Return every row of a table as one text each."""
    return [" ".join(str(value) for value in row) for row in model._default_manager.values_list()]
