"""The id of a request: from a trusted proxy or made here. It stands in every line, and goes along with the work."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from jobfutures.runner.origin import REQUEST_ID, is_id


def taken_or_made(given: str, *, is_trusted: bool) -> str:
    """Return the id that a proxy gave, where one is trusted and it is one; else a new one of 32 hexadecimal digits."""
    lowered = given.strip().lower()
    return lowered if is_trusted and is_id(lowered) else secrets.token_hex(16)


def bind(request_id: str) -> None:
    """Let every line of this thread name the id from now on, and every job of the runner bring it along."""
    REQUEST_ID.set(request_id)
    if request_id:
        structlog.contextvars.bind_contextvars(request_id=request_id)


def unbind() -> None:
    REQUEST_ID.set("")
    structlog.contextvars.unbind_contextvars("request_id")


@contextmanager
def bound(request_id: str) -> Iterator[None]:
    bind(request_id)
    try:
        yield
    finally:
        unbind()


def current() -> str:
    return REQUEST_ID.get()
