from hashlib import sha256

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from .api import app
from .db import sessions
from .models import Base, Member


@pytest.fixture
def client():
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    sessions.configure(bind=engine)
    with sessions.begin() as session:
        for number, email in enumerate(["first@club.example", "second@club.example"]):
            digest = sha256(email.encode()).hexdigest()
            session.add(Member(email=email, token_hash=digest, points=number))
    return TestClient(app)


FIRST = {"X-Token": "first@club.example"}
SECOND = {"X-Token": "second@club.example"}


def test_a_visitor_is_refused(client):
    assert client.get("/ranking", headers={"X-Token": "nobody"}).status_code == 401


def test_the_ranking_begins_with_the_most_points(client):
    rows = client.get("/ranking", headers=FIRST).json()
    assert [row["is_me"] for row in rows] == [False, True]
