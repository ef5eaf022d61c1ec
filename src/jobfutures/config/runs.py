"""The worker's part that takes attempts to the sandboxes: one thread that looks for them many times a second.

The attempts are rows that anybody may take, so there is nothing to hand over: what a killed worker held is taken again
once its time is over. Looking is one indexed query; a task queue's own latency would be most of a verdict's. Who
submits on the same host rings a bell besides.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import structlog
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from jobfutures.exercises.commands.attempts import bell
from jobfutures.exercises.commands.runs import run_attempt, take_attempt
from jobfutures.exercises.models import Attempt
from jobfutures.exercises.queries import is_any_waiting
from jobfutures.kit.bell import Ear
from jobfutures.runner.client import Client
from jobfutures.runner.errors import NotBelieved
from jobfutures.telemetry import origins

LOOK_S = 0.05
FRESH_CONNECTION_S = 30.0
AFTER_ERROR_S = 5.0
log = structlog.get_logger(__name__)


def start_runs(stopping: threading.Event) -> threading.Thread:
    """Start the thread that looks for attempts; as many run at once as all runners together take, at least two."""
    thread = threading.Thread(target=keep_running, args=(stopping, max(2, len(settings.RUNNERS) * 2)), name="runs")
    thread.start()
    return thread


def keep_running(stopping: threading.Event, at_once: int) -> None:
    """Take attempts and hand them to threads until asked to stop; what runs is finished."""
    client, ear = Client(settings.RUNNERS, settings.RUNNER_KEYS), Ear(bell())
    free, unbelieved = threading.Semaphore(at_once), threading.Event()
    with ThreadPoolExecutor(at_once, thread_name_prefix="run") as threads:
        while not stopping.is_set():
            if free.acquire(timeout=LOOK_S):
                if unbelieved.is_set():
                    stopping.wait(AFTER_ERROR_S)  # others go first
                    unbelieved.clear()
                attempt = look(stopping, ear)
                if attempt is None:
                    free.release()
                else:
                    threads.submit(run_one, attempt, client, free, unbelieved)
    client.close()
    ear.close()


def look(stopping: threading.Event, ear: Ear) -> Attempt | None:
    """Take the next attempt; where there is none, wait a moment or until the bell rings.

    The connection is kept open meanwhile: opening one costs more than the query.
    """
    try:
        attempt = take_attempt(at=timezone.now()) if is_any_waiting(at=timezone.now()) else None
    except Exception:
        log.exception("no attempt could be taken")
        close_old_connections()
        stopping.wait(AFTER_ERROR_S)
        return None
    if attempt is None:
        ear.wait(LOOK_S)
        if time.monotonic() % FRESH_CONNECTION_S < LOOK_S:
            close_old_connections()
    return attempt


def run_one(attempt: Attempt, client: Client, free: threading.Semaphore, unbelieved: threading.Event) -> None:
    try:
        with origins.of(attempt.pk, "run", jobfutures__tries=attempt.tries):
            run_attempt(attempt=attempt, client=client)
    except NotBelieved as error:
        log.error("no runner believes this worker; its clock or its key is wrong", reason=str(error))
        unbelieved.set()
    except Exception:
        log.exception("attempt not run", extra={"attempt": str(attempt.pk)})
    finally:
        close_old_connections()
        free.release()
