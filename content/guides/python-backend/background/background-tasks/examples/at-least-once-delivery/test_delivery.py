"""A queue in a table, a clock turned by hand: crashes before and after the work, and a job that takes too long."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

LEASE = 30


class Queue:
    """Takes one job at a time; a job not finished within the lease is handed out again."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        skip = "FOR UPDATE SKIP LOCKED" if engine.dialect.name == "postgresql" else ""
        self.next = text(f"""
            UPDATE alo_job SET leased_until = :until, attempt = attempt + 1
            WHERE id = (SELECT id FROM alo_job WHERE NOT done AND leased_until <= :now ORDER BY id LIMIT 1 {skip})
            RETURNING id, attempt
        """)

    def take(self, now: int) -> tuple[int, int] | None:
        with self.engine.begin() as connection:
            row = connection.execute(self.next, {"now": now, "until": now + LEASE}).one_or_none()
            return tuple(row) if row else None

    def change(self, statement: str, **values: int) -> int:
        with self.engine.begin() as connection:
            return connection.execute(text(statement), values).rowcount

    def finish(self, job: int, attempt: int) -> int:
        return self.change("UPDATE alo_job SET done = true WHERE id = :job AND attempt = :attempt", job=job, attempt=attempt)

    def extend(self, job: int, attempt: int, until: int) -> int:
        return self.change(
            "UPDATE alo_job SET leased_until = :until WHERE id = :job AND attempt = :attempt",
            job=job, attempt=attempt, until=until,
        )  # fmt: skip


@pytest.fixture
def queue(engine: Engine) -> Iterator[Queue]:
    """One job: add 10 to account 1."""
    with engine.begin() as setup:
        setup.execute(text("DROP TABLE IF EXISTS alo_job"))
        setup.execute(text("DROP TABLE IF EXISTS alo_applied"))
        setup.execute(
            text("CREATE TABLE alo_job (id integer PRIMARY KEY, attempt integer, leased_until integer, done boolean)")
        )
        setup.execute(text("CREATE TABLE alo_applied (job integer PRIMARY KEY)"))
        setup.execute(text("INSERT INTO alo_job VALUES (1, 0, 0, false)"))
        setup.execute(text("INSERT INTO sa_account (id, owner, balance, version) VALUES (1, 'Ada', 100, 1)"))
    yield Queue(engine)
    with engine.begin() as teardown:
        teardown.execute(text("DROP TABLE alo_job"))
        teardown.execute(text("DROP TABLE alo_applied"))


def balance(queue: Queue) -> int:
    with queue.engine.connect() as connection:
        return connection.scalar(text("SELECT balance FROM sa_account"))


def deposit(queue: Queue) -> None:
    queue.change("UPDATE sa_account SET balance = balance + 10")


def test_finished_after_the_work_a_crash_does_it_twice(queue):
    queue.take(now=0)
    deposit(queue)  # then the worker dies, before finish()
    assert queue.take(now=10) is None  # nobody knows yet
    job = queue.take(now=LEASE)
    deposit(queue)
    queue.finish(*job)
    print("at least once:", balance(queue), "on attempt", job[1])
    assert (balance(queue), job[1]) == (120, 2)


def test_finished_before_the_work_a_crash_does_it_never(queue):
    queue.finish(*queue.take(now=0))  # then the worker dies, before the deposit
    print("at most once:", balance(queue), "next job:", queue.take(now=1000))
    assert (balance(queue), queue.take(now=1000)) == (100, None)


def deposit_once(queue: Queue, job: int) -> str:
    """The mark and the work are one transaction: both happened or neither."""
    with queue.engine.begin() as connection:
        mark = text("INSERT INTO alo_applied (job) VALUES (:job) ON CONFLICT DO NOTHING")
        if connection.execute(mark, {"job": job}).rowcount == 0:
            return "done before"
        connection.execute(text("UPDATE sa_account SET balance = balance + 10"))
        return "done"


def test_work_that_knows_what_it_has_done_may_be_repeated(queue):
    job, _ = queue.take(now=0)
    answers = [deposit_once(queue, job)]  # crash
    again, attempt = queue.take(now=LEASE)
    answers.append(deposit_once(queue, again))
    queue.finish(again, attempt)
    print("with a mark in the same transaction:", answers, balance(queue))
    assert (answers, balance(queue)) == (["done", "done before"], 110)


def test_a_mark_in_a_transaction_of_its_own_has_the_old_gap(queue):
    queue.change("INSERT INTO alo_applied (job) VALUES (1)")  # then the worker dies, before the deposit
    job, _ = queue.take(now=LEASE)
    assert deposit_once(queue, job) == "done before"
    assert balance(queue) == 100  # marked, never done


class Provider:
    """Another company's API: it remembers our keys."""

    def __init__(self) -> None:
        self.charges: dict[str, int] = {}

    def charge(self, cents: int, key: str) -> None:
        self.charges.setdefault(key, cents)


def test_work_outside_the_database_needs_a_key_that_is_the_same_each_time():
    good, bad = Provider(), Provider()
    for attempt in (1, 2):
        good.charge(500, key="job-1")
        bad.charge(500, key=f"job-1-attempt-{attempt}")
    print("charged with the job's key:", sum(good.charges.values()), "with a new key each time:", sum(bad.charges.values()))
    assert (sum(good.charges.values()), sum(bad.charges.values())) == (500, 1000)


def test_a_job_that_outlives_its_lease_runs_twice_at_the_same_time(queue):
    slow = queue.take(now=0)
    second = queue.take(now=LEASE)  # the first worker is still busy
    print("first", slow, "second", second)
    assert (slow, second) == ((1, 1), (1, 2))
    assert queue.finish(*slow) == 0  # it comes late, and its attempt no longer counts
    assert queue.finish(*second) == 1


def test_a_heartbeat_keeps_the_lease_while_the_work_goes_on(queue):
    slow = queue.take(now=0)
    assert queue.extend(*slow, until=50) == 1
    assert queue.take(now=LEASE) is None
    assert queue.finish(*slow) == 1
