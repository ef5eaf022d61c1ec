"""Signatures between workers and runner hosts: HMAC-SHA256 with a key for each host, over what was said and when."""

import hashlib
import hmac
import time
from collections import OrderedDict

WINDOW_S = 300  # how far two clocks may be apart, and how long a nonce is remembered at least
MIN_KEY_BYTES = 16


def signature(key: bytes, *parts: bytes) -> str:
    """Return the hexadecimal signature of the parts, kept apart by their lengths."""
    said = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.new(key, said, hashlib.sha256).hexdigest()


def is_signed(key: bytes, given: str, *parts: bytes) -> bool:
    return hmac.compare_digest(signature(key, *parts), given)


class Nonces:
    """Each nonce is accepted once. Older ones are forgotten: a request that old is refused for its time."""

    def __init__(self) -> None:
        self.seen: OrderedDict[str, float] = OrderedDict()

    def accept(self, nonce: str, *, now: float | None = None) -> bool:
        at = time.monotonic() if now is None else now
        while self.seen and next(iter(self.seen.values())) < at - 2 * WINDOW_S:
            self.seen.popitem(last=False)
        if nonce in self.seen:
            return False
        self.seen[nonce] = at
        return True
