"""How many queries each page may make, exactly: for a visitor, and for somebody signed in.

A page that needs another number fails here. Where the new number is right, write it down with
`JOBFUTURES_WRITE_BUDGETS=yes pytest tests/test_query_budgets.py`, and say why in the commit.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.access import Kind, addresses
from tests.made import Site

FILE = Path(__file__).with_name("query_budgets.json")
MOST = 8
MOST_OF_HIRING = 12  # a page of theirs shows one person through seven tables, each asked once
LARGER = {
    "web:operate",  # asks every room what waits there, each once
    "mfa_reauthenticate_webauthn",  # allauth's: it asks for every kind of way in, twice over
    "operators:metrics",  # every room is asked once for its numbers; programs read it, a few times a minute
    "operators:opening",  # it lists what the export of one room holds
}
VARIANTS = {
    "practice:sessions, of a visitor": "/practice/session/?minutes=15&begun=1&cards=5&aloud=first-name",
    "profiles:readiness, of a role": "/profile/readiness/?role=backend&level=JUNIOR",
    "practice:plan, laid out": "/practice/plan/?role=backend&level=MIDDLE&minutes_a_day=30",
    "jobs:search, with words and boxes": "/jobs/?q=engineer&level=SENIOR&currency=EUR",
    "search:search, with results": "/search/?q=names+part",
    "support:contact, with suggestions": "/help/contact/?need=name",
}
Budgets = dict[str, dict[str, int]]


def counted(client: Client, path: str) -> int | None:
    """Return the number of queries of a page, or None where this person gets no page."""
    client.get(path)  # whatever is asked once in the life of a process is asked here
    with CaptureQueriesContext(connection) as made:
        answer = client.get(path)
    return len(made) if answer.status_code == 200 else None


@pytest.mark.django_db
def test_every_page_makes_exactly_the_queries_of_its_budget(small_site: Site, clients: dict[str, Client]) -> None:
    pages = {one.name: (one.path, one.kind) for one in addresses(small_site)}
    pages |= {name: (path, Kind.PUBLIC) for name, path in VARIANTS.items()}
    found: Budgets = {}
    for name, (path, kind) in sorted(pages.items()):
        people = {"visitor": clients["visitor"], "signed in": clients["olga" if kind is Kind.OPERATOR else "ana"]}
        counts = {who: count for who, client in people.items() if (count := counted(client, path)) is not None}
        if counts:
            found[name] = counts
    if os.environ.get("JOBFUTURES_WRITE_BUDGETS") == "yes":
        FILE.write_text(json.dumps(found, indent=2) + "\n")

    assert found == json.loads(FILE.read_text()), "the module's first lines say how to write new budgets down"


def test_no_budget_is_large() -> None:
    budgets: Budgets = json.loads(FILE.read_text())

    assert {name for name, counts in budgets.items() if max(counts.values()) > most_of(name)} <= LARGER


def most_of(name: str) -> int:
    return MOST_OF_HIRING if name.startswith(("hiring:", "plans:")) else MOST


def test_the_pages_that_people_use_most_have_a_budget() -> None:
    budgets: Budgets = json.loads(FILE.read_text())
    guide = {"web:home", "guide:guides", "guide:guide", "guide:area", "guide:question"}
    rest = {"support:help", "support:contact", "support:report", "accounts:account", "web:operate", "support:inbox"}

    assert guide | rest | {"support:message", "notices:inbox", "notices:letter", *VARIANTS} <= budgets.keys()
