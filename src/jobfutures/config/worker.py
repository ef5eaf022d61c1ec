"""`jobfutures worker`: the queue's worker; beside it the thread that keeps this host's search index and SQLite's log,
and those that run attempts."""

import threading

import structlog
from django.core.management import call_command
from django.db import close_old_connections

from jobfutures.config.runs import start_runs
from jobfutures.kit.checkpoint import checkpoint
from jobfutures.search.commands import update_index

INDEX_SECONDS = 1.0
TASKS_AT_ONCE = 2  # so that letters need not wait for a calibration, which takes minutes in a process of its own
log = structlog.get_logger(__name__)


def work() -> int:
    """Work until SIGINT or SIGTERM, finishing what was begun."""
    stopping = threading.Event()
    keeper = threading.Thread(target=keep_derived, args=(stopping,), name="keeper")
    keeper.start()
    running = start_runs(stopping)
    try:
        call_command("ox_worker", queues="default,mail", interval=0.5, concurrency=TASKS_AT_ONCE)
    finally:
        stopping.set()
        for thread in (keeper, running):
            thread.join()
    return 0


def keep_derived(stopping: threading.Event) -> None:
    """Follow the database with the index, and keep its log short. An error is logged and tried again: the index can
    always be remade, and the log may wait.
    """
    while not stopping.wait(INDEX_SECONDS):
        try:
            update_index()
            checkpoint()
        except Exception:
            log.exception("index or log not kept")
            stopping.wait(30)
        finally:
            close_old_connections()
