"""The worker's part that takes attempts to the sandboxes: a few threads that look for one many times a second.

The attempts are rows that anybody may take, so there is nothing to hand over: what a killed worker held is taken
again once
its time is over. Looking is one indexed query; a task queue's own latency would be most of a verdict's.
"""

import threading

import structlog
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from jobfutures.exercises.commands.runs import run_attempt, take_attempt
from jobfutures.runner.client import Client

LOOK_S = 0.04
AFTER_ERROR_S = 5.0
log = structlog.get_logger(__name__)


def start_runs(stopping: threading.Event) -> list[threading.Thread]:
    """Start the threads: as many as all runners take graded jobs at once, at least two."""
    client = Client(settings.RUNNERS, settings.RUNNER_KEYS)
    threads = [
        threading.Thread(target=keep_running, args=(stopping, client), name=f"runs-{n}")
        for n in range(max(2, len(settings.RUNNERS)))
    ]
    for thread in threads:
        thread.start()
    return threads


def keep_running(stopping: threading.Event, client: Client) -> None:
    """Take and run attempts until asked to stop; the one that runs is finished."""
    while not stopping.is_set():
        try:
            attempt = take_attempt(at=timezone.now())
            if attempt is None:
                stopping.wait(LOOK_S)
                continue
            run_attempt(attempt=attempt, client=client)
        except Exception:
            log.exception("attempt not run")
            stopping.wait(AFTER_ERROR_S)
        finally:
            close_old_connections()
