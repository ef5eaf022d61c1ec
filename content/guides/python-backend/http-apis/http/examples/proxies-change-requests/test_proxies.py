"""A proxy that does what proxies do, and an application that looks at what is left of the request."""

import asyncio
from io import BytesIO
from urllib.parse import unquote

import httpx
import pytest
from django.core.handlers.wsgi import WSGIRequest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

HOP_BY_HOP = {"connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "proxy-authorization"}


async def show(request):
    return JSONResponse(
        {
            "path": request.url.path,
            "scheme": request.url.scheme,
            "host": request.headers["host"],
            "headers": [f"{name}: {value}" for name, value in request.headers.items()],
        }
    )


app = Starlette(routes=[Route("/{rest:path}", show)])


class Proxy(httpx.AsyncBaseTransport):
    """One hop: drops what concerns the connection, says who asked, and may forbid a path."""

    def __init__(self, behind: httpx.AsyncBaseTransport, client: str, forbidden: str = "", decode: bool = False) -> None:
        self.behind, self.client, self.forbidden, self.decode = behind, client, forbidden, decode

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raw = request.url.raw_path.decode()
        seen = unquote(raw) if self.decode else raw
        if self.forbidden and seen.startswith(self.forbidden):
            return httpx.Response(403)
        named = {name.strip().lower() for name in request.headers.get("connection", "").split(",")}
        headers = [
            (name, value) for name, value in request.headers.multi_items() if name not in HOP_BY_HOP | named
        ]
        before = request.headers.get("x-forwarded-for")
        headers = [(name, value) for name, value in headers if name not in ("x-forwarded-for", "x-forwarded-proto", "host")]
        headers += [
            ("host", "app.internal"),
            ("x-forwarded-for", f"{before}, {self.client}" if before else self.client),
            ("x-forwarded-proto", request.headers.get("x-forwarded-proto", request.url.scheme)),
            ("x-forwarded-host", request.headers.get("x-forwarded-host", request.headers["host"])),
            ("via", "1.1 edge"),
        ]
        url = request.url.copy_with(scheme="http", host="app.internal")
        return await self.behind.handle_async_request(httpx.Request(request.method, url, headers=headers))


def send(path: str, transport: httpx.AsyncBaseTransport, **headers: str) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="https://shop.example.org") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(go())


APP = httpx.ASGITransport(app)
ONE_HOP = Proxy(APP, client="198.51.100.7")


def header(answer: httpx.Response, name: str) -> str | None:
    lines = dict(line.split(": ", 1) for line in answer.json()["headers"])
    return lines.get(name)


def test_scheme_and_host_are_those_of_the_last_hop():
    answer = send("/orders", ONE_HOP)
    print("the app sees:", answer.json()["scheme"], answer.json()["host"])
    print("the proxy says:", header(answer, "x-forwarded-proto"), header(answer, "x-forwarded-host"))
    assert (answer.json()["scheme"], answer.json()["host"]) == ("http", "app.internal")
    assert header(answer, "x-forwarded-proto") == "https"


def test_headers_of_the_connection_end_at_each_hop_and_so_do_those_it_names():
    answer = send("/", ONE_HOP, Connection="close, X-Debug", Upgrade="websocket", **{"X-Debug": "1", "X-Trace": "7"})
    arrived = {name: header(answer, name) for name in ("upgrade", "x-debug", "x-trace", "via")}
    print(arrived)
    assert arrived == {"upgrade": None, "x-debug": None, "x-trace": "7", "via": "1.1 edge"}


def client_address(forwarded: str, trusted_hops: int) -> str:
    """Count from the right: our own proxies wrote the last entries, everything before them is hearsay."""
    return [part.strip() for part in forwarded.split(",")][-trusted_hops]


@pytest.mark.parametrize(("hops", "transport"), [(1, ONE_HOP), (2, Proxy(ONE_HOP, client="203.0.113.9"))])
def test_the_first_address_is_what_the_caller_wrote(hops, transport):
    answer = send("/", transport, **{"X-Forwarded-For": "10.0.0.1"})
    forwarded = header(answer, "x-forwarded-for")
    print(f"{hops} hop(s): {forwarded!r}, first {forwarded.split(',')[0]}, counted {client_address(forwarded, hops)}")
    assert forwarded.startswith("10.0.0.1,")
    assert client_address(forwarded, hops) == ("198.51.100.7" if hops == 1 else "203.0.113.9")


@pytest.mark.parametrize(("decode", "status"), [(False, 200), (True, 403)], ids=["compares raw", "decodes first"])
def test_a_rule_in_the_proxy_and_a_router_that_reads_the_path_differently(decode, status):
    guard = Proxy(APP, client="198.51.100.7", forbidden="/admin", decode=decode)
    assert send("/admin/users", guard).status_code == 403
    answer = send("/%61dmin/users", guard)
    print("decodes first:" if decode else "compares raw:", answer.status_code, answer.json()["path"] if status == 200 else "")
    assert answer.status_code == status


def test_two_headers_become_one_name_in_wsgi():
    """X-User is set by the proxy, X_User by the caller. In environ both would be HTTP_X_USER."""
    environ = {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO()}
    for name, value in (("X-User", "ada"), ("X_User", "admin")):  # as a careless server writes them
        environ["HTTP_" + name.upper().replace("-", "_")] = value
    print("request.headers['X-User'] =", WSGIRequest(environ).headers["X-User"])
    assert WSGIRequest(environ).headers["X-User"] == "admin"
