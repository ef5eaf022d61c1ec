import httpx
import pytest
from fastapi.testclient import TestClient

from .api import app, open_ledger
from .ledger import Ledger

FORM = {"company": "North Street Bakery", "vat_number": "DE123456789"}


@pytest.fixture
def client():
    async def false_ledger():
        network = httpx.MockTransport(lambda _: httpx.Response(200, json={"number": "A-1"}))
        async with httpx.AsyncClient(base_url="https://ledger.example", transport=network) as asked:
            yield Ledger(asked)

    app.dependency_overrides[open_ledger] = false_ledger
    yield TestClient(app)
    app.dependency_overrides.clear()


def test_a_company_gets_an_account(client):
    answer = client.post("/accounts", json=FORM)
    assert (answer.status_code, answer.json()) == (201, {"number": "A-1"})


@pytest.mark.parametrize("number", ["123", "de123456789", "DE123/../1"])
def test_a_number_of_another_form_is_refused(client, number):
    assert client.post("/accounts", json=FORM | {"vat_number": number}).status_code == 422
