"""A retry around the whole transaction: what it repeats, when it gives up, and three retries that do not work."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

AGAIN = {"40001", "40P01"}  # serialization_failure, deadlock_detected
READ = text("SELECT balance FROM sa_account WHERE id = 1")
WRITE = text("UPDATE sa_account SET balance = :balance WHERE id = 1")


def in_serializable[T](engine: Engine, work: Callable[[Connection], T], attempts: int = 5, pause: float = 0.005) -> T:
    """Run `work` in a serializable transaction, from the start again when the database asks for it.

    `work` reads all it needs through its connection, and has no effect outside the database.
    """
    for attempt in range(1, attempts + 1):
        try:
            with engine.connect().execution_options(isolation_level="SERIALIZABLE") as connection, connection.begin():
                return work(connection)  # begin() commits on leaving, so a refused COMMIT is caught below as well
        except DBAPIError as error:
            if sqlstate(error) not in AGAIN or attempt == attempts:
                raise
            time.sleep(random.uniform(0, min(0.2, pause * 2**attempt)))  # rivals must not meet again in step
    raise AssertionError("unreachable")


def sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


@pytest.fixture
def bank(engine: Engine) -> Engine:
    with engine.begin() as setup:
        setup.execute(text("INSERT INTO sa_account (id, owner, balance, version) VALUES (1, 'Ada', 100, 1)"))
    return engine


def deposit_20(connection: Connection) -> None:
    connection.execute(WRITE, {"balance": connection.scalar(READ) + 20})


def a_rival_deposits_10(bank: Engine) -> None:
    with bank.begin() as rival:
        rival.execute(text("UPDATE sa_account SET balance = balance + 10 WHERE id = 1"))


@pytest.mark.parametrize(("code", "tries"), [("40001", 3), ("40P01", 3), ("23505", 1), ("23514", 1)])
def test_only_what_may_succeed_next_time_is_tried_again(code, tries):
    calls = []
    driver_error = type("DriverError", (Exception,), {"sqlstate": code})()

    class Refusing:
        def connect(self):
            calls.append(code)
            raise DBAPIError("COMMIT", None, driver_error)

    with pytest.raises(DBAPIError):
        in_serializable(Refusing(), deposit_20, attempts=3, pause=0)
    print(f"{code}: {len(calls)} of 3 attempts")
    assert len(calls) == tries


@pytest.mark.postgresql
def test_the_second_attempt_reads_again_and_keeps_both_deposits_but_the_mail_went_twice(bank):
    mails = []

    def work(connection: Connection) -> None:
        balance = connection.scalar(READ)
        mails.append(f"you now have {balance + 20}")  # an effect that does not belong here
        if len(mails) == 1:
            a_rival_deposits_10(bank)  # between our read and our write
        connection.execute(WRITE, {"balance": balance + 20})

    in_serializable(bank, work)
    with bank.connect() as connection:
        print(f"final {connection.scalar(READ)}, mails {mails}")
        assert connection.scalar(READ) == 130
    assert mails == ["you now have 120", "you now have 130"]


@pytest.mark.postgresql
def test_a_value_read_before_the_retry_loses_the_deposit_after_all(bank):
    with bank.connect() as before:
        balance = before.scalar(READ)  # outside `work`: read once, used in every attempt
    a_rival_deposits_10(bank)
    in_serializable(bank, lambda connection: connection.execute(WRITE, {"balance": balance + 20}))
    with bank.connect() as connection:
        assert connection.scalar(READ) == 120


@pytest.mark.postgresql
def test_repeating_the_statement_or_going_back_to_a_savepoint_cannot_help(bank):
    with bank.connect().execution_options(isolation_level="SERIALIZABLE") as ours:
        codes = []
        balance = ours.scalar(READ)
        a_rival_deposits_10(bank)
        for _ in range(2):
            savepoint = ours.begin_nested()
            with pytest.raises(DBAPIError) as refused:
                ours.execute(WRITE, {"balance": balance + 20})
            codes.append(sqlstate(refused.value))
            savepoint.rollback()
        assert ours.scalar(READ) == 100  # the snapshot is as old as before
        with pytest.raises(DBAPIError) as refused:
            ours.execute(WRITE, {"balance": 0})
        with pytest.raises(DBAPIError) as aborted:
            ours.execute(WRITE, {"balance": 0})
    print(f"from a savepoint {codes}, the bare statement again {sqlstate(aborted.value)}")
    assert (codes, sqlstate(aborted.value)) == (["40001", "40001"], "25P02")


@pytest.mark.postgresql
def test_the_commit_itself_can_be_refused(bank):
    with bank.begin() as setup:
        setup.execute(text("INSERT INTO sa_account (id, owner, balance, version) VALUES (2, 'Ben', 100, 1)"))
    total = text("SELECT sum(balance) FROM sa_account")
    take = text("UPDATE sa_account SET balance = balance - 150 WHERE id = :id")
    with bank.connect() as first, bank.connect() as second:
        ours, theirs = (each.execution_options(isolation_level="SERIALIZABLE") for each in (first, second))
        assert ours.scalar(total) == theirs.scalar(total) == 200
        ours.execute(take, {"id": 1})
        theirs.execute(take, {"id": 2})  # no error so far
        ours.commit()
        with pytest.raises(DBAPIError) as refused:
            theirs.commit()
    assert sqlstate(refused.value) == "40001"


@pytest.mark.postgresql
def test_forty_deposits_by_four_threads_are_all_kept(bank):
    attempts = []

    def work(connection: Connection) -> None:
        attempts.append(1)
        deposit_20(connection)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: in_serializable(bank, work, attempts=100, pause=0.001), range(40)))
    with bank.connect() as connection:
        assert connection.scalar(READ) == 100 + 40 * 20
    print(f"measured 40 deposits needed {len(attempts)} attempts")
