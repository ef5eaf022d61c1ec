"""Save the order and queue its mail: three orders of these steps, three places to crash, what is left each time."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

NEW_ORDER = text("INSERT INTO eac_order (id) VALUES (1)")
NEW_JOB = text("INSERT INTO eac_job (order_id, sent) VALUES (1, false)")


class Crash(Exception):
    """The process is killed here. (As an exception, so that the test goes on.)"""


@pytest.fixture
def shop(engine: Engine) -> Iterator[Engine]:
    with engine.begin() as setup:
        for table in ("eac_order (id integer PRIMARY KEY)", "eac_job (order_id integer, sent boolean)"):
            setup.execute(text(f"DROP TABLE IF EXISTS {table.split()[0]}"))
            setup.execute(text(f"CREATE TABLE {table}"))
    yield engine
    with engine.begin() as teardown:
        teardown.execute(text("DROP TABLE eac_order"))
        teardown.execute(text("DROP TABLE eac_job"))


def count(shop: Engine, table: str) -> int:
    with shop.connect() as connection:
        return connection.scalar(text(f"SELECT count(*) FROM {table}"))


def queue_then_commit(shop: Engine, broker: list[int], crash: str) -> None:
    with shop.begin() as connection:
        connection.execute(NEW_ORDER)
        broker.append(1)
        if crash == "before the commit":
            raise Crash
    if crash == "after the commit":
        raise Crash


def commit_then_queue(shop: Engine, broker: list[int], crash: str) -> None:
    with shop.begin() as connection:
        connection.execute(NEW_ORDER)
        if crash == "before the commit":
            raise Crash
    if crash == "after the commit":
        raise Crash
    broker.append(1)


def job_as_a_row(shop: Engine, broker: list[int], crash: str) -> None:
    with shop.begin() as connection:
        connection.execute(NEW_ORDER)
        connection.execute(NEW_JOB)
        if crash == "before the commit":
            raise Crash
    if crash == "after the commit":
        raise Crash


EXPECTED = {  # design: (orders, jobs) without a crash, with one before, with one after the commit
    queue_then_commit: [(1, 1), (0, 1), (1, 1)],
    commit_then_queue: [(1, 1), (0, 0), (1, 0)],
    job_as_a_row: [(1, 1), (0, 0), (1, 1)],
}
WORDS = {(1, 1): "both", (0, 0): "neither", (0, 1): "a job without its order", (1, 0): "an order without its job"}


@pytest.mark.parametrize("design", EXPECTED, ids=lambda design: design.__name__)
@pytest.mark.parametrize("crash", ["nowhere", "before the commit", "after the commit"])
def test_what_a_crash_leaves_behind(shop, design, crash):
    broker: list[int] = []
    try:
        design(shop, broker, crash)
    except Crash:
        pass
    left = count(shop, "eac_order"), len(broker) + count(shop, "eac_job")
    print(f"{design.__name__}, crash {crash}: {WORDS[left]}")
    assert left == EXPECTED[design][["nowhere", "before the commit", "after the commit"].index(crash)]


def relay(shop: Engine, broker: list[int], *, crash: bool = False) -> None:
    """Publish what is not marked as sent, then mark it."""
    with shop.begin() as connection:
        waiting = list(connection.scalars(text("SELECT order_id FROM eac_job WHERE NOT sent ORDER BY order_id")))
    for order in waiting:
        broker.append(order)
        if crash:
            raise Crash
        with shop.begin() as connection:
            connection.execute(text("UPDATE eac_job SET sent = true WHERE order_id = :order"), {"order": order})


def test_the_relay_loses_nothing_and_may_publish_twice(shop):
    broker: list[int] = []
    job_as_a_row(shop, broker, "nowhere")
    with pytest.raises(Crash):
        relay(shop, broker, crash=True)  # published, not marked
    relay(shop, broker)
    relay(shop, broker)
    print("published:", broker)
    assert broker == [1, 1]  # so the consumer must bear a repetition


@pytest.mark.postgresql
def test_a_worker_cannot_see_a_job_row_before_its_order(shop):
    """Both appear at the same commit, so there is no moment with a job and no order."""
    with shop.connect() as request, shop.connect() as worker:
        seen = []
        request.execute(NEW_ORDER)
        request.execute(NEW_JOB)
        for _ in range(2):
            seen.append(tuple(worker.scalar(text(f"SELECT count(*) FROM {t}")) for t in ("eac_order", "eac_job")))
            request.commit()
        print("orders and jobs seen by the worker, before and after the commit:", seen)
        assert seen == [(0, 0), (1, 1)]


@pytest.mark.postgresql
def test_a_notification_is_delivered_at_commit_and_only_then(shop):
    """The worker need not poll for the row: PostgreSQL tells it, as part of the same transaction."""
    with shop.connect().execution_options(isolation_level="AUTOCOMMIT") as worker, shop.connect() as request:
        worker.execute(text("LISTEN eac_new_job"))
        listener = worker.connection.driver_connection

        def heard(seconds: float) -> list[str]:
            return [notice.payload for notice in listener.notifies(timeout=seconds, stop_after=1)]

        for end in (request.rollback, request.commit):
            request.execute(text("SELECT pg_notify('eac_new_job', '1')"))
            end()
        got = heard(5) + heard(0)
        worker.execute(text("UNLISTEN *"))
    print("heard after a rollback and a commit:", got)
    assert got == ["1"]
