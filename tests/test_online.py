"""What a migration does on PostgreSQL while the site runs: it waits its turn, and holds nobody up for long."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import dj_database_url
import psycopg
import pytest
from django.db import connections, migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.state import ProjectState

from jobfutures.config import migrate
from jobfutures.config.refused import Refused
from jobfutures.kit.online import AddIndexOnline
from tests.moving import added
from tests.processes.killed_workers import database
from tests.serving import wait_until

pytestmark = [pytest.mark.server, pytest.mark.django_db]
BY_TITLE = models.Index(fields=["title"], name="by_title")
IS_VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_title'::regclass"


@pytest.fixture
def address() -> Iterator[str]:
    """A database with one table."""
    with database() as url:
        with psycopg.connect(url) as begun:
            begun.execute("CREATE TABLE jobs_job (id bigint PRIMARY KEY, title varchar(10) NOT NULL)")
        yield url


@pytest.fixture
def target(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseDatabaseWrapper]:
    """A connection to it, which migrations go over, with little patience."""
    opened = added("target", **dj_database_url.parse(address) | {"OPTIONS": {}})
    for name, value in (("connection", opened), ("LOCK_WAIT_S", 0.1), ("TRIES", 2), ("AGAIN_AFTER_S", 0)):
        monkeypatch.setattr(migrate, name, value)
    yield opened
    opened.close()
    del connections["target"], connections.settings["target"]


@contextmanager
def writing(address: str) -> Iterator["psycopg.Connection[Any]"]:
    """Somebody who has written a row and not committed yet; whoever holds them up for two seconds fails."""
    with psycopg.connect(address, options="-c statement_timeout=2s") as writer:
        writer.execute("INSERT INTO jobs_job VALUES (1, 'first')")
        yield writer


def add_column(target: BaseDatabaseWrapper) -> None:
    with target.cursor() as cursor:
        cursor.execute("ALTER TABLE jobs_job ADD seats integer")


def test_who_holds_a_table_is_waited_for_a_moment_only_and_the_migration_is_made_later(
    address: str, target: BaseDatabaseWrapper
) -> None:
    with writing(address) as writer:
        with pytest.raises(Refused, match="held all the time"), migrate.one_at_a_time():
            migrate.patiently(lambda: add_column(target))
        writer.execute("INSERT INTO jobs_job VALUES (2, 'second')")
    with migrate.one_at_a_time():
        migrate.patiently(lambda: add_column(target))

    with psycopg.connect(address) as reader:
        assert reader.execute("SELECT id, seats FROM jobs_job ORDER BY id").fetchall() == [(1, None), (2, None)]


@pytest.mark.usefixtures("target")
def test_one_migration_at_a_time(address: str) -> None:
    wanted = f"SELECT pg_try_advisory_lock({migrate.MIGRATING})"
    with psycopg.connect(address, autocommit=True) as other:
        with migrate.one_at_a_time():
            assert other.execute(wanted).fetchone() == (False,)
        assert other.execute(wanted).fetchone() == (True,)


def add_index(target: BaseDatabaseWrapper) -> None:
    before = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("title", models.CharField(max_length=10))]
    migrations.CreateModel("Job", fields).state_forwards("jobs", before)
    after, step = before.clone(), AddIndexOnline("job", BY_TITLE)
    step.state_forwards("jobs", after)
    with target.schema_editor(atomic=False) as editor:
        step.database_forwards("jobs", editor, before, after)


def test_an_index_is_built_beside_writers(address: str, target: BaseDatabaseWrapper) -> None:
    target.inc_thread_sharing()
    with ThreadPoolExecutor(1) as aside:
        with writing(address) as first:
            building = aside.submit(add_index, target)
            write_beside(address)
            assert not building.done()  # it waits for the first, and nobody for it
            first.commit()
        building.result(30)

    with psycopg.connect(address) as reader:
        assert reader.execute(IS_VALID).fetchone() == (True,)
        assert reader.execute("SELECT count(*) FROM jobs_job").fetchone() == (2,)


def write_beside(address: str) -> None:
    """Write another row as soon as the index is being built."""
    begun = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%'"
    with psycopg.connect(address, autocommit=True, options="-c statement_timeout=2s") as other:
        wait_until(lambda: other.execute(begun).fetchone() == (1,), "the index to be begun")
        other.execute("INSERT INTO jobs_job VALUES (2, 'second')")


def test_an_index_that_was_begun_and_not_finished_is_built_anew(address: str, target: BaseDatabaseWrapper) -> None:
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("INSERT INTO jobs_job VALUES (1, 'same'), (2, 'same')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            other.execute("CREATE UNIQUE INDEX CONCURRENTLY by_title ON jobs_job (title)")
        assert other.execute(IS_VALID).fetchone() == (False,)

        add_index(target)

        assert other.execute(IS_VALID).fetchone() == (True,)
