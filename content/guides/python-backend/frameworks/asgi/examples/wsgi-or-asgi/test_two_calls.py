"""The same answer through both interfaces, and what the second one makes possible."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from wsgiref.util import setup_testing_defaults

import httpx
from asgiref.wsgi import WsgiToAsgi
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute


def wsgi_app(environ, start_response):
    """One call for a request, and it returns when the answer is there."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}".encode()]


async def asgi_app(scope, receive, send):
    """One call for a connection; messages go both ways while it lasts."""
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": f"{scope['method']} {scope['path']}".encode()})


def ask_wsgi(app, path: str) -> tuple[str, bytes]:
    environ = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    statuses = []
    return b"".join(app(environ, lambda status, headers: statuses.append(status))).decode(), statuses[0]


def ask_asgi(app, path: str) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
            return await client.get(path)

    return asyncio.run(go())


def test_two_ways_to_the_same_answer():
    print("WSGI:", ask_wsgi(wsgi_app, "/orders"))
    answer = ask_asgi(asgi_app, "/orders")
    print("ASGI:", answer.text, answer.status_code)
    assert ask_wsgi(wsgi_app, "/orders")[0] == answer.text == "GET /orders"


WAITING = 50


def test_fifty_waiting_requests_with_a_pool_of_four_threads():
    inside = threading.Semaphore(0)
    partner_answers = threading.Event()

    def slow(environ, start_response):
        inside.release()
        partner_answers.wait()
        return wsgi_app(environ, start_response)

    with ThreadPoolExecutor(4) as server:
        calls = [server.submit(ask_wsgi, slow, f"/{number}") for number in range(WAITING)]
        for _ in range(4):
            inside.acquire()
        more = inside.acquire(timeout=0.05)  # would a fifth get in?
        partner_answers.set()
        answered = len([call.result() for call in calls])
    print(f"WSGI, 4 threads: 4 requests inside, a fifth: {more}; {answered} answered in the end")
    assert not more and answered == WAITING


def test_fifty_waiting_requests_in_one_thread():
    async def serve() -> tuple[int, int]:
        inside, most, threads = 0, 0, set()
        partner_answers = asyncio.Event()

        async def slow(scope, receive, send):
            nonlocal inside, most
            inside += 1
            most = max(most, inside)
            threads.add(threading.get_ident())
            if inside == WAITING:
                partner_answers.set()
            await partner_answers.wait()
            await asgi_app(scope, receive, send)

        async with httpx.AsyncClient(transport=httpx.ASGITransport(slow), base_url="http://shop") as client:
            await asyncio.gather(*(client.get(f"/{number}") for number in range(WAITING)))
        return most, len(threads)

    most, threads = asyncio.run(serve())
    print(f"ASGI: {most} requests inside at once, threads: {threads}")
    assert (most, threads) == (WAITING, 1)


def test_a_conversation_in_both_directions_on_one_connection():
    async def echo(websocket):
        await websocket.accept()
        async for text in websocket.iter_text():
            await websocket.send_text(text.upper())

    app = Starlette(routes=[WebSocketRoute("/chat", echo)])
    incoming = iter(
        [
            {"type": "websocket.connect"},
            {"type": "websocket.receive", "text": "hello"},
            {"type": "websocket.receive", "text": "again"},
            {"type": "websocket.disconnect", "code": 1000},
        ]
    )
    sent = []

    async def receive():
        return next(incoming)

    async def send(message):
        sent.append(message.get("text", message["type"]))

    asyncio.run(app({"type": "websocket", "path": "/chat", "headers": [], "query_string": b""}, receive, send))
    print(sent)
    assert sent == ["websocket.accept", "HELLO", "AGAIN"]


def test_old_code_can_be_carried_over_in_threads():
    threads = set()

    def old(environ, start_response):
        threads.add(threading.get_ident())
        return wsgi_app(environ, start_response)

    answer = ask_asgi(WsgiToAsgi(old), "/orders")
    print("WSGI app under ASGI:", answer.text, "- in the loop's thread:", threading.get_ident() in threads)
    assert answer.text == "GET /orders" and threading.get_ident() not in threads


def test_a_framework_is_such_a_callable_too():
    app = Starlette(routes=[Route("/orders", lambda request: PlainTextResponse("GET /orders"))])
    assert callable(app) and ask_asgi(app, "/orders").text == "GET /orders"
