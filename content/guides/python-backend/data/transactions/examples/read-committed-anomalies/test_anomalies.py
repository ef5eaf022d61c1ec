"""Two connections interleaved by hand: what each isolation level of PostgreSQL lets through."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

pytestmark = pytest.mark.postgresql
LEVELS = ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"]


@pytest.fixture
def bank(engine: Engine) -> Engine:
    """Ada and Ben have 100 each."""
    with engine.begin() as setup:
        setup.execute(text("INSERT INTO sa_account (owner, balance, version) VALUES ('Ada', 100, 1), ('Ben', 100, 1)"))
    return engine


def balance(transaction: Connection, owner: str) -> int:
    return transaction.scalar(text("SELECT balance FROM sa_account WHERE owner = :owner"), {"owner": owner})


def total(transaction: Connection) -> int:
    return transaction.scalar(text("SELECT sum(balance) FROM sa_account"))


def write(transaction: Connection, owner: str, new: int) -> None:
    transaction.execute(text("UPDATE sa_account SET balance = :new WHERE owner = :owner"), {"new": new, "owner": owner})


def dirty_read(ours: Connection, theirs: Connection) -> bool:
    write(theirs, "Ada", 0)  # not committed
    return balance(ours, "Ada") == 0


def non_repeatable_read(ours: Connection, theirs: Connection) -> bool:
    first = balance(ours, "Ada")
    write(theirs, "Ada", 50)
    theirs.commit()
    return balance(ours, "Ada") != first


def phantom(ours: Connection, theirs: Connection) -> bool:
    count = text("SELECT count(*) FROM sa_account WHERE balance >= 100")
    first = ours.scalar(count)
    theirs.execute(text("INSERT INTO sa_account (owner, balance, version) VALUES ('Eve', 500, 1)"))
    theirs.commit()
    return ours.scalar(count) != first


def read_skew(ours: Connection, theirs: Connection) -> bool:
    ada = balance(ours, "Ada")
    write(theirs, "Ada", 60)
    write(theirs, "Ben", 140)  # a transfer of 40: the total is 200 before and after
    theirs.commit()
    return ada + balance(ours, "Ben") != 200


def lost_update(ours: Connection, theirs: Connection) -> bool:
    we_saw, they_saw = balance(ours, "Ada"), balance(theirs, "Ada")
    write(ours, "Ada", we_saw + 10)
    ours.commit()
    write(theirs, "Ada", they_saw + 20)
    theirs.commit()
    return balance(ours, "Ada") != 130


def write_skew(ours: Connection, theirs: Connection) -> bool:
    """Rule: the sum never falls below 0. Each takes 150 from another account after looking at the sum."""
    assert total(ours) - 150 >= 0 and total(theirs) - 150 >= 0
    write(ours, "Ada", balance(ours, "Ada") - 150)
    write(theirs, "Ben", balance(theirs, "Ben") - 150)
    ours.commit()
    theirs.commit()
    return total(ours) < 0


EXPECTED = {
    dirty_read: ["no", "no", "no"],
    non_repeatable_read: ["yes", "no", "no"],
    phantom: ["yes", "no", "no"],
    read_skew: ["yes", "no", "no"],
    lost_update: ["yes", "refused", "refused"],
    write_skew: ["yes", "yes", "refused"],
}


@pytest.mark.parametrize("anomaly", EXPECTED, ids=lambda anomaly: anomaly.__name__)
def test_each_anomaly_at_each_level(anomaly: Callable[[Connection, Connection], bool], bank: Engine):
    happened = []
    for level in LEVELS:
        with bank.begin() as setup:
            setup.execute(text("DELETE FROM sa_account WHERE owner = 'Eve'"))
            setup.execute(text("UPDATE sa_account SET balance = 100"))
        with bank.connect() as first, bank.connect() as second:
            ours, theirs = (each.execution_options(isolation_level=level) for each in (first, second))
            try:
                happened.append("yes" if anomaly(ours, theirs) else "no")
            except OperationalError as error:
                assert error.orig.sqlstate == "40001"  # serialization_failure
                happened.append("refused")
    print(
        f"{anomaly.__name__}: "
        + ", ".join(f"{level.lower()} {fate}" for level, fate in zip(LEVELS, happened, strict=True))
    )
    assert happened == EXPECTED[anomaly]


def test_read_uncommitted_is_read_committed_in_postgresql(bank: Engine):
    with bank.connect() as ours, bank.connect() as theirs:
        assert not dirty_read(ours.execution_options(isolation_level="READ UNCOMMITTED"), theirs)


def test_at_read_committed_one_statement_alone_sees_one_moment(bank: Engine):
    with bank.connect() as ours, bank.connect() as theirs:
        assert ours.scalar(text("SHOW transaction_isolation")) == "read committed"  # the default
        balance(ours, "Ada")
        write(theirs, "Ada", 60)
        write(theirs, "Ben", 140)
        theirs.commit()
        assert total(ours) == 200  # a single sum cannot see half of the transfer
