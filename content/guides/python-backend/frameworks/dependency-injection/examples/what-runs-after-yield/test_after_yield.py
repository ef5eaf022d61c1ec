"""A dependency with yield, and everything that may happen to its request: in which order, and who sees what."""

import asyncio
from typing import Annotated

import httpx
import pytest
from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException
from fastapi.responses import StreamingResponse

LOG: list[str] = []
api = FastAPI()


async def resource():
    LOG.append("open")
    try:
        yield
        LOG.append("went well")
    except Exception as fault:
        LOG.append(f"saw {type(fault).__name__}")
        raise
    finally:
        LOG.append("close")


Late = Annotated[None, Depends(resource)]  # as installed: closed after the answer was sent
Early = Annotated[None, Depends(resource, scope="function")]  # closed before the answer is sent


@api.get("/late")
async def late(tasks: BackgroundTasks, _: Late):
    tasks.add_task(LOG.append, "background task")
    LOG.append("handler")


@api.get("/early")
async def early(tasks: BackgroundTasks, _: Early):
    tasks.add_task(LOG.append, "background task")
    LOG.append("handler")


@api.get("/refused")
async def refused(_: Late):
    raise HTTPException(404)


@api.get("/broken-promise")
async def broken_promise(_: Late) -> int:
    return "many"


async def rows():
    for number in range(2):
        LOG.append(f"row {number}")
        yield str(number)


@api.get("/stream-late")
async def stream_late(_: Late):
    return StreamingResponse(rows())


@api.get("/stream-early")
async def stream_early(_: Early):
    return StreamingResponse(rows())


async def swallows():
    try:
        yield
    except ZeroDivisionError:
        pass


@api.get("/swallowed")
async def swallowed(_: Annotated[None, Depends(swallows)]):
    raise ZeroDivisionError


async def translates():
    try:
        yield
    except ZeroDivisionError as fault:
        raise HTTPException(409) from fault


@api.get("/translated")
async def translated(_: Annotated[None, Depends(translates)]):
    raise ZeroDivisionError


async def fails_at_the_end():
    yield
    raise HTTPException(409)


@api.get("/too-late")
async def too_late(_: Annotated[None, Depends(fails_at_the_end)]): ...


@api.get("/in-time")
async def in_time(_: Annotated[None, Depends(fails_at_the_end, scope="function")]): ...


async def outer():
    yield
    LOG.append("outer closed")


async def inner(_: Annotated[None, Depends(outer)]):
    yield
    LOG.append("inner closed")


@api.get("/nested")
async def nested(_: Annotated[None, Depends(inner)]): ...


def life_of(path: str) -> list[str]:
    LOG.clear()

    async def watched(scope, receive, send) -> None:
        async def noting_send(message) -> None:
            if message["type"] == "http.response.start":
                LOG.append(f"status {message['status']} sent")
            await send(message)

        await api(scope, receive, noting_send)

    async def go() -> None:
        transport = httpx.ASGITransport(watched, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
            await client.get(path)

    asyncio.run(go())
    return LOG


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/late", ["open", "handler", "status 200 sent", "background task", "went well", "close"]),
        ("/early", ["open", "handler", "went well", "close", "status 200 sent", "background task"]),
        ("/refused", ["open", "saw HTTPException", "close", "status 404 sent"]),
        ("/broken-promise", ["open", "saw ResponseValidationError", "close", "status 500 sent"]),
        ("/stream-late", ["open", "status 200 sent", "row 0", "row 1", "went well", "close"]),
        ("/stream-early", ["open", "went well", "close", "status 200 sent", "row 0", "row 1"]),
        ("/swallowed", ["status 500 sent"]),
        ("/translated", ["status 409 sent"]),
        ("/too-late", ["status 200 sent"]),
        ("/in-time", ["status 409 sent"]),
        ("/nested", ["status 200 sent", "inner closed", "outer closed"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_life_of_a_dependency(path, expected):
    log = life_of(path)
    print(f"{path}: " + " | ".join(log))
    assert log == expected
