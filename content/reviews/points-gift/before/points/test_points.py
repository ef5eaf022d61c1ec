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
