"""Where a job comes from: the id of the request that asked for it, and its trace. Both go along as headers of the job.

Neither is part of the job or of its signature: nothing is decided by them, they only stand in lines of the log.
"""

import re
from collections.abc import Mapping
from contextvars import ContextVar

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
TRACEPARENT: ContextVar[str] = ContextVar("traceparent", default="")
ID = re.compile(r"[0-9a-f-]{16,64}")  # as proxies make them; words, addresses and new lines do not fit in
TRACE = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")  # W3C Trace Context


def headers() -> dict[str, str]:
    """Return the headers of a job that is asked for now; none where nothing is known."""
    known = {"x-request-id": REQUEST_ID.get(), "traceparent": TRACEPARENT.get()}
    return {name: value for name, value in known.items() if value}


def is_id(text: str) -> bool:
    return ID.fullmatch(text) is not None


def known(given: Mapping[str, str]) -> dict[str, str]:
    """Return the ids that came as headers of a job, for lines of the log; what is no id is left out."""
    trace = TRACE.fullmatch(given.get("traceparent", ""))
    found = {"request_id": given.get("x-request-id", ""), "trace_id": trace[1] if trace else ""}
    return {name: value for name, value in found.items() if is_id(value)}
