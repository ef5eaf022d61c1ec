"""Four stations on one request's way. Which one limits, what a repair elsewhere brings, and one that no graph shows."""

import asyncio

# Measured over one minute at peak: 3,000 requests. Seconds each station was busy, and how many it has of itself.
REQUESTS, WINDOW_S = 3_000, 60.0
BUSY = {"python": 66.0, "database cpu": 24.0, "disk": 54.0, "network": 6.0}
COUNT = {"python": 4, "database cpu": 2, "disk": 1, "network": 1}


def utilisation(busy: dict[str, float]) -> dict[str, float]:
    return {name: seconds / WINDOW_S / COUNT[name] for name, seconds in busy.items()}


def ceiling(busy: dict[str, float]) -> tuple[str, float]:
    """The station that is full first, and the requests a second at which it is."""
    per_second = {name: COUNT[name] / (seconds / REQUESTS) for name, seconds in busy.items()}
    name = min(per_second, key=per_second.__getitem__)
    return name, per_second[name]


def test_the_station_with_the_highest_utilisation_is_the_limit():
    for name, share in utilisation(BUSY).items():
        print(f"{name}: {BUSY[name] / REQUESTS * 1000:.0f} ms a request, {share:.0%} busy")
    name, limit = ceiling(BUSY)
    print(f"limit: {name}, at {limit:.0f} requests a second (now {REQUESTS / WINDOW_S:.0f})")
    assert name == "disk" == max(utilisation(BUSY), key=utilisation(BUSY).__getitem__)
    assert max(BUSY, key=BUSY.__getitem__) == "python"  # the largest share of the time is not the limit


def test_a_repair_elsewhere_moves_nothing():
    python_halved = BUSY | {"python": BUSY["python"] / 2}
    disk_halved = BUSY | {"disk": BUSY["disk"] / 2}
    for what, busy in (("python twice as fast", python_halved), ("disk asked half as much", disk_halved)):
        name, limit = ceiling(busy)
        print(f"{what}: {name} limits, at {limit:.0f} a second")
    assert ceiling(python_halved) == ceiling(BUSY)
    assert ceiling(disk_halved)[1] > 100


def test_and_after_the_repair_another_one_is_the_limit():
    order, busy = [], dict(BUSY)
    for _ in range(4):
        name, limit = ceiling(busy)
        order.append(name)
        print(f"{name} limits at {limit:.0f} a second; suppose it costs a quarter from now on")
        busy[name] /= 4
    assert order == ["disk", "python", "disk", "database cpu"]


def inside(pool: int, requests: int) -> tuple[int, int]:
    """Requests that wait 'for the database': how many really are there, how many stand before the pool?"""

    async def run() -> tuple[int, int]:
        connections, at_database, waiting, most = asyncio.Semaphore(pool), 0, 0, (0, 0)

        async def request() -> None:
            nonlocal at_database, waiting, most
            waiting += 1
            async with connections:
                waiting -= 1
                at_database += 1
                await asyncio.sleep(0)
                most = max(most, (at_database, waiting))
                at_database -= 1

        async with asyncio.TaskGroup() as group:
            for _ in range(requests):
                group.create_task(request())
        return most

    return asyncio.run(run())


def test_a_pool_is_a_station_too():
    at_database, waiting = inside(pool=5, requests=40)
    print(f"40 requests, pool of 5: {at_database} at the database, {waiting} waiting for a connection, processors idle")
    assert (at_database, waiting) == (5, 35)


def test_littles_law_checks_your_graphs():
    throughput, under_way = 50.0, 40.0
    print(f"50 a second and 40 under way means {under_way / throughput:.1f} s each, whatever the latency graph says")
    assert under_way / throughput == 0.8
