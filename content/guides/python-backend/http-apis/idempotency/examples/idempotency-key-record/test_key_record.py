"""An idempotency key as a row: claimed before the work, compared with the request, answered from the record."""

import hashlib
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import DateTime, Engine, String, UniqueConstraint, delete, func, select, text
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "key_order"
    id: Mapped[int] = mapped_column(primary_key=True)
    quantity: Mapped[int]


class KeyRecord(Base):
    __tablename__ = "key_record"
    __table_args__ = (UniqueConstraint("client", "key"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    client: Mapped[str] = mapped_column(String(50))  # whose key: two clients may invent the same one
    key: Mapped[str] = mapped_column(String(80))
    fingerprint: Mapped[str] = mapped_column(String(64))  # which request it was used for
    status: Mapped[int | None]  # None: somebody is working on it
    body: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=lambda: datetime.now(UTC))


@pytest.fixture
def shop(engine: Engine) -> Iterator[Engine]:
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)


def post_order(shop: Engine, client: str, key: str, quantity: int, during=lambda: None) -> tuple[int, dict]:
    """POST /orders with an Idempotency-Key. `during` is called while the work is under way."""
    mark = hashlib.sha256(f"POST /orders {quantity}".encode()).hexdigest()
    with Session(shop) as claim:
        mine = KeyRecord(client=client, key=key, fingerprint=mark)
        claim.add(mine)
        try:
            claim.commit()  # the claim is public before the work begins
            mine_id = mine.id
        except IntegrityError:
            claim.rollback()
            known = claim.scalars(select(KeyRecord).filter_by(client=client, key=key)).one()
            if known.fingerprint != mark:
                return 422, {"code": "key-used-for-another-request"}
            if known.status is None:
                return 409, {"code": "still-in-progress"}
            return known.status, json.loads(known.body or "{}")
    during()
    with Session(shop) as work, work.begin():  # the order and its answer in one transaction
        work.add(order := Order(quantity=quantity))
        work.flush()
        answer = {"id": order.id}
        record = work.get_one(KeyRecord, mine_id)  # my claim, not a newer one: gone means roll back
        record.status, record.body = 201, json.dumps(answer)
    return 201, answer


def orders(shop: Engine) -> int:
    with Session(shop) as session:
        return session.scalar(select(func.count()).select_from(Order))


def test_the_retry_gets_the_answer_of_the_first_call(shop):
    first = post_order(shop, "ada", "k-1", 3)
    again = post_order(shop, "ada", "k-1", 3)
    print("first:", first, "retry:", again, "orders:", orders(shop))
    assert first == again == (201, {"id": 1}) and orders(shop) == 1


def test_the_same_key_with_another_body_is_refused_not_answered(shop):
    post_order(shop, "ada", "k-1", 3)
    answer = post_order(shop, "ada", "k-1", 30)
    print("same key, other body:", answer)
    assert answer[0] == 422 and orders(shop) == 1


def test_a_second_call_during_the_work_is_told_to_wait(shop):
    met = []
    post_order(shop, "ada", "k-1", 3, lambda: met.append(post_order(shop, "ada", "k-1", 3)))
    print("second call during the first:", met[0], "orders:", orders(shop))
    assert met[0][0] == 409 and orders(shop) == 1


def test_keys_belong_to_a_client(shop):
    assert post_order(shop, "ada", "1", 3)[1] != post_order(shop, "ben", "1", 3)[1]
    assert orders(shop) == 2


def sweep(shop: Engine) -> None:
    """Free the claims that nobody finished; in production only those older than any request can live."""
    with Session(shop) as sweeper, sweeper.begin():
        sweeper.execute(delete(KeyRecord).where(KeyRecord.status.is_(None)))


def test_a_worker_that_died_leaves_a_claim_that_somebody_must_free(shop):
    def killed() -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        post_order(shop, "ada", "k-1", 3, killed)
    stuck = post_order(shop, "ada", "k-1", 3)
    sweep(shop)
    print("after the crash:", stuck, "after the sweep:", post_order(shop, "ada", "k-1", 3))
    assert stuck[0] == 409 and orders(shop) == 1


def test_a_slow_worker_whose_claim_was_freed_rolls_back(shop):
    def swept_and_retried() -> None:
        sweep(shop)
        assert post_order(shop, "ada", "k-1", 3)[0] == 201

    with pytest.raises(NoResultFound):
        post_order(shop, "ada", "k-1", 3, swept_and_retried)
    assert orders(shop) == 1


@pytest.mark.postgresql
def test_looking_first_and_recording_afterwards_lets_both_through(shop):
    look = select(KeyRecord).filter_by(client="ada", key="k-1")
    with Session(shop) as ours, Session(shop) as theirs:
        assert (ours.scalars(look).first(), theirs.scalars(look).first()) == (None, None)
        for each in (ours, theirs):
            each.add(Order(quantity=3))
            each.commit()
    print("look, work, record later:", orders(shop), "orders")
    assert orders(shop) == 2


@pytest.mark.postgresql
def test_claimed_in_the_work_s_transaction_the_second_waits_and_then_inserts_nothing(shop):
    claim = text(
        "INSERT INTO key_record (client, key, fingerprint, created_at)"
        " VALUES ('ada', 'k-1', 'x', now()) ON CONFLICT (client, key) DO NOTHING"
    )
    with shop.connect() as ours, shop.connect() as theirs, ThreadPoolExecutor(1) as thread:
        process = theirs.scalar(text("SELECT pg_backend_pid()"))
        written = [ours.execute(claim).rowcount]
        second = thread.submit(theirs.execute, claim)
        waits = text("SELECT cardinality(pg_blocking_pids(:process)) > 0")
        while not (ours.scalar(waits, {"process": process}) or second.done()):
            time.sleep(0.005)
        waited = not second.done()
        ours.commit()
        written.append(second.result().rowcount)
    print(f"rows claimed: {written}, the second waited: {waited}")
    assert (written, waited) == ([1, 0], True)
