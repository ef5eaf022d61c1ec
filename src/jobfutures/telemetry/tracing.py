"""OpenTelemetry by setting: off, nothing is imported and nothing costs; on, spans go to JOBFUTURES_OTLP_ENDPOINT.

A span holds names, numbers and ids, never what a person wrote, searched for or was sent: statements stand in it without
their values, addresses as the name of their page.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from typing import Any

from django.conf import settings

LONGEST_STATEMENT = 2000


def is_on() -> bool:
    return bool(settings.OTLP_ENDPOINT)


def span(name: str, kind: str = "INTERNAL", parent: str = "", **facts: str | float) -> AbstractContextManager[Any]:
    """Open a span, or nothing at all where traces are off. parent: a traceparent from elsewhere.

    facts: `__` stands for a dot.  What is asked of others meanwhile carries this span as its parent.
    """
    if not is_on():
        return nullcontext()
    spans = import_module("jobfutures.telemetry.spans")
    attributes = {key.replace("__", "."): value for key, value in facts.items()}
    opened: AbstractContextManager[Any] = spans.opened(name, kind=kind, parent=parent, attributes=attributes)
    return opened


@contextmanager
def query_span(sql: str, vendor: str) -> Iterator[None]:
    verb = sql.lstrip("( \n").partition(" ")[0].upper()
    with span(verb, "CLIENT", db__system__name=vendor, db__query__text=sql[:LONGEST_STATEMENT]):
        yield
