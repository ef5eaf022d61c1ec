"""Serves a candidate's WSGI application (Django) over one socket, one request at a time, with h11 for the protocol."""

import io
import socket
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

import h11

from jobfutures.runner.inside import candidate

AT_ONCE = 1 << 14
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def main(request: dict[str, Any], channels: list[int]) -> int:
    channel = candidate.open_up(request, channels)
    try:
        application = candidate.load(request["app"], has_database=len(channels) > candidate.DATABASE_CHANNEL)
    except BaseException as error:  # noqa: BLE001 - the candidate's code may raise anything; it is shown to them
        candidate.show(error)
        return 1
    serve(channel, application)
    return 0


def serve(channel: socket.socket, application: Application) -> None:
    connection = h11.Connection(h11.SERVER)
    while True:
        asked = next_request(channel, connection)
        if asked is None:
            return
        head, body = asked
        answer(channel, connection, application, environment(head, body))
        if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
            return
        connection.start_next_cycle()


def next_request(channel: socket.socket, connection: h11.Connection) -> tuple[h11.Request, bytes] | None:
    head, body = None, bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(channel.recv(1 << 16))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return head, bytes(body)
        else:
            return None


def environment(head: h11.Request, body: bytes) -> dict[str, Any]:
    path, _, query = head.target.partition(b"?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": head.method.decode(),
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "SERVER_NAME": "app",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in head.headers:
        key = name.decode("latin-1").upper().replace("-", "_")
        if key not in {"CONTENT_LENGTH", "TRANSFER_ENCODING"}:
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value.decode("latin-1")
    return environ


def answer(
    channel: socket.socket, connection: h11.Connection, application: Application, environ: dict[str, Any]
) -> None:
    """Run the application and send its answer; an exception becomes a bare 500 and a traceback on standard error."""
    reply = Reply(lambda event: channel.sendall(connection.send(event) or b""))
    pieces: Iterable[bytes] = ()
    try:
        pieces = application(environ, reply.start)
        for piece in pieces:
            reply.write(piece if environ["REQUEST_METHOD"] != "HEAD" else b"")
        reply.flush()
    except Exception as error:  # noqa: BLE001 - see above
        candidate.show(error)
        if reply.is_sent:
            channel.close()
            raise SystemExit(1) from None
        reply.forget()
        reply.head = h11.Response(status_code=500, headers=[(b"content-length", b"0")])
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()
    reply.flush()  # what close has written, or the bare 500
    reply.send(h11.EndOfMessage())


class Reply:
    """One answer: its head is sent with the first pieces of its body; small pieces wait for others.

    Whoever yields a line at a time would wake up the grader for each.
    """

    def __init__(self, send: Callable[[h11.Event], None]) -> None:
        self.send, self.is_sent = send, False
        self.head: h11.Response | None = None
        self.kept: list[bytes] = []
        self.size = 0

    def start(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], None]:
        pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.head = h11.Response(status_code=int(status.split(maxsplit=1)[0]), headers=pairs)
        return self.write

    def write(self, piece: bytes) -> None:
        self.kept.append(piece)
        self.size += len(piece)
        if self.size >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        if not self.is_sent and self.head:
            self.send(self.head)
            self.is_sent = True
        if self.size:
            self.send(h11.Data(data=b"".join(self.kept)))
        self.forget()

    def forget(self) -> None:
        """Drop what is not sent yet."""
        self.kept.clear()
        self.size = 0
