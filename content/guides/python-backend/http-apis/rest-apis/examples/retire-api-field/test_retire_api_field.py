"""Taking `total` (euros, a float) out of an answer that programs unknown to us read."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from email.utils import format_datetime

import httpx
import pytest
from fastapi import FastAPI, Header, HTTPException, Response
from pydantic import BaseModel, Field, model_validator

DEPRECATED = datetime(2026, 9, 1, tzinfo=UTC)
SUNSET = datetime(2027, 3, 1, tzinfo=UTC)
BROWNOUTS = [(datetime(2027, 1, 12, 10, tzinfo=UTC), datetime(2027, 1, 12, 11, tzinfo=UTC))]

NOW = [DEPRECATED]  # the tests move this clock
CALLS: Counter[tuple[str, str]] = Counter()
api = FastAPI()


class Order(BaseModel):
    number: str
    total_cents: int
    total: float | None = Field(None, deprecated=True, description="Use total_cents.")


class OrderIn(BaseModel):
    total_cents: int
    total: float | None = None

    @model_validator(mode="before")
    @classmethod
    def accept_the_old_name(cls, sent):
        """Old writers send total, new ones total_cents, careful ones both: then they must agree."""
        if isinstance(sent, dict) and isinstance(sent.get("total"), int | float):
            cents = round(sent["total"] * 100)
            if sent.get("total_cents", cents) != cents:
                raise ValueError("total and total_cents differ")
            return sent | {"total_cents": cents}
        return sent


def gone(now: datetime) -> bool:
    return now >= SUNSET or any(start <= now < end for start, end in BROWNOUTS)


@api.get("/orders/{number}", response_model=Order, response_model_exclude_unset=True)
async def read(number: str, response: Response, api_key: str = Header(), without: str = Header("")):
    order = {"number": number, "total_cents": 1999}
    if without == "total":  # the client says it can live without the field
        CALLS[api_key, "without"] += 1
        return order
    CALLS[api_key, "unknown"] += 1
    response.headers["Deprecation"] = f"@{int(DEPRECATED.timestamp())}"
    response.headers["Sunset"] = format_datetime(SUNSET, usegmt=True)
    response.headers["Link"] = '</docs/total>; rel="deprecation"'
    return order if gone(NOW[0]) else order | {"total": 19.99}


@api.put("/orders/{number}")
async def write(number: str, order: OrderIn):
    return {"number": number, "total_cents": order.total_cents}


@api.get("/readers-not-known-safe")
async def remaining():
    if not CALLS:
        raise HTTPException(503, "nothing counted yet")
    return sorted({key for key, how in CALLS if how == "unknown"})


@pytest.fixture(autouse=True)
def first_of_september():
    CALLS.clear()
    NOW[0] = DEPRECATED


def send(method: str, path: str, **sent) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://api") as client:
            return await client.request(method, path, **sent)

    return asyncio.run(go())


def read_as(key: str, **headers: str) -> httpx.Response:
    return send("GET", "/orders/A-1", headers={"api-key": key, **headers})


def test_old_and_new_stand_side_by_side_and_the_answer_says_until_when():
    answer = read_as("warehouse")
    assert answer.json() == {"number": "A-1", "total_cents": 1999, "total": 19.99}
    for name in ("Deprecation", "Sunset", "Link"):
        print(f"{name}: {answer.headers[name]}")


def test_the_published_schema_marks_the_field_as_deprecated():
    schema = send("GET", "/openapi.json").json()["components"]["schemas"]["Order"]
    assert schema["properties"]["total"]["deprecated"] is True


def test_readers_cannot_be_counted_but_those_who_opted_out_can():
    read_as("warehouse")
    read_as("accounting", without="total")
    print("not yet known to be safe:", send("GET", "/readers-not-known-safe").json())
    assert "total" not in read_as("accounting", without="total").json()


def test_a_brownout_shows_who_still_reads_it_and_ends_by_itself():
    seen = []
    for minute in (datetime(2027, 1, 12, 9, 59, tzinfo=UTC), BROWNOUTS[0][0], BROWNOUTS[0][1], SUNSET):
        NOW[0] = minute
        seen.append("total" in read_as("warehouse").json())
    print("field present before, during, after the brownout, after sunset:", seen)
    assert seen == [True, False, True, False]


def test_writers_may_send_either_name_and_both_only_if_they_agree():
    for sent in ({"total": 19.99}, {"total_cents": 1999}, {"total": 19.99, "total_cents": 1999}):
        assert send("PUT", "/orders/A-1", json=sent).json()["total_cents"] == 1999
    assert send("PUT", "/orders/A-1", json={"total": 19.99, "total_cents": 5}).status_code == 422
