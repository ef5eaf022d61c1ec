from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from .models import Trip, Vehicle

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def vehicle():
    vehicle = Vehicle.objects.create(plate="N-AB 12")
    for number in range(60):
        Trip.objects.create(vehicle=vehicle, started_at=NOON + timedelta(hours=number), metres=number)
    return vehicle


def test_the_latest_trips_come_first(client, vehicle):
    client.force_login(User.objects.create_user("office"))
    trips = client.get("/vehicles/N-AB 12/trips/").json()["trips"]
    assert [trip["metres"] for trip in trips] == [*range(59, 9, -1)]


def test_a_visitor_sees_no_trips(client, vehicle):
    assert client.get("/vehicles/N-AB 12/trips/").status_code == 302
