import copy

import pytest
import quotes.api
import quotes.pricing
import quotes.tariff
import quotes_before.pricing
from fastapi.testclient import TestClient


@pytest.fixture(autouse=True)
def tariff_as_written(monkeypatch):
    for module in (quotes.tariff, quotes.pricing):
        monkeypatch.setattr(module, "TARIFF", copy.deepcopy(quotes.tariff.TARIFF))


def total(**parcel) -> int:
    return (
        TestClient(quotes.api.app)
        .post("/quotes", json={"zone": "city", "weight_g": 900} | parcel)
        .json()["total_cents"]
    )


def test_express_for_everybody() -> None:
    assert total() == 490
    assert total(express=True) == 940

    assert total() == 940  # the next customer did not ask for express
    assert total(express=True) == 1390


def test_a_heavy_parcel_happens_to_be_safe() -> None:
    assert total(weight_g=12_000, express=True) == 1290
    assert total(weight_g=12_000) == 840


def test_a_new_list_leaves_the_tariff_alone() -> None:
    for _ in range(2):
        items = [*quotes.pricing.items_for("city", 900), quotes.tariff.EXPRESS]
        assert sum(item.cents for item in items) == 940
    assert [item.cents for item in quotes_before.pricing.items_for("city", 900)] == [490]
