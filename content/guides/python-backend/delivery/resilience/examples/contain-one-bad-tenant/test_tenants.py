"""One tenant sends a thousand jobs at once. What do the others notice, under four arrangements?"""

import asyncio
from collections import Counter, deque
from itertools import combinations

Job = tuple[str, int]  # tenant, number
LOUD = [("loud", number) for number in range(1000)]
QUIET = [("quiet", 0)]


def one_queue(jobs: list[Job]) -> list[Job]:
    return list(jobs)


def turn_by_turn(jobs: list[Job]) -> list[Job]:
    """A queue for each tenant, one job from each in turn."""
    queues: dict[str, deque[Job]] = {}
    for job in jobs:
        queues.setdefault(job[0], deque()).append(job)
    order = []
    while queues:
        for tenant in list(queues):
            order.append(queues[tenant].popleft())
            if not queues[tenant]:
                del queues[tenant]
    return order


def test_place_in_the_queue():
    for arrange in (one_queue, turn_by_turn):
        place = arrange(LOUD + QUIET).index(("quiet", 0)) + 1
        print(f"{arrange.__name__}: the quiet tenant's job is number {place}")
    assert one_queue(LOUD + QUIET).index(("quiet", 0)) == 1000
    assert turn_by_turn(LOUD + QUIET).index(("quiet", 0)) == 1


class Pool:
    """Eight places. With a share, no tenant holds more than so many of them; the rest is told at once."""

    def __init__(self, places: int, share: int | None = None) -> None:
        self.free, self.share, self.held = places, share, Counter[str]()

    def enter(self, tenant: str) -> int:
        if self.share and self.held[tenant] >= self.share:
            return 429  # your own limit: slow down
        if not self.free:
            return 503  # ours: nobody's fault, try again
        self.free -= 1
        self.held[tenant] += 1
        return 200


def test_a_share_leaves_places_for_the_others():
    for share in (None, 3):
        pool = Pool(8, share)
        loud = Counter(pool.enter("loud") for _ in range(100))
        quiet = pool.enter("quiet")
        print(f"share {share}: loud {dict(sorted(loud.items()))}, quiet {quiet}")
        assert quiet == (503 if share is None else 200)


def test_the_same_with_a_semaphore_per_tenant():
    async def run() -> tuple[int, list[str]]:
        share: dict[str, asyncio.Semaphore] = {}
        inside, most, finished = Counter[str](), 0, []

        async def work(tenant: str) -> None:
            nonlocal most
            async with share.setdefault(tenant, asyncio.Semaphore(3)):
                inside[tenant] += 1
                most = max(most, inside["loud"])
                await asyncio.sleep(0)
                inside[tenant] -= 1
                finished.append(tenant)

        async with asyncio.TaskGroup() as group:
            for tenant, _ in LOUD[:50] + QUIET:
                group.create_task(work(tenant))
        return most, finished

    most, finished = asyncio.run(run())
    print(f"loud at once: {most}; the quiet job finished as number {finished.index('quiet') + 1} of {len(finished)}")
    assert most == 3
    assert finished.index("quiet") < 10


def harmed(groups: list[tuple[int, ...]], mine: tuple[int, ...]) -> int:
    """Tenants who lose every worker when all workers of one tenant are down."""
    return sum(set(group) <= set(mine) for group in groups)


def test_two_workers_each_out_of_eight():
    together = [tuple(range(8))] * 280  # everybody on everything
    fixed = [(first, first + 1) for first in (0, 2, 4, 6)] * 70  # four fixed pairs
    shuffled = list(combinations(range(8), 2)) * 10  # every possible pair, ten tenants on each
    for name, groups in (("one pool", together), ("four cells", fixed), ("shuffled pairs", shuffled)):
        print(f"{name}: {harmed(groups, groups[0])} of {len(groups)} tenants are down with the first one")
    assert [harmed(g, g[0]) for g in (together, fixed, shuffled)] == [280, 70, 10]


def test_a_figure_per_tenant_shows_who_it_is():
    seconds = Counter({"loud": 940.0} | {f"t{number}": 1.0 for number in range(60)})
    total = seconds.total()
    (worst, used), mean = seconds.most_common(1)[0], total / len(seconds)
    print(f"mean {mean:.1f} s per tenant; {worst} has {used / total:.0%} of all database seconds")
    assert worst == "loud" and used / total > 0.9
