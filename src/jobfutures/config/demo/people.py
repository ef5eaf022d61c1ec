"""Makes the demo's people: they can sign in, and their profiles say that they are made up."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from jobfutures.accounts.models import User
from jobfutures.config.demo.said import said
from jobfutures.profiles.models import Profile, WorkItem


def people_with(addresses: Iterable[str], password: str) -> list[User]:
    """Return new people with these addresses, all confirmed. password: as it is stored, the same for all."""
    people = User.objects.bulk_create(User(email=one, password=password) for one in addresses)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in people
    )
    return people


def stored(password: str) -> str:
    """Return a password as it is stored; to work it out takes as long as to sign in, so it is done once for all."""
    return make_password(password)


def make_candidates(at: datetime, password: str) -> list[User]:
    people = people_with((human.email for human in said().human), password)
    pairs = list(zip(people, said().human, strict=True))
    Profile.objects.bulk_create(
        Profile(
            owner=person, name=f"{human.name} (demo)", headline=human.title, city=human.city, country=human.country,
            timezone=human.zone, workplaces=["REMOTE", "HYBRID"],
            search_state="LOOKING", changed_at=at,
        )
        for person, human in pairs
    )  # fmt: skip
    WorkItem.objects.bulk_create(
        WorkItem(owner=person, position=0, name=human.worked_at.capitalize(), title=human.title,
            began="2021", summary=human.did,
        )
        for person, human in pairs
    )  # fmt: skip
    return people
