"""Two transactions that wait for each other: by order, by a foreign key, and how order prevents it."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

pytestmark = pytest.mark.postgresql
TAKE = "UPDATE sa_account SET balance = balance - 10 WHERE id = {}"


@pytest.fixture
def bank(engine: Engine) -> Engine:
    with engine.begin() as setup:
        setup.execute(
            text("INSERT INTO sa_account (id, owner, balance, version) VALUES (1, 'Ada', 100, 1), (2, 'Ben', 100, 1)")
        )
        setup.execute(text("INSERT INTO sa_customer (id, name) VALUES (1, 'Ada')"))
    return engine


def meet(bank: Engine, ours: list[str], theirs: list[str]) -> str:
    """Both run their first statement, then ours its second until it waits, then theirs: what does each side get?"""
    with bank.connect() as first, bank.connect() as second, ThreadPoolExecutor(1) as thread:
        first.execute(text("SET LOCAL deadlock_timeout = '10s'"))  # only the second one looks for the circle
        second.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
        second.execute(text("SET LOCAL lock_timeout = '5s'"))
        process = first.scalar(text("SELECT pg_backend_pid()"))
        first.execute(text(ours[0]))
        second.execute(text(theirs[0]))
        waiting = thread.submit(first.execute, text(ours[1]))
        blocked = text("SELECT cardinality(pg_blocking_pids(:process)) > 0")
        while not (second.scalar(blocked, {"process": process}) or waiting.done()):
            time.sleep(0.005)
        try:
            second.execute(text(theirs[1]))
            outcome = "both finish"
        except DBAPIError as error:
            outcome = f"{error.orig.sqlstate}: {error.orig.diag.message_primary}"
            print(re.sub(r"\d+", "n", error.orig.diag.message_detail).splitlines()[0])
        second.rollback()
        waiting.result()
        first.commit()
    return outcome


def test_two_rows_in_opposite_order(bank):
    outcome = meet(bank, [TAKE.format(1), TAKE.format(2)], [TAKE.format(2), TAKE.format(1)])
    print(outcome)
    assert outcome == "40P01: deadlock detected"


def in_turn(bank: Engine, work: Callable[[Connection], None], rival: Callable[[Connection], None]) -> list[int]:
    """Two threads, no schedule: each does its whole transfer; a deadlock would raise."""

    def run(transfer: Callable[[Connection], None]) -> None:
        with bank.begin() as connection:
            transfer(connection)

    with ThreadPoolExecutor(2) as threads:
        for future in [threads.submit(run, each) for _ in range(20) for each in (work, rival)]:
            future.result()
    with bank.connect() as connection:
        return list(connection.scalars(text("SELECT balance FROM sa_account ORDER BY id")))


def transfer(source: int, target: int) -> Callable[[Connection], None]:
    def run(connection: Connection) -> None:
        connection.execute(text("SELECT id FROM sa_account WHERE id IN (1, 2) ORDER BY id FOR UPDATE"))
        connection.execute(text("UPDATE sa_account SET balance = balance - 10 WHERE id = :id"), {"id": source})
        connection.execute(text("UPDATE sa_account SET balance = balance + 10 WHERE id = :id"), {"id": target})

    return run


def test_locked_in_id_order_opposite_transfers_wait_instead(bank):
    balances = in_turn(bank, transfer(1, 2), transfer(2, 1))
    print("40 opposite transfers, no deadlock:", balances)
    assert balances == [100, 100]


INSERT_ORDER = "INSERT INTO sa_order (number, status, customer_id) VALUES ('{}', 'open', 1)"
LOCK_CUSTOMER = "SELECT id FROM sa_customer WHERE id = 1 FOR {}"


def test_inserting_a_child_and_locking_the_parent_after_it(bank):
    """The foreign key takes a shared lock on the customer; both hold it, and both want more."""
    lock = LOCK_CUSTOMER.format("UPDATE")
    outcome = meet(bank, [INSERT_ORDER.format("N1"), lock], [INSERT_ORDER.format("N2"), lock])
    print("insert a child, then FOR UPDATE on the parent:", outcome)
    assert outcome == "40P01: deadlock detected"


def test_the_weaker_lock_does_not_collide_with_the_foreign_key(bank):
    lock = text(LOCK_CUSTOMER.format("NO KEY UPDATE"))
    with bank.connect() as first, bank.connect() as second:
        first.execute(text(INSERT_ORDER.format("N1")))
        second.execute(text(INSERT_ORDER.format("N2")))
        first.execute(lock)  # granted, although the other one's insert still protects the customer's key
        first.commit()
        second.execute(lock)
        second.commit()
    print("insert a child, then FOR NO KEY UPDATE on the parent: both finish")


def test_locking_the_parent_before_the_insert_needs_no_luck(bank):
    with bank.connect() as first, bank.connect() as second:
        first.execute(text(LOCK_CUSTOMER.format("UPDATE")))
        first.execute(text(INSERT_ORDER.format("N1")))
        with pytest.raises(DBAPIError) as waits:
            second.execute(text(LOCK_CUSTOMER.format("UPDATE") + " NOWAIT"))  # would wait here, holding nothing
        assert waits.value.orig.sqlstate == "55P03"
        second.rollback()
        first.commit()


def test_a_deadlock_aborts_one_transaction_and_lets_the_other_through(bank):
    """The survivor commits; the victim repeats its whole transaction and finds the row free."""
    meet(bank, [TAKE.format(1), TAKE.format(2)], [TAKE.format(2), TAKE.format(1)])
    with bank.begin() as again:
        again.execute(text(TAKE.format(2)))
        again.execute(text(TAKE.format(1)))
    with bank.connect() as connection:
        assert list(connection.scalars(text("SELECT balance FROM sa_account ORDER BY id"))) == [80, 80]
