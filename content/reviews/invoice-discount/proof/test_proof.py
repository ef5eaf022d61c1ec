from decimal import ROUND_HALF_UP, Decimal

import invoices.amounts
import invoices.api
import invoices.models
import invoices_before.api
from fastapi.testclient import TestClient
from invoices_before.amounts import to_cents


def draft(price: str, percent: float = 0, vat_percent: int = 0) -> dict:
    return {
        "lines": [{"text": "Paper", "quantity": 1, "price": price, "vat_percent": vat_percent}],
        "discount_percent": percent,
    }


def test_half_a_cent_lost() -> None:
    assert invoices.amounts.totals(invoices.models.Draft(**draft("50.10", 5))).net == 47.59

    halves, wrong = 0, 0
    for cents in range(1, 20_001):
        exact = Decimal(cents) * 95 / 10_000
        told = round(float(Decimal(cents) / 100) * (1 - 5 / 100), 2)
        halves += exact % Decimal("0.01") == Decimal("0.005")
        wrong += Decimal(str(told)) != exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert (halves, wrong) == (1000, 746)


def test_vat_without_a_discount_changes_too() -> None:
    body = draft("2.50", vat_percent=19)

    assert TestClient(invoices_before.api.app).post("/previews", json=body).json()["vat"] == "0.48"
    assert TestClient(invoices.api.app).post("/previews", json=body).json()["vat"] == 0.47


def test_decimal_keeps_both() -> None:
    assert to_cents(Decimal("50.10") * (100 - Decimal(5)) / 100) == Decimal("47.60")
    assert to_cents(Decimal("2.50") * 19 / 100) == Decimal("0.48")


def test_strings_became_numbers() -> None:
    old = TestClient(invoices_before.api.app).post("/previews", json=draft("47.60"))
    new = TestClient(invoices.api.app).post("/previews", json=draft("47.60"))

    assert '"gross":"47.60"' in old.text
    assert '"gross":47.6}' in new.text
