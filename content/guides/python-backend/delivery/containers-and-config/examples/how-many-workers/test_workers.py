"""How many workers: what the processor allows, what waiting allows, and the two budgets that stop you first."""

import heapq
import random
from statistics import quantiles

import pytest
from sqlalchemy import create_engine, text

CPU_S, WAIT_S, CORES = 0.010, 0.090, 2  # one request: 10 ms of computing, 90 ms of waiting for the database


def ceiling(workers: int) -> float:
    """Requests a second: each worker one at a time, all workers together two cores."""
    return min(workers / (CPU_S + WAIT_S), CORES / CPU_S)


def test_more_workers_help_until_the_cores_are_full():
    for workers in (2, 5, 20, 40):
        print(f"{workers} workers: at most {ceiling(workers):.0f} requests a second")
    assert ceiling(2) == 20 and ceiling(20) == pytest.approx(200) == ceiling(40)


def test_for_pure_computing_cores_are_the_answer():
    def computing(workers: int) -> float:
        return min(workers, CORES) / 0.100

    assert computing(2) == computing(20) == 20


def waiting_times(workers: int, per_second: float, served_s: float = 0.1, requests: int = 20_000) -> list[float]:
    """Requests arrive at random; each takes the next free worker. Return how long each stood in the queue."""
    random.seed(3)
    free_at = [0.0] * workers
    now, waits = 0.0, []
    for _ in range(requests):
        now += random.expovariate(per_second)
        start = max(now, heapq.heappop(free_at))
        heapq.heappush(free_at, start + random.expovariate(1 / served_s))
        waits.append(start - now)
    return waits


def test_a_queue_grows_long_before_all_workers_are_busy():
    p99 = {}
    for busy in (0.5, 0.8, 0.95):
        p99[busy] = quantiles(waiting_times(8, busy * 80), n=100)[98]
        print(f"8 workers, {busy:.0%} busy: one request in a hundred waits at least {p99[busy] * 1000:.0f} ms")
    assert p99[0.5] < p99[0.8] < p99[0.95] and p99[0.95] > 0.3


def fits(workers: int, mb_each: int, mb_shared: int, limit_mb: int) -> bool:
    return mb_shared + workers * mb_each <= limit_mb


def test_memory_stops_you_first():
    most = max(workers for workers in range(1, 100) if fits(workers, mb_each=110, mb_shared=60, limit_mb=1024))
    print(f"1024 MB, 60 shared and 110 for each worker: {most} workers, whatever the formula says")
    assert most == 8


def connections(pods: int, workers: int, pool: int, overflow: int, surge: int = 0) -> int:
    return (pods + surge) * workers * (pool + overflow)


def test_connections_stop_you_next():
    pool = create_engine("postgresql+psycopg://nobody/none").pool  # no connection is made
    size, overflow = pool.size(), pool._max_overflow
    print(f"SQLAlchemy's defaults: {size} + {overflow} per process")
    normal, deploying = connections(4, 4, size, overflow), connections(4, 4, size, overflow, surge=2)
    print(f"4 pods of 4 workers: up to {normal} connections, during a deploy up to {deploying}")
    assert (normal, deploying) == (240, 360)
    assert connections(4, 4, pool=3, overflow=1, surge=2) == 96  # fits below 97


@pytest.mark.postgresql
def test_how_many_the_server_has(engine):
    with engine.connect() as connection:
        names = ("max_connections", "superuser_reserved_connections")
        most, reserved = (int(connection.scalar(text(f"SHOW {name}"))) for name in names)
    print(f"measured: {most} connections, {reserved} of them reserved")
    assert reserved < most


def cores_allowed(cpu_max: str) -> float | None:
    """/sys/fs/cgroup/cpu.max of a container: 'quota period' in microseconds, or 'max' for no limit."""
    quota, period = cpu_max.split()
    return None if quota == "max" else int(quota) / int(period)


def test_a_containers_limit_is_not_what_os_cpu_count_says():
    print("cpu.max '50000 100000' allows", cores_allowed("50000 100000"), "cores; the host may have 64")
    assert cores_allowed("50000 100000") == 0.5
    assert cores_allowed("max 100000") is None
