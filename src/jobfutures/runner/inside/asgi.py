"""Serves a candidate's ASGI application (FastAPI) over one socket with uvicorn's own protocol class."""

import asyncio
import logging
import socket
import sys
from typing import Any

from uvicorn.config import Config
from uvicorn.lifespan.on import LifespanOn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from jobfutures.runner.inside import candidate


def main(request: dict[str, Any], channels: list[int]) -> int:
    channel = candidate.open_up(request, channels)
    try:
        application = candidate.load(request["app"], has_database=len(channels) > candidate.DATABASE_CHANNEL)
        asyncio.run(serve(channel, application))
    except BaseException as error:  # noqa: BLE001 - the candidate's code may raise anything; it is shown to them
        candidate.show(error)
        return 1
    return 0


def shielded(application: Any) -> Any:
    """Return the application with its errors kept in: an exception is a 500 and a traceback; the channel stays open.

    uvicorn closes the connection of a request that raised; there is only this one.
    """

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        started = False

        async def note(message: Any) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await application(scope, receive, note)
        except Exception as error:
            if scope["type"] != "http":
                raise
            candidate.show(error)
            if not started:
                await send({"type": "http.response.start", "status": 500, "headers": [(b"content-length", b"0")]})
                await send({"type": "http.response.body", "body": b""})

    return answer


async def serve(channel: socket.socket, application: Any) -> None:
    """Serve until the grader hangs up."""
    configuration = Config(shielded(application), log_config=None, lifespan="on", access_log=False)
    configuration.load()
    logging.getLogger("uvicorn.error").propagate = False
    lifespan = LifespanOn(configuration)
    await lifespan.startup()
    if lifespan.should_exit:
        sys.stderr.write("The application did not start.\n")
        raise SystemExit(1)
    channel.settimeout(0)
    protocol = H11Protocol(configuration, ServerState(), lifespan.state)
    closed = asyncio.get_running_loop().create_future()
    lost = protocol.connection_lost

    def connection_lost(error: Exception | None) -> None:
        lost(error)
        if not closed.done():
            closed.set_result(None)

    protocol.connection_lost = connection_lost  # type: ignore[method-assign,assignment]  # the one event we need of it
    await asyncio.get_running_loop().connect_accepted_socket(lambda: protocol, channel)
    await closed
    await lifespan.shutdown()
