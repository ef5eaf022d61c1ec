"""A product page with one part that may be missing and one that may not, while its dependencies fail."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
import pytest
from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

BUDGET_S = 0.05


@dataclass
class World:
    """The dependencies, and the switch that the person on call can turn."""

    price: Callable[[], Awaitable[int]]
    similar: Callable[[], Awaitable[list[str]]]
    similar_switched_on: bool = True
    asked: list[str] = field(default_factory=list)


def page(world: World) -> FastAPI:
    app = FastAPI()

    async def optional_similar() -> tuple[list[str], str]:
        if not world.similar_switched_on:
            return [], "switched off"
        world.asked.append("similar")
        try:
            async with asyncio.timeout(BUDGET_S):
                return await world.similar(), ""
        except TimeoutError:
            return [], "too slow"
        except ConnectionError:
            return [], "unavailable"

    @app.get("/products/1")
    async def product(response: Response):
        try:
            price = await world.price()
        except ConnectionError:  # without a price there is nothing to show, and a guess would be sold
            return JSONResponse({"code": "try_again"}, 503, headers={"Retry-After": "5"})
        similar, missing = await optional_similar()
        if missing:
            response.headers["Cache-Control"] = "no-store"  # do not let a cache keep the poor version
        else:
            response.headers["Cache-Control"] = "public, max-age=60"
        return {"price_cents": price, "similar": similar, "missing": {"similar": missing} if missing else {}}

    return app


def get(world: World) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=page(world))
        async with httpx.AsyncClient(transport=transport, base_url="http://shop.example") as client:
            return await client.get("/products/1")

    return asyncio.run(ask())


async def price() -> int:
    return 490


async def similar() -> list[str]:
    return ["coffee", "cocoa"]


async def down():
    raise ConnectionError


async def hanging():
    await asyncio.Event().wait()


def test_everything_works():
    answer = get(World(price, similar))
    print("all well:", answer.status_code, answer.json())
    assert answer.json() == {"price_cents": 490, "similar": ["coffee", "cocoa"], "missing": {}}


@pytest.mark.parametrize(("broken", "reason"), [(down, "unavailable"), (hanging, "too slow")], ids=["down", "hanging"])
def test_an_optional_part_is_left_out_and_said_to_be_missing(broken, reason):
    answer = get(World(price, broken))
    print(f"{reason}:", answer.status_code, answer.json(), answer.headers["cache-control"])
    assert answer.status_code == 200
    assert answer.json() == {"price_cents": 490, "similar": [], "missing": {"similar": reason}}
    assert answer.headers["cache-control"] == "no-store"


def test_the_core_fails_honestly():
    answer = get(World(down, similar))
    print("no price:", answer.status_code, answer.json(), "retry after", answer.headers["retry-after"])
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_the_switch_stops_even_the_asking():
    world = World(price, hanging, similar_switched_on=False)
    answer = get(world)
    assert answer.json()["missing"] == {"similar": "switched off"}
    assert world.asked == []  # this is what gives a dying dependency air


def test_a_bug_is_not_degradation():
    async def typo() -> list[str]:
        return {}["similar"]

    with pytest.raises(KeyError):  # only the expected failures have a fallback; a bug stays loud
        get(World(price, typo))
