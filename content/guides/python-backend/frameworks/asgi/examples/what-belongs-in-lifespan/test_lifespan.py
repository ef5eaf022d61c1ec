"""Start and end of an application: order, failure half way, what a test forgets, and what a mounted app never gets."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI, Request
from starlette.applications import Starlette
from starlette.routing import Mount

LOG: list[str] = []


class Resource:
    """A pool, a client, a consumer: something that must be opened and closed."""

    def __init__(self, name: str, works: bool = True) -> None:
        self.name, self.works = name, works

    async def __aenter__(self) -> "Resource":
        if not self.works:
            LOG.append(f"{self.name} cannot open")
            raise ConnectionError(self.name)
        LOG.append(f"{self.name} open")
        return self

    async def __aexit__(self, *_) -> None:
        LOG.append(f"{self.name} closed")


def make_app(broker_works: bool = True) -> FastAPI:
    LOG.clear()

    @asynccontextmanager
    async def lifespan(app: FastAPI):
        async with AsyncExitStack() as stack:
            pool = await stack.enter_async_context(Resource("pool"))
            await stack.enter_async_context(Resource("broker", broker_works))
            yield {"pool": pool}  # what requests may use

    app = FastAPI(lifespan=lifespan)

    @app.get("/")
    async def index(request: Request) -> str:
        LOG.append(f"request with {request.state.pool.name}")
        return "ok"

    return app


def with_state(app, state: dict):
    """What the lifespan yielded, handed to each request: the work of a server, or of a test."""
    return lambda scope, receive, send: app(scope | {"state": state.copy()}, receive, send)


async def server(app, requests: int) -> list[dict]:
    """What a server does: start, hand the state to each request, end. Returns the lifespan answers."""
    to_app, from_app = asyncio.Queue(), []
    ready, ended = asyncio.Event(), asyncio.Event()

    async def send(message) -> None:
        from_app.append(message)
        (ready if message["type"].startswith("lifespan.startup") else ended).set()

    state: dict = {}
    life = asyncio.create_task(app({"type": "lifespan", "state": state}, to_app.get, send))
    await to_app.put({"type": "lifespan.startup"})
    await ready.wait()
    if from_app[0]["type"] == "lifespan.startup.complete":
        transport = httpx.ASGITransport(with_state(app, state))
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            for _ in range(requests):
                await client.get("/")
        await to_app.put({"type": "lifespan.shutdown"})
        await ended.wait()
    await asyncio.gather(life, return_exceptions=True)
    return from_app


def test_once_before_the_first_request_and_once_after_the_last_in_reverse():
    answers = asyncio.run(server(make_app(), requests=2))
    print(" | ".join(LOG))
    assert LOG == ["pool open", "broker open", *["request with pool"] * 2, "broker closed", "pool closed"]
    assert [answer["type"] for answer in answers] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_a_start_that_fails_half_way_closes_what_is_open_and_no_request_is_served():
    answers = asyncio.run(server(make_app(broker_works=False), requests=2))
    print(" | ".join(LOG), "->", answers[0]["type"])
    assert LOG == ["pool open", "broker cannot open", "pool closed"]
    assert answers[0]["type"] == "lifespan.startup.failed"


def test_the_transport_of_httpx_does_not_run_it():
    app = make_app()

    async def go() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
            await client.get("/")

    with pytest.raises(AttributeError, match="pool"):
        asyncio.run(go())
    print("without lifespan:", LOG)
    assert LOG == []


def test_a_test_enters_it_by_hand_and_hands_the_state_over():
    app = make_app()

    async def go() -> None:
        async with app.router.lifespan_context(app) as state:
            transport = httpx.ASGITransport(with_state(app, state))
            async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
                await client.get("/")

    asyncio.run(go())
    assert LOG == ["pool open", "broker open", "request with pool", "broker closed", "pool closed"]


def test_the_lifespan_of_a_mounted_app_is_not_run():
    inner = make_app()
    outer = Starlette(routes=[Mount("/inner", inner)])

    async def go() -> None:
        async with outer.router.lifespan_context(outer):
            LOG.append("outer runs")

    asyncio.run(go())
    print("mounted:", LOG)
    assert LOG == ["outer runs"]


def test_one_client_for_all_requests_keeps_its_connections_and_one_for_each_does_not():
    opened = []

    class Transport(httpx.AsyncBaseTransport):
        def __init__(self) -> None:
            opened.append("connection pool")

        async def handle_async_request(self, request):
            return httpx.Response(200)

    async def shared() -> None:
        async with httpx.AsyncClient(transport=Transport()) as client:
            for _ in range(20):
                await client.get("http://partner/")

    async def each() -> None:
        for _ in range(20):
            async with httpx.AsyncClient(transport=Transport()) as client:
                await client.get("http://partner/")

    counts = []
    for way in (shared, each):
        opened.clear()
        asyncio.run(way())
        counts.append(len(opened))
    print(f"20 requests: {counts[0]} pool from lifespan, {counts[1]} pools when each request makes its own")
    assert counts == [1, 20]
