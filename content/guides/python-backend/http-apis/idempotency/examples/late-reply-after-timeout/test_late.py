"""The answer to a payment call arrives after the timeout, by another way, twice, or after the order was given up."""

from collections.abc import Iterator
from itertools import permutations

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Payment(Base):
    __tablename__ = "late_payment"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="sent")


class Refund(Base):
    """Work for somebody: unique by payment, so that it is done once."""

    __tablename__ = "late_refund"
    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int] = mapped_column(unique=True)


# event -> {state before: state after}; what is not listed changes nothing
MOVES = {
    "timeout": {"sent": "unknown"},
    "succeeded": {"sent": "paid", "unknown": "paid", "given up": "refund due"},
    "declined": {"sent": "declined", "unknown": "declined", "given up": "declined"},
    "order expired": {"sent": "given up", "unknown": "given up"},
}


@pytest.fixture
def database(engine: Engine) -> Iterator[Engine]:
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)


def move(session: Session, event: str) -> bool:
    """One statement for each possible move: the state it starts from is part of the condition."""
    for before, after in MOVES[event].items():
        step = update(Payment).where(Payment.id == 1, Payment.state == before).values(state=after)
        if session.execute(step).rowcount:
            if after == "refund due":
                session.add(Refund(payment_id=1))
            return True
    return False


def play(database: Engine, *events: str) -> tuple[str, int]:
    """Start with a payment that was sent; return its last state and the number of refunds."""
    with Session(database) as session, session.begin():
        session.query(Refund).delete()
        session.query(Payment).delete()
        session.add(Payment(id=1))
    for event in events:
        with Session(database) as session, session.begin():
            move(session, event)
    with Session(database) as session:
        return session.scalar(select(Payment.state)), len(session.scalars(select(Refund)).all())


def test_a_timeout_is_not_a_failure(database):
    before = play(database, "timeout")
    after = play(database, "timeout", "succeeded")
    print("after the timeout:", before[0], "- after the late reply:", after[0])
    assert (before[0], after[0]) == ("unknown", "paid")


def test_reply_webhook_and_poll_may_all_come_in_any_order(database):
    """The reply and the webhook say the same; the timeout may fire before, between or after them."""
    ends = {play(database, *order) for order in permutations(["timeout", "succeeded", "succeeded"])}
    print("any order of timeout, reply, webhook:", ends)
    assert ends == {("paid", 0)}


def test_money_that_arrives_for_an_order_given_up_becomes_one_refund(database):
    end = play(database, "timeout", "order expired", "succeeded", "succeeded")
    print("paid after the order was given up:", end)
    assert end == ("refund due", 1)


def test_an_expiry_that_comes_after_the_money_changes_nothing(database):
    assert play(database, "timeout", "succeeded", "order expired") == ("paid", 0)


def test_writing_the_state_without_looking_loses_the_money(database):
    """The obvious handler: whatever the last message says is the truth."""
    words = {"timeout": "failed", "succeeded": "paid"}
    with Session(database) as session, session.begin():
        session.add(Payment(id=1))
    for event in ("succeeded", "timeout"):  # the webhook was quicker than our own timeout
        with Session(database) as session, session.begin():
            session.get_one(Payment, 1).state = words[event]
    with Session(database) as session:
        print("charged, and stored as:", session.scalar(select(Payment.state)))
        assert session.scalar(select(Payment.state)) == "failed"


@pytest.mark.postgresql
@pytest.mark.parametrize("first", ["order expired", "succeeded"])
def test_expiry_and_webhook_at_the_same_moment(database, first):
    second = {"order expired": "succeeded", "succeeded": "order expired"}[first]
    with Session(database) as setup, setup.begin():
        setup.add(Payment(id=1, state="unknown"))
    with Session(database) as ours, Session(database) as theirs:
        assert {ours.scalar(select(Payment.state)), theirs.scalar(select(Payment.state))} == {"unknown"}  # both look
        move(ours, first)
        ours.commit()
        move(theirs, second)
        theirs.commit()
    with Session(database) as session:
        end = session.scalar(select(Payment.state)), len(session.scalars(select(Refund)).all())
    print(f"{first}, then {second}: {end}")
    assert end == {"order expired": ("refund due", 1), "succeeded": ("paid", 0)}[first]
