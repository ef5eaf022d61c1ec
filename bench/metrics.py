"""What it costs to give a request an id and to count it: µs of CPU per request with and without, in one process.

`python bench/metrics.py` prints the median of several rounds. The floor is the same call without the middleware; a page
that asks the database shows the cost of watching queries as well.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable

os.environ.setdefault("JOBFUTURES_DATA", tempfile.mkdtemp(prefix="jobfutures-bench-"))
os.environ.setdefault("JOBFUTURES_LOG_LEVEL", "error")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobfutures.config.settings")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="jobfutures-bench-metrics-")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from jobfutures.telemetry import queries
from jobfutures.telemetry.exposition import exposition
from jobfutures.telemetry.middleware import Observe

ROUNDS, REQUESTS, QUERIES = 7, 1000, 10


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"ok")


def asking(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        for _ in range(QUERIES):
            cursor.execute("SELECT 1")
            cursor.fetchone()
    return HttpResponse(b"ok")


def us_per_request(page: Callable[[HttpRequest], HttpResponse]) -> float:
    request = RequestFactory().get("/static/x")
    began = time.process_time()
    for _ in range(REQUESTS):
        page(request)
    return (time.process_time() - began) / REQUESTS * 1e6


def median_us(page: Callable[[HttpRequest], HttpResponse]) -> float:
    us_per_request(page)
    return statistics.median(us_per_request(page) for _ in range(ROUNDS))


def main() -> None:
    connection.ensure_connection()
    for name, page in (("an empty answer", empty), (f"{QUERIES} queries", asking)):
        with_it = median_us(Observe(page))
        connection.execute_wrappers.remove(queries.watched)
        without = median_us(page)
        connection.execute_wrappers.append(queries.watched)
        print(
            f"{name:16} without {without:7.1f} µs   with {with_it:7.1f} µs   cost {with_it - without:6.1f} µs",
            flush=True,
        )
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    size = len(exposition())
    print(f"one scrape       {(time.perf_counter() - began) * 1000:7.1f} ms, {size} bytes")


if __name__ == "__main__":
    main()
