"""Counts the requests of each client, over the last 60 seconds."""

import math
from collections import defaultdict, deque

from sqlalchemy.orm import Session

from tables import Client

WINDOW_MS = 60_000
passed: dict[str, deque[int]] = defaultdict(deque)


class UnknownKey(Exception):
    """No client has this key."""


def admit(session: Session, key: str, now_ms: int) -> int:
    """Return 0 where the request may pass, else after how many whole seconds to try again. Raises UnknownKey."""
    client = session.get(Client, key)
    if client is None:
        raise UnknownKey(key)
    hits = passed[key]
    while hits and hits[0] <= now_ms - WINDOW_MS:
        hits.popleft()
    if len(hits) >= client.per_minute:
        return math.ceil((hits[-client.per_minute] + WINDOW_MS - now_ms) / 1000)
    hits.append(now_ms)
    return 0
