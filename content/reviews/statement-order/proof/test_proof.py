"""Two connections are needed here, one of the request and one of the worker, so the database is a temporary file."""

import json
import logging

import pytest
from fastapi.testclient import TestClient
from household.api import app
from household.models import Account, Base, Statement, sessions
from household.queue import queue
from household.worker import work
from sqlalchemy import create_engine

APRIL = {"year": 2026, "month": 4}


@pytest.fixture
def client(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'household.db'}")
    Base.metadata.create_all(engine)
    sessions.configure(bind=engine)
    with sessions.begin() as session:
        session.add(Account(id=1, customer_id=5))
    yield TestClient(app, headers={"X-Customer": "5"})
    engine.dispose()


def test_job_before_row(client, monkeypatch) -> None:
    monkeypatch.setattr(queue, "send", work, raising=False)  # a worker that is idle, and fast

    ordered = client.post("/accounts/1/statements", json=APRIL).json()

    address = f"/accounts/1/statements/{ordered['id']}"
    assert client.get(address).json() == {"state": "WAITING", "content": None}

    work(json.dumps({"job": "write_statement", "arguments": {"statement_id": ordered["id"]}}))  # after the commit
    assert client.get(address).json()["state"] == "READY"


def test_lost_without_a_word(client, monkeypatch, caplog) -> None:
    caplog.set_level(logging.INFO)
    delivered = []

    def send(message: str) -> None:
        work(message)  # did not raise: the broker takes the job as done
        delivered.append(message)

    monkeypatch.setattr(queue, "send", send, raising=False)
    client.post("/accounts/1/statements", json=APRIL)

    assert len(delivered) == 1
    assert [(record.levelname, record.name) for record in caplog.records if record.name.startswith("household")] == [
        ("INFO", "household.worker")
    ]
    with sessions() as session:
        assert session.get(Statement, 1).content is None
