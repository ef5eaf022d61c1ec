"""What a lenient reader makes of values that a careless client sends."""

import asyncio
import json
from datetime import date
from decimal import Decimal
from typing import Annotated

import httpx
import pytest
from fastapi import Body, FastAPI
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from rest_framework import serializers


def read(kind: type, value: object, strict: bool = False) -> object:
    try:
        return TypeAdapter(kind).validate_json(json.dumps(value), strict=strict)
    except ValidationError:
        return "refused"


def read_by_drf(field: serializers.Field, value: object) -> object:
    try:
        return field.run_validation(value)
    except serializers.ValidationError:
        return "refused"


DRF = {
    int: serializers.IntegerField,
    bool: serializers.BooleanField,
    date: serializers.DateField,
    str: serializers.CharField,
}


def test_three_readers_and_nine_careless_values():
    refused = "refused"
    expected = [
        # type, sent, Pydantic, Pydantic strict, Django REST framework
        (int, "3", 3, refused, 3),
        (int, "1_0", 10, refused, 10),
        (int, True, 1, refused, refused),
        (int, 3.5, refused, refused, refused),
        (bool, "off", False, refused, False),
        (bool, 2, refused, refused, refused),
        (str, 5, refused, refused, "5"),
        (date, 0, date(1970, 1, 1), refused, refused),
        (date, "1764547200", date(2025, 12, 1), date(2025, 12, 1), refused),  # strict, and still a Unix time
    ]
    for kind, sent, *results in expected:
        found = [read(kind, sent), read(kind, sent, strict=True), read_by_drf(DRF[kind](), sent)]
        print(f"{kind.__name__} from {sent!r}:", " | ".join(map(str, found)))
        assert found == results


class Shipment(BaseModel):
    model_config = ConfigDict(strict=True)
    day: date
    boxes: int


class CarefulShipment(BaseModel):
    day: date
    boxes: Annotated[int, Field(strict=True)]


api = FastAPI()


@api.post("/strict")
async def strict(shipment: Shipment):
    return shipment


@api.post("/careful")
async def careful(shipment: CarefulShipment):
    return shipment


@api.post("/payments")
async def pay(amount: Annotated[Decimal, Body(embed=True)]):
    return str(amount)


@api.get("/boxes")
async def boxes(at_least: int):
    return at_least


def send(method: str, path: str, **sent) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://api") as client:
            return await client.request(method, path, **sent)

    return asyncio.run(go())


def test_a_strict_model_refuses_every_date_in_fastapi_but_not_in_pydantic():
    good = {"day": "2026-12-24", "boxes": 3}
    assert Shipment.model_validate_json(json.dumps(good)).boxes == 3
    print("strict model in FastAPI:", send("POST", "/strict", json=good).status_code)
    assert send("POST", "/strict", json=good).status_code == 422  # it validates parsed objects: a str is no date


def test_a_strict_decimal_refuses_every_amount_that_json_can_carry():
    amount = TypeAdapter(Decimal)
    for parsed in (19.99, 1999, "19.99"):  # what json.loads makes of a body; FastAPI validates this
        with pytest.raises(ValidationError):
            amount.validate_python(parsed, strict=True)
    assert amount.validate_python("19.99") == Decimal("19.99")


def test_strict_where_a_guess_costs_money_and_lenient_where_json_has_no_type():
    assert send("POST", "/careful", json={"day": "2026-12-24", "boxes": 3}).status_code == 200
    for guess in ("3", True, 3.0):
        assert send("POST", "/careful", json={"day": "2026-12-24", "boxes": guess}).status_code == 422


def test_a_query_string_is_text_so_it_has_to_be_coerced():
    assert send("GET", "/boxes?at_least=3").json() == 3


def test_an_amount_sent_as_a_json_number_has_been_a_float():
    arrived = {
        kind: send(
            "POST", "/payments", content=b'{"amount": %s}' % sent, headers={"content-type": "application/json"}
        ).json()
        for kind, sent in [("number", b"12345678901234567.89"), ("string", b'"12345678901234567.89"')]
    }
    print("amount arrives as", arrived)
    assert arrived == {"number": "12345678901234568", "string": "12345678901234567.89"}


def test_tightening_starts_with_counting_who_would_be_refused():
    traffic = [{"boxes": 3}, {"boxes": "3"}, {"boxes": 2}, {"boxes": True}]
    would_fail = [sent["boxes"] for sent in traffic if read(int, sent["boxes"], strict=True) == "refused"]
    print(f"accepted today: {len(traffic)}, refused when strict: {would_fail}")
    assert would_fail == ["3", True]
