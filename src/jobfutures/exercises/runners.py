"""What the operator sees of the runners: how strong their walls are, why, what mends it, and who waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from jobfutures.exercises.commands.runs import attempt_ids_waiting
from jobfutures.exercises.models import Attempt
from jobfutures.guide.running import runners
from jobfutures.runner.client import STATE_S, Host
from jobfutures.runner.tier import State


@dataclass(frozen=True)
class Shown:
    """One runner. state: None where it does not answer. at_once: places; waiting: jobs by lane."""

    address: str
    state: State | None
    is_ready: bool = False
    at_once: int = 0
    waiting: tuple[tuple[str, int], ...] = ()
    jobs_done: int = 0
    restarts: int = 0


def ask(host: Host) -> Shown:
    """Ask one runner for all that it tells of itself."""
    if not host.is_there():
        return Shown(host.address, None)
    try:
        facts: dict[str, Any] = host.http.get("/healthz", timeout=STATE_S).json()
        return Shown(
            host.address,
            State.from_facts(facts),
            is_ready=bool(facts["ready"]),
            at_once=int(facts["at_once"]),
            waiting=tuple((str(lane), int(number)) for lane, number in sorted(facts["waiting"].items())),
            jobs_done=int(facts["jobs_done"]),
            restarts=int(facts["restarts"]),
        )
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return Shown(host.address, None)


def overview(at: datetime) -> dict[str, Any]:
    """Return what the page on the runners shows. Two queries, and one request to each runner."""
    return {
        "runners": [ask(host) for host in runners().client.hosts],
        "waiting": len(attempt_ids_waiting(at)),
        "faults": Attempt.objects.faulty().count(),
    }
