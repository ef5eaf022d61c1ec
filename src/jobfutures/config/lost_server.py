"""How a lost connection between this process and PostgreSQL is noticed, on both sides.

A machine that is cut off sends no word. By the usual settings of the kernel whoever waits for its answer waits for a
quarter of an hour, and a lock that it held stays held for two hours. `bench/chaos.py` pulls the cables.
"""

from collections.abc import Mapping
from typing import Any

CONNECT_S = 3
IDLE_S, INTERVAL_S, COUNT = 5, 3, 3  # seconds of silence before the first question, between questions, and how many
UNANSWERED_MS = 15_000  # what was sent and not acknowledged for so long ends the connection
IDLE_IN_TRANSACTION_MS = 300_000  # a process that stands still lets go of its locks


def noticing_loss(options: Mapping[str, Any], *, with_server: bool = True) -> dict[str, Any]:
    """Return connection options with which both sides notice; what the operator's address says already stays.

    with_server: whether the other side takes options of a session; a pooler does not.
    """
    server = {
        "tcp_keepalives_idle": IDLE_S,
        "tcp_keepalives_interval": INTERVAL_S,
        "tcp_keepalives_count": COUNT,
        "tcp_user_timeout": UNANSWERED_MS,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_MS,
    }
    ours: dict[str, Any] = {
        "connect_timeout": CONNECT_S,
        "keepalives_idle": IDLE_S,
        "keepalives_interval": INTERVAL_S,
        "keepalives_count": COUNT,
        "tcp_user_timeout": UNANSWERED_MS,
    }
    if with_server:
        ours["options"] = " ".join(f"-c {name}={value}" for name, value in server.items())
    return ours | dict(options)
