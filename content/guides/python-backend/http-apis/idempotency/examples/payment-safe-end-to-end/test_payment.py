"""A payment that is killed at every possible step and then continued: how often was the card charged?"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Payment(Base):
    __tablename__ = "pay_payment"
    __table_args__ = (UniqueConstraint("order", "attempt"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    order: Mapped[str]
    attempt: Mapped[int] = mapped_column(default=1)  # a new one only after a definite "declined"
    cents: Mapped[int]
    state: Mapped[str] = mapped_column(default="pending")


class Killed(BaseException):
    """The process ends here: no except Exception, no clean-up."""


class Provider:
    """Charges cards; remembers its answer for each key, as real ones do for a while."""

    def __init__(self) -> None:
        self.charges: list[int] = []
        self.answers: dict[str, str] = {}

    def charge(self, cents: int, key: str) -> str:
        if key not in self.answers:
            self.charges.append(cents)
            self.answers[key] = "paid"
        return self.answers[key]


class World:
    """A database, a provider, and a moment at which the process dies once."""

    def __init__(self, engine: Engine, dies: str = "never") -> None:
        self.engine, self.provider, self.dies = engine, Provider(), dies

    def step(self, name: str) -> None:
        if name == self.dies:
            self.dies = "never"
            raise Killed


@pytest.fixture
def database(engine: Engine) -> Iterator[Engine]:
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)


def naive(world: World) -> None:
    """Call the provider in the middle of the transaction, with a key made for this call."""
    with Session(world.engine) as session, session.begin():
        payment = Payment(order="A-1", cents=990)
        session.add(payment)
        world.step("before the call")
        world.provider.charge(990, key=f"random-{len(world.provider.charges)}")
        world.step("after the call")
        payment.state = "paid"
        session.flush()
        world.step("before the commit")


def claim(world: World) -> None:
    """Transaction 1: what we are about to do, once per order and attempt."""
    with Session(world.engine) as session:
        session.add(Payment(order="A-1", cents=990))
        try:
            session.commit()
        except IntegrityError:
            session.rollback()  # the double click, or we after a crash: go on with the row that is there


def settle(world: World) -> None:
    """Call without a transaction, under a key that follows from the row; then transaction 2 records the outcome."""
    with Session(world.engine) as session:
        pending = session.scalars(select(Payment).filter_by(state="pending")).all()
        due = [(payment.id, payment.cents, f"{payment.order}/{payment.attempt}") for payment in pending]
    for id, cents, key in due:
        world.step("before the call")
        outcome = world.provider.charge(cents, key)
        world.step("after the call")
        with Session(world.engine) as session, session.begin():
            session.get_one(Payment, id).state = outcome
            session.flush()
            world.step("before the commit")


def safe(world: World) -> None:
    claim(world)
    world.step("after the claim")
    settle(world)


def outcome(world: World) -> tuple[list[str], int]:
    with Session(world.engine) as session:
        return list(session.scalars(select(Payment.state))), len(world.provider.charges)


@pytest.mark.parametrize("dies", ["before the call", "after the call", "before the commit"])
def test_a_call_inside_the_transaction_charges_and_forgets(database, dies):
    world = World(database, dies)
    with pytest.raises(Killed):
        naive(world)
    rows, charges = outcome(world)
    naive(world)  # the customer presses the button again
    print(f"killed {dies}: rows {rows}, charges {charges}; after the retry charges {outcome(world)[1]}")
    assert rows == [] and charges == (0 if dies == "before the call" else 1)
    assert outcome(world)[1] == charges + 1


@pytest.mark.parametrize("dies", ["after the claim", "before the call", "after the call", "before the commit"])
def test_claim_call_record_survives_every_crash_with_one_charge(database, dies):
    world = World(database, dies)
    with pytest.raises(Killed):
        safe(world)
    after_crash = outcome(world)
    settle(world)  # a worker that looks for pending payments; a retry of the button would do the same
    print(f"killed {dies}: {after_crash}, then {outcome(world)}")
    assert after_crash[0] == ["pending"]
    assert outcome(world) == (["paid"], 1)


def test_a_double_click_finds_the_first_payment(database):
    world = World(database)
    safe(world)
    safe(world)
    assert outcome(world) == (["paid"], 1)


def test_two_workers_that_settle_the_same_row_still_charge_once(database):
    world = World(database)
    claim(world)
    world.provider.charge(990, "A-1/1")  # another worker is between its call and its commit
    settle(world)
    print("two workers, one key:", outcome(world))
    assert outcome(world) == (["paid"], 1)


def test_our_books_against_theirs_finds_the_charge_without_a_payment(database):
    world = World(database)
    safe(world)
    world.provider.charge(500, "A-2/1")  # a bug, a restored backup, a script
    with Session(database) as session:
        ours = {f"{payment.order}/{payment.attempt}" for payment in session.scalars(select(Payment))}
    print("charged, and unknown to us:", sorted(world.provider.answers.keys() - ours))
    assert world.provider.answers.keys() - ours == {"A-2/1"}
