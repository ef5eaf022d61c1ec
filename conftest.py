"""Fixtures of the whole suite: the people, and what keeps tests apart from each other."""

import gc
import sqlite3
import sys
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from jobfutures.accounts.models import User
from tests.people import person
from tests.template import use_template

hypothesis_settings.register_profile("house", deadline=None)  # tests time nothing: a busy machine is no failure
hypothesis_settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run each test where it can tell something.

    Tests that need several connections are left to PostgreSQL: SQLite's test database lives in one. Tests that ask no
    database are left to the run on SQLite: they would say the same again. So would those marked `any_database`: who may
    open what is decided by the same code everywhere, and `test_query_budgets` opens every page on both.
    """
    if connection.vendor == "postgresql":
        left = [item for item in items if not asks_a_database(item) or item.get_closest_marker("any_database")]
    else:
        left = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=left)
    gone = set(left)
    items[:] = [item for item in items if item not in gone]


def pytest_collection_finish() -> None:
    """Leave all that was imported and collected out of every collection of garbage to come, and collect less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def asks_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"}
    case = getattr(item, "cls", None)
    is_case = isinstance(case, type) and issubclass(case, TransactionTestCase)
    return is_case or bool(item.get_closest_marker("django_db") or fixtures & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Say where the test database comes from, just before it is made."""
    use_template()


@pytest.fixture(autouse=True)
def emptied_ledger(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty the ledger after a test that commits: on SQLite its seal would refuse the flush that follows."""
    marker = request.node.get_closest_marker("django_db")
    commits = bool({"transactional_db", "live_server"} & set(request.fixturenames))
    commits = commits or bool(marker and marker.kwargs.get("transaction"))
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
            cursor.execute("DELETE FROM ledger_entry")
            connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, 1)


@pytest.fixture(autouse=True)
def forgotten_banks() -> Iterator[None]:
    """Forget what a process keeps of bank versions: their ids come again in every test."""
    yield
    if measuring := sys.modules.get("jobfutures.checks.measuring"):
        measuring.prepared.cache_clear()


@pytest.fixture
def ana(db: None) -> User:
    """A person with a confirmed address."""
    return person("ana")


@pytest.fixture
def ben(db: None) -> User:
    """Another person with a confirmed address, a stranger to ana."""
    return person("ben")


@pytest.fixture
def olga(db: None) -> User:
    """The operator of the instance."""
    return person("olga", is_operator=True)
