"""Profiles for tests: a filled one, a file that waits, a rule."""

import json
from typing import Any

from jobfutures.accounts.models import User
from jobfutures.profiles.commands.blocks import add_block
from jobfutures.profiles.commands.importing import Way, bring_parcel, planned, seal_of, take_parcel
from jobfutures.profiles.models import BlockRule, Item, Parcel, WorkItem
from jobfutures.profiles.tests.documents import ANA
from tests.people import NOON


def taken(person: User, document: Any, way: Way = Way.MERGE) -> None:
    """Take a document in, as its owner does who looked at it and said yes."""
    bring_parcel(by=person, text=json.dumps(document), at=NOON)
    parcel = Parcel.objects.get(owner_id=person.pk)
    _then, found = planned(person, parcel, way)
    take_parcel(by=person, way=way, seal=seal_of(found, parcel), at=NOON)


def filled(person: User) -> Item:
    """Fill a profile from the written document, and leave another file waiting; return its newest place of work."""
    taken(person, ANA)
    bring_parcel(by=person, text=json.dumps({"basics": {"name": "Ana N."}}), at=NOON)
    return WorkItem.objects.visible_to(person).get(position=0)


def block(person: User) -> BlockRule:
    return add_block(by=person, kind="DOMAIN", value="blocked.example", at=NOON)
