"""Counts the requests of each client, over the last 60 seconds, for all workers together."""

import math

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tables import Client, Hit

WINDOW_MS = 60_000


class UnknownKey(Exception):
    """No client has this key."""


def admit(session: Session, key: str, now_ms: int) -> int:
    """Return 0 where the request may pass, else after how many whole seconds to try again. Raises UnknownKey.

    The row of the client is locked until the end of the transaction: its requests are counted one after the other.
    """
    client = session.get(Client, key, with_for_update=True)
    if client is None:
        raise UnknownKey(key)
    minute = now_ms - now_ms % WINDOW_MS
    mine = Hit.client_key == key
    hits = session.scalars(select(Hit.at_ms).where(mine, Hit.at_ms >= minute).order_by(Hit.at_ms)).all()
    if len(hits) >= client.per_minute:
        return math.ceil((minute + WINDOW_MS - now_ms) / 1000)
    session.execute(delete(Hit).where(mine, Hit.at_ms < minute))
    session.add(Hit(client_key=key, at_ms=now_ms))
    return 0
