"""Where a job comes from: the id of the request that asked for it, and its trace. Both go along as headers of the job.

Neither is part of the job or of its signature: nothing is decided by them, they only stand in lines of the log.
"""

import re
from contextvars import ContextVar

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
TRACEPARENT: ContextVar[str] = ContextVar("traceparent", default="")
ID = re.compile(r"[0-9a-f-]{16,64}")  # as proxies make them; words, addresses and new lines do not fit in


def headers() -> dict[str, str]:
    """Return the headers of a job that is asked for now; none where nothing is known."""
    known = {"x-request-id": REQUEST_ID.get(), "traceparent": TRACEPARENT.get()}
    return {name: value for name, value in known.items() if value}


def is_id(text: str) -> bool:
    return ID.fullmatch(text) is not None
