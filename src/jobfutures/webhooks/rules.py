"""What is told to companies' own programs, how it is signed, and how often it is tried. Pure.

Signatures: Standard Webhooks 1.0 (standard-webhooks on GitHub): HMAC-SHA256 over `id.timestamp.body`.
"""

import base64
import hashlib
import hmac
from collections.abc import Collection
from datetime import datetime, timedelta

KINDS = (
    "application.received", "application.withdrawn", "application.message", "application.advanced",
    "application.offer_answered", "application.unanswered", "interview.proposed", "interview.chosen",
    "interview.other_times_asked", "interview.cancelled", "interview.held", "interview.missed", "scorecards.complete",
    "decision.made", "share.granted", "share.narrowed", "share.revoked", "share.ended", "posting.published",
    "posting.paused", "posting.resumed", "posting.closed", "posting.removed",
)  # fmt: skip
TEST = "webhook.test"  # sent to one endpoint because its owner asked for it
MOST_ENDPOINTS = 5  # of a company
LONGEST_URL = 2000
KEPT = timedelta(days=30)  # events, what became of them, and so how far back a replay reaches
OLD_SECRET_KEPT = timedelta(hours=24)
WAIT_S = 5.0  # for an endpoint, everything together
TAKEN = timedelta(seconds=60)  # how long one worker has an endpoint for itself without saying so again
MOST_IN_ONE_GO = 100
FAILURES_IN_A_ROW = 3  # after which an endpoint is left alone for a while
TOLD_EVERY = timedelta(days=1)  # how often its owners are told at most that something was not taken
GONE = 410

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# After the first try, the second, ...: ten tries in 71 hours and 36 minutes.
PAUSES = (
    MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 20 * HOUR,
)  # fmt: skip


def next_try(attempts: int, at: datetime) -> datetime | None:
    """Return when to try again after so many tries, or None where that is enough."""
    return at + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def is_taken(status: int) -> bool:
    return 200 <= status < 300


def wants(chosen: Collection[str], kind: str) -> bool:
    """Tell whether an endpoint gets a kind. chosen: none of them means all."""
    return not chosen or kind in chosen or kind == TEST


def secret_text(secret: bytes) -> str:
    """Return a secret as its owner writes it down."""
    return f"whsec_{base64.b64encode(secret).decode()}"


def signature(secret: bytes, *, event: str, timestamp: int, body: bytes) -> str:
    """Return one signature. timestamp: Unix seconds of this try."""
    said = f"{event}.{timestamp}.".encode() + body
    return f"v1,{base64.b64encode(hmac.new(secret, said, hashlib.sha256).digest()).decode()}"
