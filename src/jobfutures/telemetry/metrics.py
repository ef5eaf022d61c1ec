"""What each process counts of itself, under names as Prometheus wants them. Every label has few, known values.

With PROMETHEUS_MULTIPROC_DIR set before this is imported, numbers stand in files of that folder, one set a process, so
that one web worker can tell of all; the library notices by itself that a process is a fork.
"""

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, Summary

REGISTRY = CollectorRegistry()
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
TASK_SECONDS = (0.01, 0.05, 0.25, 1, 5, 30, 120, 600)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUESTS = Counter("jobfutures_http_requests", "Requests answered.", ["route", "method", "status"], registry=REGISTRY)
DURATION = Histogram(
    "jobfutures_http_request_duration_seconds",
    "Time from a request's arrival to its answer, in the web worker.",
    ["route", "method"],
    buckets=SECONDS,
    registry=REGISTRY,
)
QUERIES = Summary("jobfutures_http_request_queries", "Database queries of a request.", ["route"], registry=REGISTRY)
QUERY_SECONDS = Summary(
    "jobfutures_http_request_query_seconds", "Time a request waited for the database.", ["route"], registry=REGISTRY
)
TASKS = Counter("jobfutures_task_runs", "Runs of queued tasks that ended.", ["task", "outcome"], registry=REGISTRY)
TASK_DURATION = Histogram(
    "jobfutures_task_duration_seconds",
    "Time that a run of a queued task took.",
    ["task"],
    buckets=TASK_SECONDS,
    registry=REGISTRY,
)
RUNS = Counter("jobfutures_runs", "Attempts that a runner has judged or failed to.", ["verdict"], registry=REGISTRY)
RUN_WAIT = Histogram(
    "jobfutures_run_wait_seconds",
    "Time from an attempt's arrival until a worker took it to a runner.",
    ["try"],
    buckets=TASK_SECONDS,
    registry=REGISTRY,
)


def count_request(*, route: str, method: str, status: int, seconds: float, queries: int, query_seconds: float) -> None:
    known = method if method in METHODS else "OTHER"
    requests_of(route, known, status).inc()
    duration, number, waited = measures_of(route, known)
    duration.observe(seconds)
    number.observe(queries)
    waited.observe(query_seconds)


@cache
def requests_of(route: str, method: str, status: int) -> Counter:
    return REQUESTS.labels(route, method, str(status))


@cache
def measures_of(route: str, method: str) -> tuple[Histogram, Summary, Summary]:
    return DURATION.labels(route, method), QUERIES.labels(route), QUERY_SECONDS.labels(route)


def count_task(*, task: str, outcome: str, seconds: float) -> None:
    """task: the path of a function of this program.  outcome: a state of the queue, in small letters."""
    TASKS.labels(task, outcome).inc()
    TASK_DURATION.labels(task).observe(seconds)


def count_run(*, verdict: str, tries: int, waited_s: float) -> None:
    """verdict: in small letters, or `put_back` where a fault of ours gave none.  tries: how often it was taken."""
    RUNS.labels(verdict).inc()
    RUN_WAIT.labels("first" if tries <= 1 else "again").observe(max(0.0, waited_s))
