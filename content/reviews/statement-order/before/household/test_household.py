from datetime import date

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from .api import app
from .models import Account, Base, Entry, sessions
from .queue import queue
from .worker import work


@pytest.fixture
def client():
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    sessions.configure(bind=engine)
    with sessions.begin() as session:
        session.add(Account(id=1, customer_id=5))
        session.add(Account(id=2, customer_id=5))
        session.add(Entry(account_id=1, booked_on=date(2026, 4, 30), text="Rent", cents=-80_000))
        session.add(Entry(account_id=1, booked_on=date(2026, 5, 1), text="Salary", cents=250_005))
    return TestClient(app, headers={"X-Customer": "5"})


@pytest.fixture
def messages(monkeypatch):
    sent = []
    monkeypatch.setattr(queue, "send", sent.append, raising=False)
    return sent


def test_a_closing_is_left_to_the_worker(client, messages):
    assert client.post("/accounts/2/closing").status_code == 202
    work(*messages)
    with sessions() as session:
        assert session.get(Account, 2) is None


def test_a_stranger_finds_no_account(client, messages):
    assert client.post("/accounts/1/closing", headers={"X-Customer": "6"}).status_code == 404
    assert messages == []
