"""`jobfutures worker`: the queue's worker; beside it the thread that keeps this host's search index, and those that
run attempts."""

import threading

import structlog
from django.core.management import call_command
from django.db import close_old_connections

from jobfutures.config.runs import start_runs
from jobfutures.search.commands import update_index

INDEX_SECONDS = 1.0
log = structlog.get_logger(__name__)


def work() -> int:
    """Work until SIGINT or SIGTERM, finishing what was begun."""
    stopping = threading.Event()
    indexer = threading.Thread(target=keep_index, args=(stopping,), name="indexer")
    indexer.start()
    running = start_runs(stopping)
    try:
        call_command("ox_worker", queues="default,mail", interval=0.5)
    finally:
        stopping.set()
        for thread in (indexer, running):
            thread.join()
    return 0


def keep_index(stopping: threading.Event) -> None:
    """Follow the database with the index; an error is logged and tried again, for the index can always be remade."""
    while not stopping.wait(INDEX_SECONDS):
        try:
            update_index()
        except Exception:
            log.exception("index not updated")
            stopping.wait(30)
        finally:
            close_old_connections()
