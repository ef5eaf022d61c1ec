"""One handler speaks today's shape; each older date is one small step back from its neighbour."""

import asyncio
from collections.abc import Callable

import httpx
from fastapi import FastAPI, Header, HTTPException

type Shape = dict[str, object]
STEPS: list[tuple[str, Callable[[Shape], Shape]]] = []  # newest change first
PINNED = {"key-of-2024": "2024-05-01", "key-of-today": "2026-11-01"}
FIRST = "2024-05-01"
CALLS: list[str] = []


def changed_on(date: str):
    """Register how to undo the change that was published on that date."""

    def register(undo: Callable[[Shape], Shape]) -> Callable[[Shape], Shape]:
        STEPS.append((date, undo))
        STEPS.sort(key=lambda step: step[0], reverse=True)
        return undo

    return register


@changed_on("2025-02-01")
def status_was_a_flag(order: Shape) -> Shape:
    return {name: value for name, value in order.items() if name != "status"} | {"paid": order["status"] == "paid"}


@changed_on("2026-11-01")
def totals_were_euros(order: Shape) -> Shape:
    return {name: value for name, value in order.items() if name != "total_cents"} | {
        "total": order["total_cents"] / 100
    }


def as_of(version: str, order: Shape) -> Shape:
    for date, undo in STEPS:
        if date <= version:
            break
        CALLS.append(undo.__name__)
        order = undo(order)
    return order


api = FastAPI()


@api.get("/orders/A-1")
async def read(api_key: str = Header(), api_version: str | None = Header(None)):
    version = api_version or PINNED[api_key]
    if not (version == FIRST or version in dict(STEPS)):
        raise HTTPException(400, f"unknown version; known: {sorted([FIRST, *dict(STEPS)])}")
    return as_of(version, {"number": "A-1", "status": "paid", "total_cents": 1999})


def get(**headers: str) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://api") as client:
            return await client.get("/orders/A-1", headers={name.replace("_", "-"): v for name, v in headers.items()})

    return asyncio.run(go())


def test_an_account_keeps_the_version_of_the_day_it_signed_up():
    for key in PINNED:
        CALLS.clear()
        print(PINNED[key], get(api_key=key).json(), "steps:", len(CALLS))
    assert get(api_key="key-of-2024").json() == {"number": "A-1", "total": 19.99, "paid": True}
    assert get(api_key="key-of-today").json() == {"number": "A-1", "status": "paid", "total_cents": 1999}


def test_a_client_tries_the_next_version_with_one_header():
    between = get(api_key="key-of-2024", api_version="2025-02-01")
    assert between.json() == {"number": "A-1", "status": "paid", "total": 19.99}


def test_a_version_that_never_existed_is_refused_and_not_rounded():
    assert get(api_key="key-of-today", api_version="2025-13-45").status_code == 400
