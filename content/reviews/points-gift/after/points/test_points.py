import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, select
from sqlalchemy.pool import StaticPool

from .api import app
from .models import Base, Member, sessions


@pytest.fixture
def client():
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    sessions.configure(bind=engine)
    with sessions.begin() as session:
        session.add_all([Member(card="C-1", points=100), Member(card="C-2", points=10)])
    return TestClient(app, headers={"X-Card": "C-1"})


def balances():
    with sessions() as session:
        return dict(session.execute(select(Member.card, Member.points)).all())


def test_a_receipt_counts_once(client):
    for _ in range(2):
        answer = client.post("/receipts", json={"number": "R-000001", "points": 5})
        assert (answer.status_code, answer.json()) == (201, {"points": 105})


def give(client, points, *, to="C-2", key="k-1"):
    return client.post("/gifts", json={"to_card": to, "points": points}, headers={"Idempotency-Key": key})


def test_a_gift_moves_points(client):
    assert give(client, 30).json() == {"points": 70}
    assert balances() == {"C-1": 70, "C-2": 40}


def test_a_repeated_gift_counts_once(client):
    assert [give(client, 30).status_code for _ in range(2)] == [201, 201]
    assert give(client, 30, key="k-2").status_code == 201
    assert balances() == {"C-1": 40, "C-2": 70}


@pytest.mark.parametrize(("points", "to"), [(101, "C-2"), (5, "C-1"), (5, "C-9")])
def test_a_gift_that_cannot_be_is_refused(client, points, to):
    assert give(client, points, to=to).status_code == 409
    assert balances() == {"C-1": 100, "C-2": 10}
