import pytest
from fastapi.testclient import TestClient

from .api import app


@pytest.fixture
def client():
    return TestClient(app)


def test_a_parcel_in_the_city_costs_the_delivery(client):
    quote = client.post("/quotes", json={"zone": "city", "weight_g": 900}).json()
    assert quote == {"lines": [{"text": "Delivery", "cents": 490}], "total_cents": 490}


@pytest.mark.parametrize(("weight_g", "total_cents"), [(10_000, 840), (10_001, 1190)])
def test_a_parcel_is_heavy_above_10_kg(client, weight_g, total_cents):
    quote = client.post("/quotes", json={"zone": "region", "weight_g": weight_g}).json()
    assert quote["total_cents"] == total_cents


def test_an_unknown_zone_is_refused(client):
    assert client.post("/quotes", json={"zone": "moon", "weight_g": 900}).status_code == 422
