"""`jobfutures worker`: the queue's worker; beside it the threads that keep this host's search indexes and SQLite's log,
and those that run attempts."""

import threading
from concurrent.futures import ThreadPoolExecutor

import structlog
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from prometheus_client import start_http_server

from jobfutures.config.runs import start_runs
from jobfutures.config.site import prepare_counters
from jobfutures.jobs.commands.indexing import Follower, see_aside
from jobfutures.jobs.queries.searching import job_index
from jobfutures.kit.checkpoint import checkpoint
from jobfutures.search.commands import update_index
from jobfutures.telemetry.exposition import counted

INDEX_SECONDS = 1.0
POSTINGS_SECONDS = 0.5  # found within a second, and gone within one: a commit takes some 20 ms
TASKS_AT_ONCE = 2  # so that letters need not wait for a calibration, which takes minutes in a process of its own
HEARTBEAT = "worker.heartbeat"  # `jobfutures manage ox_health --heartbeat-file` looks at it: is the worker alive?
log = structlog.get_logger(__name__)


def work() -> int:
    """Work until SIGINT or SIGTERM, finishing what was begun."""
    prepare_counters()
    listen_for_metrics(settings.METRICS_LISTEN)
    stopping = threading.Event()
    keeper = threading.Thread(target=keep_derived, args=(stopping,), name="keeper")
    keeper.start()
    follower = threading.Thread(target=follow_postings, args=(stopping,), name="postings")
    follower.start()
    running = start_runs(stopping)
    try:
        call_command(
            "ox_worker",
            queues="default,mail",
            interval=0.5,
            concurrency=TASKS_AT_ONCE,
            heartbeat_file=str(settings.DATA / HEARTBEAT),
        )
    finally:
        stopping.set()
        for thread in (keeper, follower, running):
            thread.join()
    return 0


def listen_for_metrics(place: str) -> None:
    """Show what this host counts at HOST:PORT, where a worker stands alone; web workers show it at /metrics."""
    if place:
        host, _, port = place.rpartition(":")
        start_http_server(int(port), host.strip("[]"), counted())


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


def follow_postings(stopping: threading.Event) -> None:
    """Follow changed postings with their index, in a thread of its own: making a large one anew takes a minute."""
    with ThreadPoolExecutor(1, "postings look") as aside:
        follower = Follower(job_index(), lambda: aside.submit(see_aside))
        while not stopping.wait(POSTINGS_SECONDS):
            try:
                follower.tick(timezone.now())
            except Exception:
                log.exception("index of postings not kept")
                stopping.wait(30)
            finally:
                close_old_connections()
        follower.writer.close()
