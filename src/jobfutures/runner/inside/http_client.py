"""The grader's HTTP client over one socket to the candidate: every answer is bounded in time and size, whatever the
other side does."""

import json
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

import h11

MAX_BODY = 4 << 20
MAX_HEAD = 1 << 16


class BrokenAnswer(Exception):
    """The candidate's side ended, hung or did not speak HTTP; the message is a sentence about it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """status: 100 to 599.  headers: lower-case name -> last value.  body: at most 4 MiB."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    def json(self) -> Any:
        """Raises BrokenAnswer where the body is no JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise BrokenAnswer(f"The answer with status {self.status} is no JSON: {self.text[:80]!r}.") from None


class Http:
    """One connection to one worker. `start` sends a request, `wait` reads its answer; verbs do both."""

    def __init__(self, channel: socket.socket, answer_s: float, settle: Callable[[], None] = lambda: None) -> None:
        """settle: called before a request is sent and before an answer is waited for."""
        self.channel, self.answer_s, self.settle = channel, answer_s, settle
        self.connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self.lost = ""

    def start(
        self,
        method: str,
        path: str,
        *,
        json_body: Any = None,
        form: Mapping[str, Any] | None = None,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Send a request without waiting for its answer."""
        if self.lost:
            raise BrokenAnswer(self.lost)
        self.settle()
        sent = {"host": "app", **{name.lower(): value for name, value in (headers or {}).items()}}
        if json_body is not None:
            body = json.dumps(json_body).encode()
            sent.setdefault("content-type", "application/json")
        elif form is not None:
            body = urlencode(form, doseq=True).encode()
            sent.setdefault("content-type", "application/x-www-form-urlencoded")
        sent["content-length"] = str(len(body))
        try:
            if self.connection.our_state is h11.DONE:
                self.connection.start_next_cycle()
            pieces = [self.connection.send(h11.Request(method=method, target=path, headers=list(sent.items())))]
            pieces += [self.connection.send(h11.Data(data=body))] if body else []
            pieces.append(self.connection.send(h11.EndOfMessage()))
            self.channel.settimeout(self.answer_s)
            self.channel.sendall(b"".join(piece or b"" for piece in pieces))
        except (OSError, h11.ProtocolError) as error:
            raise self.broken("Your program ended or closed the connection before this request.") from error
        return self

    def wait(self) -> Answer:
        """Read the answer to the request that was started. Raises BrokenAnswer with a sentence."""
        self.settle()
        deadline = time.monotonic() + self.answer_s
        head: h11.Response | None = None
        body = bytearray()
        while True:
            try:
                event = self.connection.next_event()
                if event is h11.NEED_DATA:
                    self.feed(deadline)
                    continue
            except h11.RemoteProtocolError as error:
                raise self.broken("Your program ended, or its answer was not HTTP.") from error
            if isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > MAX_BODY:
                    raise self.broken(f"The answer is larger than {MAX_BODY >> 20} MiB.")
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                names = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in head.headers}
                return Answer(head.status_code, names, bytes(body))
            elif isinstance(event, h11.ConnectionClosed):
                raise self.broken("Your program ended before it had answered.")

    def feed(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise self.broken(f"No whole answer came within {self.answer_s:g} s.")
        self.channel.settimeout(left)
        try:
            self.connection.receive_data(self.channel.recv(1 << 16))
        except TimeoutError as error:
            raise self.broken(f"No whole answer came within {self.answer_s:g} s.") from error
        except OSError as error:
            raise self.broken("Your program ended before it had answered.") from error

    def broken(self, sentence: str) -> BrokenAnswer:
        self.lost = self.lost or sentence
        return BrokenAnswer(sentence)

    def request(self, method: str, path: str, **options: Any) -> Answer:
        return self.start(method, path, **options).wait()

    def get(self, path: str, **options: Any) -> Answer:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Answer:
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> Answer:
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Answer:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        return self.request("DELETE", path, **options)
