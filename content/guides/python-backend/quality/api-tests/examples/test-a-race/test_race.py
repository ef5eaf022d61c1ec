"""One seat, two buyers: hoping for the collision, forcing it, and showing that the repair makes the second one wait."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import OperationalError

pytestmark = pytest.mark.postgresql
READ = "SELECT status FROM sa_order WHERE id = 1"
FREE, TAKEN = {"status": "free"}, {"status": "taken"}


@pytest.fixture
def seat(engine: Engine) -> Engine:
    """A free seat in a row that both buyers want."""
    with engine.begin() as setup:
        setup.execute(text("INSERT INTO sa_customer (id, name) VALUES (1, 'Any')"))
        setup.execute(text("INSERT INTO sa_order (id, number, status, customer_id) VALUES (1, '12A', 'free', 1)"))
    return engine


def charge(_buyer: str) -> None:
    """The payment; a test can put something in its place."""


class Office:
    """Code under test: looks, charges, writes."""

    query = READ

    def __init__(self, engine: Engine) -> None:
        self.engine, self.charge = engine, charge

    def book(self, buyer: str) -> bool:
        with self.engine.begin() as transaction:
            if transaction.scalar(text(self.query)) != "free":
                return False
            self.charge(buyer)
            self.write(transaction)
            return True

    def write(self, transaction: Connection) -> None:
        transaction.execute(text("UPDATE sa_order SET status = :status WHERE id = 1"), TAKEN)


class LockingOffice(Office):
    query = READ + " FOR UPDATE"


def free_again(seat: Engine) -> None:
    with seat.begin() as setup:
        setup.execute(text("UPDATE sa_order SET status = :status"), FREE)


def test_letting_threads_run_finds_the_bug_only_when_it_likes(seat):
    sold_twice = 0
    with ThreadPoolExecutor(2) as threads:
        for _round in range(20):
            free_again(seat)
            sold_twice += sum(threads.map(Office(seat).book, ["Ada", "Ben"])) == 2
    print(f"measured: 2 threads let loose, sold twice in {sold_twice} of 20 rounds")
    assert 0 <= sold_twice <= 20  # nothing more can be promised, and that is the point


def test_a_rival_placed_in_the_gap_collides_every_time(seat):
    sold_twice = 0
    for _round in range(20):
        free_again(seat)
        ours, theirs, outcome = Office(seat), Office(seat), []
        ours.charge = lambda _buyer: outcome.append(theirs.book("Ben"))  # noqa: B023 - called at once
        outcome.append(ours.book("Ada"))
        sold_twice += outcome == [True, True]
    print(f"the rival placed in the gap: sold twice in {sold_twice} of 20 rounds")
    assert sold_twice == 20


def test_with_the_lock_the_rival_in_the_gap_has_to_wait(seat):
    impatient = create_engine(seat.url, connect_args={"options": "-c lock_timeout=50ms"})
    ours, theirs = LockingOffice(seat), LockingOffice(impatient)
    refused: list[str] = []

    def rival(_buyer: str) -> None:
        with pytest.raises(OperationalError) as waited:
            theirs.book("Ben")
        refused.append(waited.value.orig.sqlstate)

    ours.charge = rival
    assert ours.book("Ada") is True
    assert theirs.book("Ben") is False  # the lock is gone, and the seat is taken
    impatient.dispose()
    print(f"rival in the gap: {refused}, afterwards: refused because taken")
    assert refused == ["55P03"]


def test_a_rival_in_a_thread_goes_on_when_we_commit(seat):
    log: list[str] = []
    ours, theirs = LockingOffice(seat), LockingOffice(seat)
    rival = threading.Thread(target=lambda: log.append(f"Ben: {theirs.book('Ben')}"))

    def start_rival_and_see_it_wait(_buyer: str) -> None:
        rival.start()
        waiting = text(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock' AND query = :query"
        )
        with seat.connect().execution_options(isolation_level="AUTOCOMMIT") as watcher:
            while not watcher.scalar(waiting, {"query": READ + " FOR UPDATE"}):
                pass  # the database says when the rival stands at the lock; no sleep guesses it
        log.append("Ben waits")

    ours.charge = start_rival_and_see_it_wait
    assert ours.book("Ada")
    rival.join()
    print(", ".join(log))
    assert log == ["Ben waits", "Ben: False"]


def test_a_condition_in_the_write_needs_no_lock_and_the_same_test_proves_it(seat):
    class ConditionalOffice(Office):
        def write(self, transaction: Connection) -> None:
            update = text("UPDATE sa_order SET status = 'taken' WHERE id = 1 AND status = 'free'")
            if transaction.execute(update).rowcount == 0:
                raise LookupError("somebody was faster")

    ours, theirs, outcome = ConditionalOffice(seat), ConditionalOffice(seat), []
    ours.charge = lambda _buyer: outcome.append(theirs.book("Ben"))
    with pytest.raises(LookupError) as refused:
        ours.book("Ada")
    print(f"Ben: {outcome[0]}, Ada: {refused.value}")
    assert outcome == [True]
