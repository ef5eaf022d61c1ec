"""Every operation of the API, asked by every kind of caller: who gets what, in which form, with how many queries.

Where a number of queries is right, write it down: `JOBFUTURES_WRITE_BUDGETS=yes pytest tests/test_api_access.py`.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from jobfutures.accounts.models import User
from jobfutures.accounts.scopes import SCOPES
from jobfutures.checks.models import Attempt as Check
from tests import leaks
from tests.access import undone
from tests.api import Program, problem, token_of
from tests.api_addresses import Operation, operations
from tests.made import Site

pytestmark = pytest.mark.django_db
BUDGETS = Path(__file__).with_name("api_query_budgets.json")
MOST = 12  # three of them say who asks and how often
SEARCHED = {"search_site"}  # what it finds are public pages


def expected(one: Operation, who: str) -> set[int]:
    """Return the status codes that a caller may get."""
    if one.scope and who == "visitor":
        return {401}
    if one.scope and who == "ana without the scope":
        return {403}
    if one.is_personal and who in ("ben", "olga"):
        return {404}
    if one.method == "GET":
        return {200, 404} if one.name == "get_practice_plan" else {200}
    return {200, 201, 202, 204, 409, 422}


def faults_of(one: Operation, who: str, answer: HttpResponse) -> Iterator[str]:
    if answer.status_code not in expected(one, who):
        yield f"{answer.status_code} {answer.content[:200]!r}, expected one of {sorted(expected(one, who))}"
    if answer.status_code not in one.statuses:
        yield f"{answer.status_code} is not in the document"
    if answer.status_code >= 400:
        problem(answer)
    elif answer.content and answer["Content-Type"] != "application/json; charset=utf-8":
        yield f"is {answer['Content-Type']}"
    kept = answer.headers["Cache-Control"]
    if kept.startswith("public") is not (not one.scope and answer.status_code == 200 and one.method == "GET"):
        yield f"may be kept: {kept}"
    for name in ("RateLimit", "RateLimit-Policy", "X-Content-Type-Options"):
        if name not in answer:
            yield f"has no {name}"


def ask(program: Program, one: Operation) -> HttpResponse:
    with undone(program.client):
        return program.ask(one.method, one.path, one.body, **one.headers)


@pytest.mark.any_database
def test_every_operation_gives_each_caller_what_its_scope_says(
    small_site: Site, ana: User, ben: User, olga: User
) -> None:
    programs = {who.email.partition("@")[0]: Program(token_of(who)) for who in (ana, ben, olga)}
    faults: list[str] = []
    for one in operations(small_site, ana):
        rest = token_of(ana, *(SCOPES.keys() - {one.scope}))
        callers = {"visitor": Program(), "ana without the scope": Program(rest), **programs}
        for who, program in callers.items():
            faults += [f"{who} {one.method} {one.path}: {fault}" for fault in faults_of(one, who, ask(program, one))]
        User.objects.get(pk=ana.pk).access_tokens.order_by("-made_at").first().delete()

    assert not faults, "\n".join(faults)


def test_every_operation_makes_exactly_the_queries_of_its_budget(small_site: Site, ana: User) -> None:
    program, found = Program(token_of(ana)), {}
    for one in operations(small_site, ana):
        if one.method == "GET":
            ask(program, one)  # whatever is asked once in the life of a process is asked here
            with CaptureQueriesContext(connection) as made:
                program.ask("GET", one.path)
            found[one.name] = len(made)
    if os.environ.get("JOBFUTURES_WRITE_BUDGETS") == "yes":
        BUDGETS.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")

    assert found == json.loads(BUDGETS.read_text()), "the module's first lines say how to write new budgets down"
    assert {name: count for name, count in found.items() if count > MOST} == {}


@pytest.mark.any_database
def test_nothing_private_reaches_anybody_else_over_the_api(small_site: Site, ana: User, ben: User, olga: User) -> None:
    planted = leaks.plant(ana, Check.objects.get(pk=small_site.checked))
    everybody = {"visitor": Program(), "ben": Program(token_of(ben)), "olga": Program(token_of(olga))}
    narrow = Program(token_of(ana, "read:jobs", "read:account"))
    own = Program(token_of(ana))
    seen: set[str] = set()
    faults = []
    for one in operations(small_site, ana):
        seen |= planted.in_text(ask(own, one).text)
        for who, program in {**everybody, "a narrow token of ana's": narrow}.items():
            leaked = planted.in_text(ask(program, one).text)
            faults += [f"{who} {one.method} {one.path}: {word}" for word in leaked]

    assert faults == []
    assert {"canaryname", "canaryphone", "canaryemployer", "canarycode", "7654321"} <= seen
