import pytest
from fastapi.testclient import TestClient

from .api import app


@pytest.fixture
def client():
    return TestClient(app)


def line(price, *, quantity=1, vat_percent=19):
    return {"text": "Paper", "quantity": quantity, "price": price, "vat_percent": vat_percent}


def test_lines_are_added_up(client):
    shown = client.post("/previews", json={"lines": [line("100.00"), line("25.00", quantity=4)]}).json()
    assert shown == {"net": "200.00", "vat": "38.00", "gross": "238.00"}


def test_each_rate_has_its_own_vat(client):
    lines = [line("100.00"), line("50.00", vat_percent=7)]
    shown = client.post("/previews", json={"lines": lines}).json()
    assert shown == {"net": "150.00", "vat": "22.50", "gross": "172.50"}


def test_a_draft_without_lines_is_refused(client):
    assert client.post("/previews", json={"lines": []}).status_code == 422


def test_a_rate_of_zero_has_no_vat(client):
    shown = client.post("/previews", json={"lines": [line("80.00", vat_percent=0)]}).json()
    assert shown["net"] == shown["gross"]


@pytest.mark.parametrize("quantity", [0, 10_001, 1.5])
def test_a_quantity_out_of_bounds_is_refused(client, quantity):
    assert client.post("/previews", json={"lines": [line("10.00", quantity=quantity)]}).status_code == 422


def test_more_than_200_lines_are_refused(client):
    assert client.post("/previews", json={"lines": [line("10.00")] * 201}).status_code == 422


def test_a_price_with_three_decimals_is_refused(client):
    assert client.post("/previews", json={"lines": [line("9.999")]}).status_code == 422
