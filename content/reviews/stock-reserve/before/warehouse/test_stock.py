import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from .api import app
from .db import sessions
from .models import Base, Item


@pytest.fixture
def client():
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    sessions.configure(bind=engine)
    with sessions.begin() as session:
        session.add(Item(sku="bolt-8", name="Bolt 8 mm", on_hand=10))
    return TestClient(app)


def on_hand() -> int:
    with sessions() as session:
        return session.get(Item, "bolt-8").on_hand


def test_a_withdrawal_lowers_the_stock(client):
    assert client.post("/items/bolt-8/withdrawals", json={"pieces": 4}).status_code == 201
    assert on_hand() == 6


def test_more_than_the_shelf_holds_is_refused(client):
    assert client.post("/items/bolt-8/withdrawals", json={"pieces": 11}).status_code == 409
    assert on_hand() == 10


def test_a_return_raises_the_stock(client):
    client.post("/items/bolt-8/returns", json={"pieces": 2})
    assert on_hand() == 12
