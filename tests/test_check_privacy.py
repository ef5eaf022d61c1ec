"""Whether somebody takes, retakes, fails or deletes a check changes nothing that anybody else can see.

The pages that could tell, as a visitor, a stranger and the operator see them, what a stranger and the operator may
export, the letters, the ledger and the log are compared before and after any sequence of acts. On a second look: what
a check says or asks stands on no page of anybody else, and search does not know it.
"""

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobfutures.accounts.models import User
from jobfutures.checks.commands import attempts as commands
from jobfutures.checks.models import Attempt, Bank
from jobfutures.checks.tests import made
from jobfutures.kit.rooms import modules
from jobfutures.ledger.models import Entry
from jobfutures.notices.models import Letter
from tests.access import addresses, undone
from tests.made import Site
from tests.people import NOON

OF_ONE_ANSWER = re.compile(
    rb'(name="csrfmiddlewaretoken" value|data-token|name="(key|form_key)"[^>]*value|nonce)="[^"]*"'
)
MOMENTS = re.compile(rb"\d+ (seconds|minutes?|hours?) ago|\d{2}:\d{2}:\d{2}\.\d+")
COULD_TELL = ("/checks/", "/operate/", "/inbox/", "/search/", "/exercises/", "/sitemap.xml")
OTHERS = ("visitor", "ben", "olga")
LATER = timedelta(days=100)  # after whatever the small site holds of ana


def begin(ana: User, at: datetime) -> None:
    bank = Bank.objects.released().first()
    assert bank is not None
    with suppress(commands.CannotBegin):
        made.begun(ana, bank, at)


def answer(ana: User, at: datetime, *, right: bool) -> None:
    check = Attempt.objects.visible_to(ana).open().first()
    for _ in range(3 if check else 0):
        if check and check.is_open:
            check = made.answer(ana, check, right=right, at=at)


def take(ana: User, at: datetime, *, right: bool) -> None:
    begin(ana, at)
    check = Attempt.objects.visible_to(ana).open().first()
    while check and check.is_open:
        check = made.answer(ana, check, right=right, at=at)


def end(ana: User, at: datetime) -> None:
    check = Attempt.objects.visible_to(ana).open().first()
    if check:
        commands.end_check(by=ana, attempt=check, at=at)


def delete(ana: User, _at: datetime) -> None:
    for check in Attempt.objects.visible_to(ana).finished():
        commands.delete_check(by=ana, attempt=check, at=NOON)


ACTS: dict[str, Callable[[User, datetime], None]] = {
    "begin": begin,
    "answer right": lambda ana, at: answer(ana, at, right=True),
    "answer wrong": lambda ana, at: answer(ana, at, right=False),
    "take and know all": lambda ana, at: take(ana, at, right=True),
    "take and fail": lambda ana, at: take(ana, at, right=False),
    "end": end,
    "delete": delete,
}


def seen(site: Site, clients: dict[str, Client], at: datetime) -> dict[str, bytes]:
    """Return everything that others can see at an instant, by who and where: schedules are late by the clock alone."""
    with time_machine.travel(at, tick=False):
        return seen_now(site, clients)


def seen_now(site: Site, clients: dict[str, Client]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for one in addresses(site):
        if not one.path.startswith(COULD_TELL):
            continue
        for who in OTHERS:
            with undone(clients[who]):
                page = clients[who].get(one.path)
                body = b"" if page.streaming else page.content
                plain = MOMENTS.sub(b"", OF_ONE_ANSWER.sub(b"", body))
                found[f"{who} {one.path}"] = b"%d %s" % (page.status_code, plain)
    return found


def kept(*others: User) -> dict[str, str]:
    """Return what others may export, the letters and the ledger."""
    found = {
        f"{person.email} {room}": repr(module.export(person))
        for person in others
        for room, module in modules("personal")
        if hasattr(module, "export")
    }
    found["letters"] = str(Letter.objects.count())
    found["ledger"] = str(Entry.objects.count())
    return found


class Others:
    """What there is to see, and who sees it. No dataclass: Hypothesis would write all pages out.

    pages: as they were before anything happened.
    """

    def __init__(self, site: Site, clients: dict[str, Client], people: tuple[User, ...]) -> None:
        self.site, self.clients, self.people = site, clients, people
        self.at = datetime.now(UTC)
        seen(site, clients, self.at)  # what is asked once in the life of a process is asked here
        self.pages = seen(site, clients, self.at)

    def changes(self) -> list[str]:
        """Return where something looks otherwise than before."""
        after = seen(self.site, self.clients, self.at)
        return [where for where, page in self.pages.items() if page != after[where]]


@pytest.fixture
def others(small_site: Site, clients: dict[str, Client], ben: User, olga: User) -> Others:
    return Others(small_site, clients, (ben, olga))


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(st.sampled_from(sorted(ACTS)), min_size=2, max_size=5))
def test_nothing_that_others_see_changes(
    others: Others, ana: User, caplog: pytest.LogCaptureFixture, names: list[str]
) -> None:  # fmt: skip
    ours = kept(*others.people)
    with transaction.atomic(), caplog.at_level(logging.INFO):
        caplog.clear()
        for number, name in enumerate(names, start=1):
            ACTS[name](ana, NOON + number * LATER)
        assert caplog.text == ""
        assert kept(*others.people) == ours
        assert others.changes() == []
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.django_db
def test_nobody_else_meets_a_word_of_a_check(small_site: Site, clients: dict[str, Client]) -> None:
    own = (small_site.checked, small_site.check)
    words = {b"Most likely", *(one.encode() for one in own)}
    pages = {
        where: page for where, page in seen_now(small_site, clients).items() if not any(one in where for one in own)
    }

    assert {where for where, page in pages.items() if any(word in page for word in words)} == set()
    asked = {where for where, page in pages.items() if b"What is right in item-" in page}
    assert asked == {"olga /operate/checks/items/item-0/"}, "an operator sees an example of an item, nobody's question"
    assert b"item-1" not in clients["visitor"].get("/search/?q=item").content
