"""Carries the id and the trace of a request to the work that it queued; the work's own arguments stay as they are."""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from uuid import UUID

import structlog
from django.tasks import TaskResult
from django.utils import timezone

from jobfutures.runner.origin import TRACEPARENT
from jobfutures.telemetry import ids, metrics, tracing
from jobfutures.telemetry.models import Origin

log = structlog.get_logger(__name__)


class Running(threading.local):
    """What this thread works on: the task's open span, and when it began."""

    span: AbstractContextManager[Any] | None = None
    began = 0.0


RUNNING = Running()


def remember(work: UUID | str) -> None:
    """Note where a piece of work comes from, with the caller's transaction; nothing where no request asked for it."""
    if request_id := ids.current():
        Origin.objects.create(work=work, request_id=request_id, trace=TRACEPARENT.get(), at=timezone.now())


@contextmanager
def of(work: UUID, name: str, **facts: str | float) -> Iterator[None]:
    """Work under the id of the request that asked for it, in a span below its own."""
    origin = Origin.objects.filter(pk=work).first()
    with ids.bound(origin.request_id if origin else ""), tracing.span(
        name, "CONSUMER", parent=origin.trace if origin else "", **facts
    ):  # fmt: skip
        yield


def queued(*, task_result: "TaskResult[Any, Any]", **_more: object) -> None:
    remember(task_result.id)


def started(*, task_result: "TaskResult[Any, Any]", **_more: object) -> None:
    """Begin a task in this thread; what a task left that was lost in it is put away first."""
    put_away()
    path = task_result.task.module_path
    RUNNING.began = time.monotonic()
    RUNNING.span = of(UUID(task_result.id), f"task {path}", jobfutures__task=path)
    RUNNING.span.__enter__()
    structlog.contextvars.bind_contextvars(task=path, task_id=task_result.id)


def finished(*, task_result: "TaskResult[Any, Any]", **_more: object) -> None:
    path, outcome = task_result.task.module_path, str(task_result.status).lower()
    seconds = time.monotonic() - RUNNING.began
    metrics.count_task(task=path, outcome=outcome, seconds=seconds)
    log.debug("task ended", outcome=outcome, attempts=task_result.attempts, ms=round(seconds * 1000, 1))
    put_away()


def put_away() -> None:
    if RUNNING.span is not None:
        RUNNING.span.__exit__(None, None, None)
        RUNNING.span = None
    structlog.contextvars.unbind_contextvars("task", "task_id")
