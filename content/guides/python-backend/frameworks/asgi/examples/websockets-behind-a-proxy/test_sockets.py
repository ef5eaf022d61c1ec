"""Websockets on several workers: who may connect, who hears a message, and how a deployment says goodbye."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

ALLOWED = {"https://shop.example.org"}


class Bus:
    """Stands for Redis or PostgreSQL's LISTEN: whatever is published reaches every subscribed worker."""

    def __init__(self) -> None:
        self.subscribers: list = []

    async def publish(self, text: str) -> None:
        for deliver in self.subscribers:
            await deliver(text)


class Worker:
    """One process: an application and the sockets that happened to connect to it."""

    def __init__(self, bus: Bus | None = None) -> None:
        self.sockets: set = set()
        self.codes: list[int] = []
        self.bus = bus
        if bus:
            bus.subscribers.append(self.deliver)
        self.app = Starlette(routes=[WebSocketRoute("/live", self.live)], lifespan=self.lifespan)

    @asynccontextmanager
    async def lifespan(self, app):
        yield
        self.left = len(self.sockets)  # who would hear a goodbye from here?

    async def deliver(self, text: str) -> None:
        for socket in list(self.sockets):
            await socket.send_text(text)

    async def live(self, socket) -> None:
        if socket.headers.get("origin") not in ALLOWED:
            await socket.close(code=1008)  # before accept: the server answers the handshake with 403
            return
        await socket.accept()
        self.sockets.add(socket)
        try:
            while True:
                text = await socket.receive_text()
                await (self.bus.publish(text) if self.bus else self.deliver(text))
        except WebSocketDisconnect as gone:
            self.codes.append(gone.code)
        finally:
            self.sockets.discard(socket)  # or the set grows with every closed laptop


class Browser:
    """The other end of one connection, as the server in front of the app would drive it."""

    def __init__(self, worker: Worker, origin: str = "https://shop.example.org") -> None:
        self.heard: list[str] = []
        self.outgoing: asyncio.Queue = asyncio.Queue()
        self.scope = {
            "type": "websocket",
            "path": "/live",
            "query_string": b"",
            "headers": [(b"origin", origin.encode())],
        }
        self.outgoing.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(worker.app(self.scope, self.outgoing.get, self.receive))

    async def receive(self, message) -> None:
        self.heard.append(message.get("text") or f"{message['type']} {message.get('code', '')}".strip())

    async def say(self, text: str) -> None:
        self.outgoing.put_nowait({"type": "websocket.receive", "text": text})
        await settle()

    async def leave(self, code: int = 1001) -> None:
        self.outgoing.put_nowait({"type": "websocket.disconnect", "code": code})
        await self.task


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def two_browsers_on_two_workers(bus: Bus | None) -> list[list[str]]:
    workers = [Worker(bus), Worker(bus)]
    ada, ben = Browser(workers[0]), Browser(workers[1])
    await settle()
    await ada.say("order 7 is packed")
    for browser in (ada, ben):
        await browser.leave()
    return [ada.heard, ben.heard]


def test_a_message_reaches_only_the_sockets_of_the_same_worker():
    ada, ben = asyncio.run(two_browsers_on_two_workers(None))
    print("without a bus, ada:", ada[1:], "ben:", ben[1:])
    assert (ada[1:], ben[1:]) == (["order 7 is packed"], [])


def test_a_bus_between_the_workers_reaches_all():
    ada, ben = asyncio.run(two_browsers_on_two_workers(Bus()))
    print("with a bus, ada:", ada[1:], "ben:", ben[1:])
    assert ada[1:] == ben[1:] == ["order 7 is packed"]


@pytest.mark.parametrize(
    ("origin", "first"),
    [("https://shop.example.org", "websocket.accept"), ("https://evil.example", "websocket.close 1008")],
    ids=["ours", "foreign"],
)
def test_a_page_of_another_site_is_refused_at_the_handshake(origin, first):
    async def go() -> str:
        browser = Browser(Worker(), origin)
        await settle()
        browser.outgoing.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await browser.task
        return browser.heard[0]

    heard = asyncio.run(go())
    print(origin, "->", heard)
    assert heard == first


def test_a_deployment_has_ended_the_sockets_when_the_lifespan_ends():
    async def go() -> Worker:
        worker = Worker()
        async with worker.app.router.lifespan_context(worker.app):
            browser = Browser(worker)
            await settle()
            await browser.leave(code=1012)  # uvicorn at SIGTERM: sockets first, "service restart", then the lifespan
        return worker

    worker = asyncio.run(go())
    print("closed with", worker.codes, "- sockets left at the end of the lifespan:", worker.left)
    assert (worker.codes, worker.left) == ([1012], 0)


def test_a_closed_laptop_leaves_the_set():
    async def go() -> list[int]:
        worker, sizes = Worker(), []
        browser = Browser(worker)
        await settle()
        sizes.append(len(worker.sockets))
        await browser.leave()
        sizes.append(len(worker.sockets))
        return sizes

    assert asyncio.run(go()) == [1, 0]
