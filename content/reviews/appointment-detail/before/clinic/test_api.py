from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from .access import sessions, token_hash
from .api import app
from .models import Appointment, Base, Clinic, Staff

DAY = "2026-05-04T00:00:00Z"
NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def client():
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    sessions.configure(bind=engine)
    with sessions.begin() as session:
        session.add_all([Clinic(id=1, name="Harbour"), Clinic(id=2, name="Hill")])
        session.add_all(
            [
                Staff(clinic_id=1, token_hash=token_hash("harbour")),
                Staff(clinic_id=2, token_hash=token_hash("hill")),
            ]
        )
        session.add(Appointment(id=7, clinic_id=1, patient_name="Mo", patient_phone="555 0101", starts_at=NINE))
    return TestClient(app, headers={"Authorization": "Bearer harbour"})


def test_a_visitor_is_refused(client):
    del client.headers["Authorization"]
    assert client.get("/appointments", params={"day_from": DAY}).status_code == 401


def test_the_list_shows_the_day_of_the_own_clinic(client):
    assert [row["id"] for row in client.get("/appointments", params={"day_from": DAY}).json()] == [7]
    client.headers["Authorization"] = "Bearer hill"
    assert client.get("/appointments", params={"day_from": DAY}).json() == []
