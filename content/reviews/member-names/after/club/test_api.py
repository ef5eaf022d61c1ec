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


def test_a_chosen_name_stands_in_the_ranking(client):
    assert client.put("/me/name", headers=FIRST, json={"name": "Rook"}).status_code == 200
    rows = client.get("/ranking", headers=FIRST).json()
    assert [row["name"] for row in rows] == [None, "Rook"]


@pytest.mark.parametrize("name", ["Rook", "rook"])
def test_a_taken_name_is_refused(client, name):
    client.put("/me/name", headers=FIRST, json={"name": "Rook"})
    assert client.put("/me/name", headers=SECOND, json={"name": name}).status_code == 409


def test_members_may_change_the_case_of_their_name(client):
    client.put("/me/name", headers=FIRST, json={"name": "rook"})
    assert client.put("/me/name", headers=FIRST, json={"name": "Rook"}).status_code == 200
