"""The grader's calls of a candidate's functions, and the functions that the candidate may call back."""

import itertools
import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jobfutures.runner.inside import frames


class CallFailed(Exception):
    """The function raised. kind: the name of its exception.  frames: where, in the candidate's own files."""

    def __init__(self, kind: str, message: str, where: list[str]) -> None:
        super().__init__(f"{kind}: {message}" + (f" (at {where[-1]})" if where else ""))
        self.kind, self.message, self.where = kind, message, where


class CallLost(Exception):
    """The program ended, hung or broke the protocol; the message is a sentence about it."""


@dataclass(slots=True)
class Upstream:
    """One open callback: the candidate waits until it is answered.  started_s, ended_s: seconds since the call
    began."""

    number: int
    name: str
    args: list[Any]
    kwargs: dict[str, Any]
    started_s: float
    cancelled: bool = False
    answered: bool = False


@dataclass(slots=True)
class Reply:
    """What a callback answers, and when. after_s: seconds after it was asked.  error: name of a built-in exception to
    raise instead."""

    value: Any = None
    after_s: float = 0.0
    error: str = ""
    message: str = ""


@dataclass(slots=True)
class Record:
    """What happened during one call: every callback in order, how many were open at once at most, and how long it
    took."""

    upstream: list[Upstream] = field(default_factory=list)
    most_open: int = 0
    took_s: float = 0.0


Answering = Callable[[Upstream], Reply | None]


def callback(name: str) -> dict[str, str]:
    """Return the argument that becomes a function of the grader on the candidate's side."""
    return {"$callback": name}


class Calls:
    """One worker that serves functions. `answering` maps the name of a callback to what answers it."""

    def __init__(self, channel: socket.socket, answer_s: float, settle: Callable[[], None] = lambda: None) -> None:
        """settle: called before each call."""
        self.channel, self.answer_s, self.settle = channel, answer_s, settle
        self.numbers = itertools.count(1)
        self.answering: dict[str, Answering] = {}
        self.last = Record()

    def call(self, name: str, *arguments: Any, **named: Any) -> Any:
        """Return the result. Raises CallFailed or CallLost; `last` tells afterwards what happened in between."""
        self.settle()
        number = next(self.numbers)
        self.last = Record()
        began = time.monotonic()
        try:
            frames.send(self.channel, {"id": number, "call": name, "args": list(arguments), "kwargs": named})
            message = self.converse(number, began)
        except TimeoutError as error:
            raise CallLost(f"{name}() had not returned after {self.answer_s:g} s.") from error
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise CallLost(f"Your program ended, or broke the connection, during {name}().") from error
        finally:
            self.last.took_s = time.monotonic() - began
        if "error" in message:
            raised = message["error"]
            raise CallFailed(str(raised["type"]), str(raised["message"]), [str(one) for one in raised["frames"]])
        return message["result"]

    def converse(self, number: int, began: float) -> dict[str, Any]:
        """Answer callbacks, each at its time, until the result comes."""
        due: list[tuple[float, Upstream, Reply]] = []
        while True:
            now = time.monotonic()
            if now - began > self.answer_s:
                raise TimeoutError
            for entry in [one for one in due if one[0] <= now]:
                due.remove(entry)
                self.reply(entry[1], entry[2])
            next_due = min([entry[0] for entry in due], default=began + self.answer_s)
            if not select.select([self.channel], [], [], max(0.0, min(next_due, began + self.answer_s) - now))[0]:
                continue
            self.channel.settimeout(max(0.01, began + self.answer_s - time.monotonic()))
            message = frames.receive(self.channel)
            if message.get("id") == number:
                return message if "result" in message or "error" in message else {"result": None}
            self.take(message, due, began)

    def take(self, message: dict[str, Any], due: list[tuple[float, Upstream, Reply]], began: float) -> None:
        now = time.monotonic()
        if "cancelled" in message:
            for one in self.last.upstream:
                if one.number == message["cancelled"]:
                    one.cancelled = True
            due[:] = [entry for entry in due if entry[1].number != message["cancelled"]]
            return
        asked = Upstream(
            int(message["callback"]),
            str(message["name"]),
            list(message["args"]),
            dict(message.get("kwargs", {})),
            now - began,
        )
        self.last.upstream.append(asked)
        self.last.most_open = max(
            self.last.most_open, sum(not one.answered and not one.cancelled for one in self.last.upstream)
        )
        reply = self.answering[asked.name](asked)
        if reply is not None:
            due.append((now + reply.after_s, asked, reply))

    def reply(self, asked: Upstream, reply: Reply) -> None:
        asked.answered = True
        answer = {"error": reply.error, "message": reply.message} if reply.error else {"result": reply.value}
        frames.send(self.channel, {"callback": asked.number} | answer)
