"""The same 10,000 rows out of FastAPI, and a small request that has to wait for them."""

import asyncio
import time
from datetime import UTC, datetime

import httpx
from fastapi import FastAPI
from pydantic import BaseModel


class Order(BaseModel):
    id: int
    number: str
    total_cents: int
    created_at: datetime


DICTS = [
    {"id": n, "number": f"A-{n}", "total_cents": n, "created_at": datetime(2026, 11, 1, tzinfo=UTC)}
    for n in range(10_000)
]
MODELS = [Order(**row) for row in DICTS]
api = FastAPI()


@api.get("/no-model")
async def no_model():
    return MODELS  # walked in Python, value by value, then json.dumps


@api.get("/dicts")
async def dicts() -> list[Order]:
    return DICTS  # each row is validated, then written by Pydantic


@api.get("/models")
async def models() -> list[Order]:
    return MODELS  # instances are trusted and written by Pydantic


@api.get("/ping")
async def ping():
    return "pong"


async def both(path: str) -> tuple[float, float, bytes]:
    """Milliseconds until the large answer and until a small one that was asked for at the same moment."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://api") as client:
        start = time.perf_counter()

        async def get(path: str) -> tuple[float, bytes]:
            answer = await client.get(path)
            return (time.perf_counter() - start) * 1000, answer.content

        (large, body), (small, _) = await asyncio.gather(get(path), get("/ping"))
    return large, small, body


def best(path: str) -> tuple[float, float, bytes]:
    return min(asyncio.run(both(path)) for _ in range(3))


def test_a_response_model_makes_the_answer_quicker_and_dicts_pay_for_validation():
    took, bodies = {}, set()
    for path in ("/no-model", "/dicts", "/models"):
        took[path], waited, body = best(path)
        bodies.add(body)
        print(f"measured {path}: {took[path]:.0f} ms; a ping beside it waited {waited:.0f} ms")
    assert len(bodies) == 1  # the same bytes each time
    assert took["/no-model"] > 3 * took["/models"]


def test_serialising_in_an_async_handler_stops_everybody_else():
    large, small, _ = best("/no-model")
    alone, _, _ = best("/ping")
    print(f"measured ping alone: {alone:.1f} ms")
    assert small > 0.8 * large  # it could not start before the large one was done
    assert small > 3 * alone
