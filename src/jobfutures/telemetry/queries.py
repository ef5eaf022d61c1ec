"""Counts the queries of this thread and the time they took: one wrapper on each connection, put there once."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from jobfutures.telemetry import tracing


class Spent(threading.local):
    number = 0
    seconds = 0.0


SPENT = Spent()


def begin() -> tuple[int, float]:
    """Return where the counts stand now."""
    return SPENT.number, SPENT.seconds


def since(begun: tuple[int, float]) -> tuple[int, float]:
    return SPENT.number - begun[0], SPENT.seconds - begun[1]


def watched(execute: Callable[..., Any], sql: str, params: object, many: Any, context: dict[str, Any]) -> Any:
    """Run one statement. Its text goes into the trace without values, as it stands before the driver fills them in."""
    began = time.perf_counter()
    try:
        if not tracing.is_on():
            return execute(sql, params, many, context)
        with tracing.query_span(str(sql), context["connection"].vendor):
            return execute(sql, params, many, context)
    finally:
        SPENT.number += 1
        SPENT.seconds += time.perf_counter() - began


def watch(connection: BaseDatabaseWrapper, **_more: object) -> None:
    """Watch a connection from its first statement on; one that is opened again is watched already."""
    if watched not in connection.execute_wrappers:
        connection.execute_wrappers.append(watched)
