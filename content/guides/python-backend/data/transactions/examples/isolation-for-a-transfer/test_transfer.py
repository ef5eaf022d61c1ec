"""Transfers that collide, in four designs, with two connections interleaved by hand."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

pytestmark = pytest.mark.postgresql
READ = text("SELECT balance FROM sa_account WHERE id = :id")
TAKE = text("UPDATE sa_account SET balance = balance - :amount WHERE id = :id")
TAKE_IF_ENOUGH = text("UPDATE sa_account SET balance = balance - :amount WHERE id = :id AND balance >= :amount")
LOCK_BOTH = text("SELECT id, balance FROM sa_account WHERE id IN (1, 2) ORDER BY id FOR UPDATE NOWAIT")
BALANCES = text("SELECT balance FROM sa_account ORDER BY id")


@pytest.fixture
def bank(engine: Engine) -> Engine:
    """Accounts 1 and 2, both of Ada, with 100 each."""
    with engine.begin() as setup:
        setup.execute(
            text("INSERT INTO sa_account (id, owner, balance, version) VALUES (1, 'Ada', 100, 1), (2, 'Ada', 100, 1)")
        )
    return engine


@contextmanager
def two(
    bank: Engine, ours: str = "READ COMMITTED", theirs: str | None = None
) -> Iterator[tuple[Connection, Connection]]:
    with bank.connect() as first, bank.connect() as second:
        yield (
            first.execution_options(isolation_level=ours),
            second.execution_options(isolation_level=theirs or ours),
        )


def balances(bank: Engine) -> list[int]:
    with bank.connect() as connection:
        return list(connection.scalars(BALANCES))


def refused(statement) -> str:
    """Run something that PostgreSQL refuses and return the code of its answer."""
    with pytest.raises(DBAPIError) as error:
        statement()
    return error.value.orig.sqlstate


def test_check_then_write_overdraws_the_account(bank):
    with two(bank) as (ours, theirs):
        assert ours.scalar(READ, {"id": 1}) >= 80
        assert theirs.scalar(READ, {"id": 1}) >= 80
        for each in (ours, theirs):
            each.execute(TAKE, {"id": 1, "amount": 80})
            each.commit()
    print("check, then write:", balances(bank))
    assert balances(bank) == [-60, 100]


def test_a_condition_in_the_update_is_enough_for_a_rule_about_one_row(bank):
    with two(bank) as (ours, theirs), ThreadPoolExecutor(1) as thread:
        assert theirs.scalar(READ, {"id": 1}) == 100  # enough, when they looked
        process = theirs.scalar(text("SELECT pg_backend_pid()"))
        written = [ours.execute(TAKE_IF_ENOUGH, {"id": 1, "amount": 80}).rowcount]
        their_update = thread.submit(theirs.execute, TAKE_IF_ENOUGH, {"id": 1, "amount": 80})
        waits = text("SELECT cardinality(pg_blocking_pids(:process)) > 0")
        while not (ours.scalar(waits, {"process": process}) or their_update.done()):
            time.sleep(0.005)
        assert not their_update.done()  # it waits for our row
        ours.commit()
        written.append(their_update.result().rowcount)  # it looks again, at the row as it is now
        theirs.commit()
    print("condition in the UPDATE, rows written:", written, balances(bank))
    assert (written, balances(bank)) == ([1, 0], [20, 100])


def test_a_check_constraint_refuses_whoever_forgot_the_condition(bank):
    with bank.begin() as schema:
        schema.execute(text("ALTER TABLE sa_account ADD CONSTRAINT never_negative CHECK (balance >= 0)"))
    with bank.connect() as careless, pytest.raises(IntegrityError, match="never_negative"):
        careless.execute(TAKE, {"id": 1, "amount": 180})


def test_repeatable_read_refuses_the_second_transfer_and_asks_for_a_retry(bank):
    with two(bank, "REPEATABLE READ") as (ours, theirs):
        assert ours.scalar(READ, {"id": 1}) == theirs.scalar(READ, {"id": 1}) == 100
        ours.execute(TAKE, {"id": 1, "amount": 80})
        ours.commit()
        code = refused(lambda: theirs.execute(TAKE_IF_ENOUGH, {"id": 1, "amount": 80}))
    print("repeatable read:", code, balances(bank))
    assert (code, balances(bank)) == ("40001", [20, 100])


def take_150_if_the_sum_allows(first: Connection, second: Connection) -> None:
    """The rule spans both accounts: together they may not fall below 0. Each takes from another row."""
    for each in (first, second):
        assert sum(each.scalars(BALANCES)) - 150 >= 0
    first.execute(TAKE, {"id": 1, "amount": 150})
    second.execute(TAKE, {"id": 2, "amount": 150})
    first.commit()
    second.commit()


def test_a_rule_over_two_rows_breaks_at_repeatable_read_and_holds_at_serializable(bank):
    with two(bank, "REPEATABLE READ") as both:
        take_150_if_the_sum_allows(*both)
    print("repeatable read, rule over two rows:", balances(bank))
    assert balances(bank) == [-50, -50]

    with bank.begin() as setup:
        setup.execute(text("UPDATE sa_account SET balance = 100"))
    with two(bank, "SERIALIZABLE") as both:
        code = refused(lambda: take_150_if_the_sum_allows(*both))
    print("serializable, rule over two rows:", code, balances(bank))
    assert (code, balances(bank)) == ("40001", [-50, 100])


def test_one_transaction_at_a_lower_level_spoils_it_for_the_serializable_one(bank):
    with two(bank, "SERIALIZABLE", "READ COMMITTED") as both:
        take_150_if_the_sum_allows(*both)
    print("serializable beside read committed:", balances(bank))
    assert balances(bank) == [-50, -50]


def test_locking_every_row_of_the_rule_holds_at_read_committed(bank):
    with two(bank) as (ours, theirs):
        assert sum(row.balance for row in ours.execute(LOCK_BOTH)) >= 150
        assert refused(lambda: theirs.execute(LOCK_BOTH)) == "55P03"  # without NOWAIT it would wait here
        theirs.rollback()
        ours.execute(TAKE, {"id": 1, "amount": 150})
        ours.commit()
        assert sum(row.balance for row in theirs.execute(LOCK_BOTH)) < 150  # its turn, and it sees our work
    assert balances(bank) == [-50, 100]


def test_the_level_must_be_chosen_before_the_first_query(bank):
    with bank.connect() as ours:
        ours.scalar(READ, {"id": 1})
        code = refused(lambda: ours.execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")))
    assert code == "25001"  # active_sql_transaction
