from datetime import UTC, datetime

import pytest
from clinic.access import sessions, token_hash
from clinic.api import app
from clinic.models import Appointment, Base, Clinic, Staff
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, select
from sqlalchemy.pool import StaticPool


@pytest.fixture
def stranger():
    """Someone who works for the Hill clinic; appointment 7 belongs to the Harbour clinic."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    sessions.configure(bind=engine)
    with sessions.begin() as session:
        session.add_all([Clinic(id=1, name="Harbour"), Clinic(id=2, name="Hill")])
        session.add(Staff(clinic_id=2, token_hash=token_hash("hill")))
        session.add(
            Appointment(
                id=7,
                clinic_id=1,
                patient_name="Mo",
                patient_phone="555 0101",
                note="allergic to penicillin",
                starts_at=datetime(2026, 5, 4, 9, tzinfo=UTC),
            )
        )
    return TestClient(app, headers={"Authorization": "Bearer hill"})


def test_any_clinic(stranger) -> None:
    answer = stranger.get("/appointments/7")
    assert answer.status_code == 200
    assert answer.json()["patient_phone"] == "555 0101"
    assert answer.json()["note"] == "allergic to penicillin"

    with sessions() as session:
        mended = select(Appointment).where(Appointment.id == 7, Appointment.clinic_id == 2)
        assert session.scalar(mended) is None


def test_the_cancellation_is_closed_to_strangers(stranger) -> None:
    assert stranger.post("/appointments/7/cancellation").status_code == 404
    with sessions() as session:
        assert session.get(Appointment, 7).cancelled_at is None
