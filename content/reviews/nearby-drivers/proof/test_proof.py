from datetime import date

import pytest
import volunteers.api
from fastapi.testclient import TestClient
from volunteers.api import Card
from volunteers.people import Driver, Register

KIM = Driver(
    id=1,
    name="Kim",
    district="North",
    phone="555-0101",
    born_on=date(1960, 5, 1),
    calendar_key="key-1",
    latitude=50.0,
    longitude=8.0,
    seats=3,
)


@pytest.fixture
def client(monkeypatch) -> TestClient:
    monkeypatch.setattr(volunteers.api, "register", Register([KIM]))
    monkeypatch.setattr(volunteers.api, "members", {"token"})
    return TestClient(volunteers.api.app, headers={"X-Token": "token"})


def test_whole_driver_goes_out(client) -> None:
    found = client.get("/drivers/nearby?latitude=50&longitude=8").json()[0]

    assert found["phone"] == "555-0101"
    assert found["born_on"] == "1960-05-01"
    assert found["calendar_key"] == "key-1"
    assert (found["latitude"], found["longitude"]) == (50.0, 8.0)
    assert client.get("/drivers/1").json().keys() == {"id", "name", "district", "seats"}


def test_the_document_promises_nothing(client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    schema_of = {
        path: paths[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        for path in ("/drivers", "/drivers/nearby")
    }
    assert schema_of["/drivers"]["items"] == {"$ref": "#/components/schemas/Card"}
    assert "items" not in schema_of["/drivers/nearby"]


def test_a_model_of_its_own_keeps_the_rest_in(client) -> None:
    class NearbyCard(Card):
        distance_km: float

    shown = NearbyCard(**Card.model_validate(KIM).model_dump(), distance_km=0.0).model_dump()
    assert shown.keys() == {"id", "name", "district", "seats", "distance_km"}
