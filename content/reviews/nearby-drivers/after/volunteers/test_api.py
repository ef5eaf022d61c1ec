from datetime import date

import pytest
from fastapi.testclient import TestClient

from . import api
from .people import Driver, Register

ROWS = [("Kim", "North", 50.00, 8.00), ("Sam", "South", 50.05, 8.00), ("Lou", "South", 50.50, 8.00)]


def made(number, name, district, latitude, longitude):
    return Driver(
        id=number,
        name=name,
        district=district,
        phone=f"555-010{number}",
        born_on=date(1960, 5, number),
        calendar_key=f"key-{number}",
        latitude=latitude,
        longitude=longitude,
        seats=3,
    )


@pytest.fixture
def client(monkeypatch):
    drivers = [made(number, *row) for number, row in enumerate(ROWS, start=1)]
    monkeypatch.setattr(api, "register", Register(drivers))
    monkeypatch.setattr(api, "members", {"token"})
    return TestClient(api.app, headers={"X-Token": "token"})


def test_a_visitor_is_refused(client):
    assert client.get("/drivers/1", headers={"X-Token": "guess"}).status_code == 401


def test_a_card_shows_what_members_need(client):
    assert client.get("/drivers/1").json() == {"id": 1, "name": "Kim", "district": "North", "seats": 3}


def test_the_list_is_of_one_district(client):
    assert [card["name"] for card in client.get("/drivers?district=South").json()] == ["Sam", "Lou"]


def test_the_nearest_driver_stands_first(client):
    found = client.get("/drivers/nearby?latitude=50.06&longitude=8").json()
    assert [(one["name"], one["distance_km"]) for one in found] == [("Sam", 1.1), ("Kim", 6.7)]


def test_nobody_may_be_near(client):
    assert client.get("/drivers/nearby?latitude=10&longitude=8").json() == []


@pytest.mark.parametrize("place", ["latitude=91&longitude=8", "latitude=50", "latitude=50&longitude=8&within_km=500"])
def test_an_impossible_place_is_refused(client, place):
    assert client.get(f"/drivers/nearby?{place}").status_code == 422


def test_visitors_see_nobody_nearby(client):
    answer = client.get("/drivers/nearby?latitude=50&longitude=8", headers={"X-Token": "guess"})
    assert answer.status_code == 401
