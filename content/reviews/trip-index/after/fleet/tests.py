from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection

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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL rightly reads a small table without an index")
def test_the_latest_trips_are_read_in_the_order_of_the_index(vehicle):
    plan = Trip.objects.filter(vehicle=vehicle).order_by("-started_at", "-pk")[:50].explain()
    assert "fleet_trip_latest" in plan
    assert "TEMP B-TREE" not in plan
