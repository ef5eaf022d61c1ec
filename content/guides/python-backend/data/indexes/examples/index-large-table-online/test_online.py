"""An index on a table in use: what it waits for, who may write meanwhile, and how to swap or promote it."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import NotSupportedError, models
from django.db import connection as django_connection
from django.db.migrations.state import ModelState, ProjectState
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

pytestmark = pytest.mark.postgresql
BUILD = "CREATE INDEX CONCURRENTLY online_email ON online_person (email)"


@pytest.fixture
def migration(engine: Engine) -> Iterator[Connection]:
    """A connection in autocommit, and a table with 2,000 rows."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP TABLE IF EXISTS online_person"))
        connection.execute(text("CREATE TABLE online_person (id serial PRIMARY KEY, email text)"))
        connection.execute(text("INSERT INTO online_person (email) SELECT 'p' || n FROM generate_series(1, 2000) n"))
        yield connection
        connection.execute(text("DROP TABLE online_person"))


def until_it_waits(observer: Connection, process: int, build: Future) -> None:
    waits = text("SELECT cardinality(pg_blocking_pids(:process)) > 0")
    while not (observer.scalar(waits, {"process": process}) or build.done()):
        time.sleep(0.005)


def state(connection: Connection, name: str = "online_email") -> str:
    valid = connection.scalar(text("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:n)"), {"n": name})
    return {None: "none", True: "valid", False: "invalid"}[valid]


def test_it_waits_for_an_older_writer_and_lets_others_write(engine, migration):
    """The build needs transactions that might not know of the index to end. Nobody waits for the build."""
    with engine.connect() as old, engine.connect() as request, ThreadPoolExecutor(1) as thread:
        old.execute(text("UPDATE online_person SET email = 'old' WHERE id = 1"))  # open since before the build
        process = migration.scalar(text("SELECT pg_backend_pid()"))
        build = thread.submit(migration.execute, text(BUILD))
        until_it_waits(old, process, build)
        waiting = not build.done()
        request.execute(text("SET LOCAL lock_timeout = '1s'"))
        written = request.execute(text("INSERT INTO online_person (email) VALUES ('new')")).rowcount
        seen = state(request)
        request.commit()
        old.commit()
        build.result()
    print(f"waiting: {waiting}, inserted meanwhile: {written}, index {seen}, then {state(migration)}")
    assert (waiting, written, seen, state(migration)) == (True, 1, "invalid", "valid")


def test_the_plain_form_stops_the_insert(engine, migration):
    with engine.connect() as build, engine.connect() as request:
        build.execute(text("CREATE INDEX online_email ON online_person (email)"))  # not committed
        request.execute(text("SET LOCAL lock_timeout = '20ms'"))
        with pytest.raises(DBAPIError) as refused:
            request.execute(text("INSERT INTO online_person (email) VALUES ('new')"))
        build.rollback()
    assert refused.value.orig.sqlstate == "55P03"


def test_a_unique_constraint_takes_over_an_index_that_is_already_built(migration):
    migration.execute(text("CREATE UNIQUE INDEX CONCURRENTLY online_unique ON online_person (email)"))
    file = text("SELECT pg_relation_filenode('online_unique')")
    before = migration.scalar(file)
    migration.execute(text("ALTER TABLE online_person ADD CONSTRAINT online_unique UNIQUE USING INDEX online_unique"))
    print("built again for the constraint:", migration.scalar(file) != before)
    assert migration.scalar(file) == before
    with pytest.raises(DBAPIError, match="online_unique"):
        migration.execute(text("INSERT INTO online_person (email) VALUES ('p1')"))


def test_swap_a_bloated_or_wrong_index_by_building_beside_it(migration):
    migration.execute(text(BUILD))
    migration.execute(text("CREATE INDEX CONCURRENTLY online_email_new ON online_person (email, id)"))
    migration.execute(text("DROP INDEX CONCURRENTLY online_email"))
    migration.execute(text("ALTER INDEX online_email_new RENAME TO online_email"))
    assert state(migration) == "valid"


def test_reindex_concurrently_repairs_an_invalid_one(migration):
    migration.execute(text("INSERT INTO online_person (email) VALUES ('p1')"))
    with pytest.raises(DBAPIError):
        migration.execute(text("CREATE UNIQUE INDEX CONCURRENTLY online_email ON online_person (email)"))
    broken = state(migration)
    migration.execute(text("DELETE FROM online_person WHERE id > 2000"))
    migration.execute(text("REINDEX INDEX CONCURRENTLY online_email"))
    print(f"{broken}, after REINDEX CONCURRENTLY {state(migration)}")
    assert (broken, state(migration)) == ("invalid", "valid")


@pytest.mark.django_db(transaction=True)
def test_in_django_the_migration_must_not_be_atomic():
    index = models.Index(fields=["email"], name="online_dj_email")
    before = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("email", models.CharField(max_length=100))]
    before.add_model(ModelState("online", "Person", fields, {"indexes": []}))
    operation = AddIndexConcurrently("person", index)
    after = before.clone()
    operation.state_forwards("online", after)
    with django_connection.schema_editor() as editor:
        editor.create_model(before.apps.get_model("online", "Person"))
    try:
        with pytest.raises(NotSupportedError), django_connection.schema_editor(atomic=True) as editor:
            operation.database_forwards("online", editor, before, after)
        with django_connection.schema_editor(atomic=False) as editor:
            operation.database_forwards("online", editor, before, after)
        with django_connection.cursor() as cursor:
            cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = 'online_dj_email'::regclass")
            assert cursor.fetchone() == (True,)
    finally:
        with django_connection.schema_editor() as editor:
            editor.delete_model(after.apps.get_model("online", "Person"))
