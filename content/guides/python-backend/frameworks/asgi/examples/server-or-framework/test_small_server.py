"""A server small enough to read: bytes in, messages to the app, bytes out. The app is Starlette."""

import asyncio

import h11
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

SEEN: list[str] = []


async def show(request):
    SEEN.append(f"{request.method} {request.url.path}")
    return JSONResponse(
        {
            "path": request.path_params["rest"],
            "header": request.headers.get("x-trace"),
            "bytes": len(await request.body()),
            "client": request.client.host,
        }
    )


async def bug(request):
    raise ZeroDivisionError


app = Starlette(routes=[Route("/bug", bug), Route("/{rest:path}", show, methods=["GET", "POST"])])
LIMIT = 1000


def serve(raw: bytes, app=app) -> bytes:
    """What came in on one connection, and what is written back: the server's half of the work."""
    connection, out = h11.Connection(h11.SERVER), bytearray()
    connection.receive_data(raw)

    def write(event) -> None:
        out.extend(connection.send(event) or b"")

    def refuse(status: int) -> None:
        write(h11.Response(status_code=status, headers=[("content-length", "0"), ("connection", "close")]))
        write(h11.EndOfMessage())

    async def one_request(head: h11.Request, body: bytes) -> None:
        path, _, query = head.target.partition(b"?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": head.http_version.decode(),
            "method": head.method.decode(),
            "scheme": "http",
            "path": path.decode().replace("%20", " "),  # a real server decodes every escape
            "raw_path": path,
            "query_string": query,
            "headers": [(name.lower(), value) for name, value in head.headers],
            "client": ("203.0.113.9", 5000),
            "server": ("127.0.0.1", 8000),
        }

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            if message["type"] == "http.response.start":
                write(h11.Response(status_code=message["status"], headers=message["headers"]))
            elif scope["method"] != "HEAD":
                write(h11.Data(data=message.get("body", b"")))

        await app(scope, receive, send)
        write(h11.EndOfMessage())

    while True:
        try:
            head = connection.next_event()
            if head in (h11.NEED_DATA, h11.PAUSED) or isinstance(head, h11.ConnectionClosed):
                return bytes(out)
            body = b""
            while not isinstance(event := connection.next_event(), h11.EndOfMessage):
                body += event.data
                if len(body) > LIMIT:
                    refuse(413)
                    return bytes(out)
            asyncio.run(one_request(head, body))
            if connection.our_state is h11.MUST_CLOSE:
                return bytes(out)
            connection.start_next_cycle()
        except h11.RemoteProtocolError as fault:
            refuse(fault.error_status_hint)
            return bytes(out)
        except ZeroDivisionError:  # stands for any exception that the app lets out
            if connection.our_state is h11.SEND_RESPONSE:
                refuse(500)
            return bytes(out)


def answers(raw: bytes, app=app) -> list[str]:
    SEEN.clear()
    return [line.strip() for line in serve(raw, app).decode().split("\r\n") if line.startswith(("HTTP/", "{"))]


def test_bytes_become_a_request_and_an_answer_becomes_bytes():
    got = answers(b"POST /a%20b?page=2 HTTP/1.1\r\nHost: shop\r\nX-Trace: 7\r\nContent-Length: 5\r\n\r\nhello")
    print("\n".join(got))
    assert got[0].startswith("HTTP/1.1 200")
    assert got[1] == '{"path":"a b","header":"7","bytes":5,"client":"203.0.113.9"}'


def test_what_is_no_http_never_reaches_the_framework():
    for name, raw in {
        "garbage": b"hello there\r\n\r\n",
        "no host": b"GET / HTTP/1.1\r\n\r\n",
        "two lengths": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "body over the limit": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n" + b"x" * 1001,
    }.items():
        got = answers(raw)
        print(f"{name}: {got[0]}, framework called: {bool(SEEN)}")
        assert got[0].split()[1] in ("400", "413") and not SEEN


def test_one_connection_carries_several_requests_and_the_app_is_called_for_each():
    SEEN.clear()
    raw = serve(b"GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\n\r\n")
    print(SEEN)
    assert SEEN == ["GET /one", "GET /two"] and raw.count(b"HTTP/1.1 200") == 2


def test_an_unknown_address_and_a_wrong_method_are_the_framework_s_answers():
    assert answers(b"DELETE /a HTTP/1.1\r\nHost: a\r\n\r\n")[0].startswith("HTTP/1.1 405")
    assert answers(b"GET /bug HTTP/1.1\r\nHost: a\r\n\r\n")[0].startswith("HTTP/1.1 500")  # Starlette's own 500


def test_an_app_that_breaks_before_it_answers_gets_the_server_s_500():
    async def broken(scope, receive, send):
        raise ZeroDivisionError

    got = answers(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", broken)
    print(got)
    assert got[0].startswith("HTTP/1.1 500")


def test_an_app_that_breaks_in_the_middle_leaves_a_200_without_an_end():
    async def half(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"10")]})
        await send({"type": "http.response.body", "body": b"{1234", "more_body": True})
        raise ZeroDivisionError

    raw = serve(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", half)
    print(raw.split(b"\r\n")[0].decode().strip(), "- body:", raw.split(b"\r\n\r\n")[1].decode(), "of 10 bytes")
    assert raw.endswith(b"{1234")
