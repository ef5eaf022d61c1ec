"""At most one active subscription: without a constraint, with one, and how to change over under it."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection as django_connection
from django.db import models
from django.db.models import Q
from shop.models import Account
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

ACTIVE = text("SELECT count(*) FROM one_sub WHERE customer = 1 AND active")
ADD = text("INSERT INTO one_sub (id, customer, active) VALUES (:id, 1, true)")
RULE = "CREATE UNIQUE INDEX one_active ON one_sub (customer) WHERE active"


@pytest.fixture
def subs(engine: Engine) -> Iterator[Engine]:
    with engine.begin() as setup:
        setup.execute(text("DROP TABLE IF EXISTS one_sub"))
        setup.execute(text("CREATE TABLE one_sub (id integer PRIMARY KEY, customer integer, active boolean)"))
    yield engine
    with engine.begin() as teardown:
        teardown.execute(text("DROP TABLE one_sub"))


def run(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.postgresql
def test_check_then_insert_ends_with_two(subs):
    with subs.connect() as ours, subs.connect() as theirs:
        assert ours.scalar(ACTIVE) == theirs.scalar(ACTIVE) == 0  # both looked
        for number, connection in enumerate((ours, theirs)):
            connection.execute(ADD, {"id": number})
            connection.commit()
        print("active after two requests:", ours.scalar(ACTIVE))
        assert ours.scalar(ACTIVE) == 2


@pytest.mark.postgresql
def test_with_the_partial_unique_index_the_second_waits_and_is_refused(subs):
    run(subs, RULE)

    def insert(connection: Connection) -> str:
        try:
            connection.execute(ADD, {"id": 2})
        except DBAPIError as error:
            return error.orig.sqlstate
        return "accepted"

    with subs.connect() as ours, subs.connect() as theirs, ThreadPoolExecutor(1) as thread:
        process = theirs.scalar(text("SELECT pg_backend_pid()"))
        ours.execute(ADD, {"id": 1})
        waiting = thread.submit(insert, theirs)
        blocked = text("SELECT cardinality(pg_blocking_pids(:process)) > 0")
        while not (ours.scalar(blocked, {"process": process}) or waiting.done()):
            time.sleep(0.005)
        assert not waiting.done()  # had we rolled back, it would have been accepted
        ours.commit()
        print("second request:", waiting.result(), "| active:", ours.scalar(ACTIVE))
        assert (waiting.result(), ours.scalar(ACTIVE)) == ("23505", 1)


def test_inactive_rows_are_not_limited(subs):
    run(subs, RULE)
    with subs.begin() as connection:
        for number in range(3):
            connection.execute(text("INSERT INTO one_sub VALUES (:id, 1, false)"), {"id": number})
        connection.execute(ADD, {"id": 9})
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(ADD, {"id": 10})
        assert connection.scalar(ACTIVE) == 1


@pytest.mark.parametrize(("order", "outcome"), [("old first", "ok"), ("new first", "refused")], ids=["off_on", "on_off"])
def test_changing_over_in_one_transaction_the_old_one_goes_first(subs, order, outcome):
    run(subs, RULE)
    run(subs, "INSERT INTO one_sub VALUES (1, 1, true), (2, 1, false)")
    steps = ["UPDATE one_sub SET active = false WHERE id = 1", "UPDATE one_sub SET active = true WHERE id = 2"]
    try:
        with subs.begin() as connection:
            for step in steps if order == "old first" else reversed(steps):
                connection.execute(text(step))
        seen = "ok"
    except IntegrityError:
        seen = "refused"
    print(f"{order}: {seen}")
    assert seen == outcome


@pytest.mark.postgresql
def test_exactly_one_is_a_pointer_and_not_a_flag(subs):
    """A column on the parent can be NOT NULL, hold one value only, and be changed in one statement."""
    with subs.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE sub (id integer, owner integer, PRIMARY KEY (owner, id))"))
        connection.execute(text("INSERT INTO sub VALUES (1, 1), (2, 1), (3, 2)"))
        connection.execute(
            text("""
                CREATE TEMPORARY TABLE owner (id integer PRIMARY KEY, current_sub integer NOT NULL,
                                              FOREIGN KEY (id, current_sub) REFERENCES sub (owner, id))
            """)
        )
        connection.execute(text("INSERT INTO owner VALUES (1, 1)"))
        connection.execute(text("UPDATE owner SET current_sub = 2 WHERE id = 1"))
        with pytest.raises(IntegrityError) as refused, connection.begin_nested():
            connection.execute(text("UPDATE owner SET current_sub = 3 WHERE id = 1"))
        print("pointing to somebody else's:", refused.value.orig.sqlstate)
        assert connection.scalar(text("SELECT current_sub FROM owner")) == 2


@pytest.mark.postgresql
def test_one_at_any_time_needs_an_exclusion_constraint(subs):
    with subs.connect() as connection:
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS btree_gist"))
        connection.execute(
            text("""
                CREATE TEMPORARY TABLE stay (room integer, during daterange,
                                             EXCLUDE USING gist (room WITH =, during WITH &&))
            """)
        )
        book = text("INSERT INTO stay VALUES (7, daterange(:first, :last))")
        connection.execute(book, {"first": "2026-05-01", "last": "2026-05-05"})
        connection.execute(book, {"first": "2026-05-05", "last": "2026-05-09"})  # arrives when the other leaves
        with pytest.raises(IntegrityError) as refused, connection.begin_nested():
            connection.execute(book, {"first": "2026-05-08", "last": "2026-05-12"})
        print("overlapping stay:", refused.value.orig.sqlstate)
        assert refused.value.orig.sqlstate == "23P01"
        connection.rollback()


def test_the_rule_in_django():
    rule = models.UniqueConstraint(fields=["owner"], condition=Q(balance__gt=0), name="one_open_account")
    sql = str(rule.create_sql(Account, django_connection.SchemaEditorClass(django_connection)))
    print(sql)
    assert sql == 'CREATE UNIQUE INDEX "one_open_account" ON "shop_account" ("owner") WHERE "balance" > 0'
