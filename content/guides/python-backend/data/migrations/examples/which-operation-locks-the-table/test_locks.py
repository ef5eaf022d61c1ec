"""Each schema change runs in an open transaction while a second connection tries to read and to write."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

pytestmark = pytest.mark.postgresql
READ, WRITE = "SELECT * FROM lock_order LIMIT 1", "UPDATE lock_order SET total = total WHERE id = 1"


@pytest.fixture
def orders(engine: Engine) -> Iterator[Engine]:
    with engine.begin() as setup:
        setup.execute(text("DROP TABLE IF EXISTS lock_order, lock_customer"))
        setup.execute(text("CREATE TABLE lock_customer (id integer PRIMARY KEY)"))
        setup.execute(
            text("CREATE TABLE lock_order (id serial PRIMARY KEY, customer integer, total integer, code varchar(10))")
        )
        setup.execute(text("ALTER TABLE lock_order ADD CONSTRAINT positive CHECK (total > 0) NOT VALID"))
        setup.execute(text("INSERT INTO lock_order (total, code) SELECT 1, 'x' FROM generate_series(1, 100)"))
    yield engine
    with engine.begin() as teardown:
        teardown.execute(text("DROP TABLE lock_order, lock_customer"))


def may(connection: Connection, statement: str) -> str:
    try:
        connection.execute(text("SET LOCAL lock_timeout = '15ms'"))
        connection.execute(text(statement))
        answer = "yes"
    except DBAPIError as error:
        assert error.orig.sqlstate == "55P03"
        answer = "no"
    connection.rollback()
    return answer


# statement after ALTER TABLE lock_order: may others read, may they write, are all rows written again
CHANGES = {
    "ADD COLUMN note text": ("no", "no", "no"),
    "ADD COLUMN colour text NOT NULL DEFAULT 'red'": ("no", "no", "no"),
    "ADD COLUMN token uuid DEFAULT gen_random_uuid()": ("no", "no", "yes"),
    "DROP COLUMN code": ("no", "no", "no"),
    "RENAME COLUMN code TO sku": ("no", "no", "no"),
    "ALTER COLUMN code TYPE varchar(20)": ("no", "no", "no"),
    "ALTER COLUMN total TYPE bigint": ("no", "no", "yes"),
    "ALTER COLUMN total SET NOT NULL": ("no", "no", "no"),
    "ADD CHECK (total < 1000000) NOT VALID": ("no", "no", "no"),
    "VALIDATE CONSTRAINT positive": ("yes", "yes", "no"),
    "ADD FOREIGN KEY (customer) REFERENCES lock_customer": ("yes", "no", "no"),
    "ADD FOREIGN KEY (customer) REFERENCES lock_customer NOT VALID": ("yes", "no", "no"),
    "CREATE INDEX": ("yes", "no", "no"),
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.lower().replace(" ", "_")[:40])
def test_who_may_work_while_the_change_is_open(orders, change):
    file = text("SELECT pg_relation_filenode('lock_order')")
    with orders.connect() as migration, orders.connect() as request:
        before = migration.scalar(file)
        if change == "CREATE INDEX":
            migration.execute(text("CREATE INDEX lock_order_total ON lock_order (total)"))
        else:
            migration.execute(text(f"ALTER TABLE lock_order {change}"))
        rewritten = "no" if migration.scalar(file) == before else "yes"
        seen = may(request, READ), may(request, WRITE), rewritten
        migration.rollback()
    print(f"{change}: read {seen[0]}, write {seen[1]}, rewrite {seen[2]}")
    assert seen == CHANGES[change]


def test_an_index_can_be_built_while_others_write_but_not_inside_a_transaction(orders):
    concurrently = text("CREATE INDEX CONCURRENTLY lock_order_total ON lock_order (total)")
    with orders.connect() as migration, pytest.raises(DBAPIError) as refused:
        migration.execute(concurrently)
    assert refused.value.orig.sqlstate == "25001"
    with orders.connect().execution_options(isolation_level="AUTOCOMMIT") as migration:
        migration.execute(concurrently)


def test_a_quick_change_behind_a_slow_report_stops_everybody(orders):
    """Nobody holds an exclusive lock yet: the change only waits for one, and the queue forms behind it."""
    with (
        orders.connect() as report,
        orders.connect() as migration,
        orders.connect() as request,
        ThreadPoolExecutor(1) as thread,
    ):
        report.execute(text(READ))  # a transaction that stays open for a minute
        assert may(request, READ) == "yes"
        process = migration.scalar(text("SELECT pg_backend_pid()"))
        waiting = thread.submit(migration.execute, text("ALTER TABLE lock_order ADD COLUMN note text"))
        blocked = text("SELECT cardinality(pg_blocking_pids(:process)) > 0")
        while not (report.scalar(blocked, {"process": process}) or waiting.done()):
            time.sleep(0.005)
        behind = may(request, READ)
        report.rollback()
        waiting.result()
        migration.rollback()
    print("a plain SELECT behind a waiting ALTER TABLE:", behind)
    assert behind == "no"


def test_a_lock_timeout_gives_up_instead_and_the_next_attempt_may_pass(orders):
    def attempt() -> str:
        try:
            with orders.begin() as migration:
                migration.execute(text("SET LOCAL lock_timeout = '15ms'"))
                migration.execute(text("ALTER TABLE lock_order ADD COLUMN note text"))
        except DBAPIError as error:
            return error.orig.sqlstate
        return "done"

    with orders.connect() as report:
        report.execute(text(READ))
        attempts = [attempt(), attempt()]
    attempts.append(attempt())  # the report has ended
    print("attempts:", attempts)
    assert attempts == ["55P03", "55P03", "done"]
