"""The in-memory database has one connection, so both sessions read and write what the other has flushed."""

import warehouse.models
import warehouse.stock
import warehouse_before.models
import warehouse_before.stock
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool
from warehouse.api import app
from warehouse.db import sessions


def shelf(models) -> sessionmaker[Session]:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    models.Base.metadata.create_all(engine)
    made = sessionmaker(engine)
    with made.begin() as session:
        session.add(models.Item(sku="bolt-8", name="Bolt 8 mm", on_hand=10))
    return made


def two_at_once(models, stock) -> tuple[int, int]:
    """Let two requests take 4 pieces, the second before the first has committed; return the stock and the journal."""
    made = shelf(models)
    with made() as first, made() as second:
        stock.take(first, "bolt-8", 4)
        stock.take(second, "bolt-8", 4)
        first.commit()
        second.commit()
    with made() as session:
        journal = session.scalar(select(func.sum(models.Movement.pieces)))
        return session.get(models.Item, "bolt-8").on_hand, journal


def test_lost_update() -> None:
    assert two_at_once(warehouse.models, warehouse.stock) == (6, -8)
    assert two_at_once(warehouse_before.models, warehouse_before.stock) == (2, -8)


def test_one_after_the_other() -> None:
    sessions.configure(bind=shelf(warehouse.models).kw["bind"])
    with sessions.begin() as session:
        session.get(warehouse.models.Item, "bolt-8").reserve = 3
    client = TestClient(app)
    answers = [client.post("/items/bolt-8/withdrawals", json={"pieces": 4}).status_code for _ in range(2)]

    assert answers == [201, 409]  # the test of the change is green, although the update can be lost
    assert two_at_once(warehouse.models, warehouse.stock) == (6, -8)
