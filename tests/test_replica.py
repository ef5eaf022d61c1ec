"""The standby is asked for public tables by people without a session, and for nothing else by nobody."""

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connections
from django.test import Client
from pytest_django import Settings

from jobfutures.config import replica
from tests.access import addresses, undone
from tests.made import Site

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NAME = re.compile(r'"(\w+)"')


@pytest.fixture
def asked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Statements that the standby got: the same database under its name, which never seems late."""
    settings.DATABASE_ROUTERS = ["jobfutures.config.replica.PublicReads"]
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "jobfutures.config.replica.PublicReadsOpen"]
    monkeypatch.setattr(replica, "standby", replica.Standby(usable=True, looked_at=float("inf")))
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    connections["default"].ensure_connection()
    standby = copy.copy(connections["default"])
    standby.alias, standby.execute_wrappers = replica.ALIAS, [note]
    connections.settings[replica.ALIAS] = connections.settings["default"]
    connections[replica.ALIAS] = standby
    yield statements
    del connections[replica.ALIAS], connections.settings[replica.ALIAS]


def test_no_personal_table_is_ever_asked_of_the_standby(
    small_site: Site, asked: list[str], clients: dict[str, Client]
) -> None:
    known = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    public = {name for name, model in known.items() if replica.is_public(model)}
    from_the_standby: dict[str, set[str]] = {}
    for address in addresses(small_site):
        asked.clear()
        with undone(clients["visitor"]):
            clients["visitor"].get(address.path)
        from_the_standby[address.name] = {name for sql in asked for name in NAME.findall(sql) if name in known}
        asked.clear()
        with undone(clients["ana"]):
            clients["ana"].get(address.path)
        assert asked == [], f"{address.name}: somebody signed in read what may be late"

    wrong = {f"{table}, of {name}" for name, found in from_the_standby.items() for table in found - public}
    assert sorted(wrong) == []
    assert "guide_question" in from_the_standby["guide:question"]
    assert "companies_company" in from_the_standby["companies:company"]
    assert "jobs_job" in from_the_standby["jobs:job"]
    assert not {name for name in public if name.startswith(("accounts", "sharing", "hiring", "django", "profiles"))}


def test_a_page_that_the_standby_cut_off_is_made_again_by_the_primary(
    small_site: Site, asked: list[str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_asked: Any) -> None:
        raise OperationalError("the server closed the connection unexpectedly")

    connections[replica.ALIAS].execute_wrappers = [away]
    monkeypatch.setattr(connections[replica.ALIAS], "close", lambda: None)

    assert client.get("/guides/").status_code == 200
    assert not replica.standby.usable


def test_a_standby_is_as_late_as_the_newest_position_that_it_has_passed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REPLICA_LAG_S = 5
    written, replayed = iter([100, 200, 300, 400]), iter([100, 100, 100, None])
    monkeypatch.setattr(replica, "asked", lambda alias, _: next(written if alias == "default" else replayed))
    monkeypatch.setattr(replica, "edition_token", lambda _alias: "1")
    standby = replica.Standby()

    found = []
    for now in (0.0, 4.0, 6.0, 7.0):
        standby.look(now)
        found.append((standby.lag_s, standby.usable))

    assert found == [(0.0, True), (4.0, True), (6.0, False), (float("inf"), False)]
