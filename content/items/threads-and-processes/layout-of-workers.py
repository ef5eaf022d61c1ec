"""Which layout of processes and threads carries a load within cores, memory and connections."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="C1",
    level="senior",
    title="Which layout of processes and threads carries the load",
    practise=("cpu-bound-or-io-bound", "threads-help-with-io", "model-for-resize-and-upload"),
)
LAYOUTS = [(1, 16), (1, 32), (2, 8), (2, 16), (4, 1), (4, 4), (4, 8), (4, 16), (8, 1), (8, 4), (12, 1), (12, 2)]
SERVICES = ["booking", "pricing", "delivery", "payment", "catalogue", "rota", "invoice", "search"]
CORES, MARGIN = 4, 1.15


def build(random: Random) -> Variant:
    """The computing share, the memory of a process and the connections differ, and with them what is too little."""
    right = random.choice(LAYOUTS)
    while True:
        computing, waiting = random.choice([4, 5, 8, 10, 20, 30, 40]), random.choice([10, 30, 60, 90, 120, 180, 240])
        process, memory = random.choice([90, 150, 240, 400]), random.choice([1000, 1500, 2000, 3000])
        connections, rate = random.choice([16, 20, 30, 40, 60, 80]), random.choice([30, 40, 60, 80, 100, 130, 160])
        numbers = (computing, waiting, process, memory, connections, rate)
        found = {one: verdict(one, numbers) for one in LAYOUTS}
        good = [one for one, (margin, _) in found.items() if margin > MARGIN]
        bad = [one for one, (margin, _) in found.items() if margin < 1 / MARGIN]
        kinds = {found[one][1].split()[0] for one in bad}
        if right in good and len(bad) >= 4 and len(kinds) >= 3:
            break
    wrong = chosen(random, bad, found)
    name = random.choice(SERVICES)
    return Variant(
        prompt=(
            f"The {name} service runs in one container with {CORES} cores and {memory} MB. A process takes {process} "
            f"MB, each of its threads 10 MB more. A request computes for {computing} ms in Python code, under the "
            f"interpreter lock of the usual build, and waits {waiting} ms for the database. Every thread keeps a "
            f"database connection of its own, and the database grants this service {connections}. Each thread serves "
            f"one request at a time. {rate} requests come each second. Which layout carries them?"
        ),
        answer=OneOf(right=words(right), wrong={words(one): found[one][1] for one in wrong}),
        why=reasons(right, numbers),
        proof=proof([right, *wrong], numbers),
    )


def chosen(random: Random, bad: list[tuple[int, int]], found: dict[tuple[int, int], tuple[float, str]]) -> list:
    """Return four layouts that fail, as many kinds of failure among them as there are."""
    kinds: dict[str, list[tuple[int, int]]] = {}
    for one in random.sample(bad, len(bad)):
        kinds.setdefault(found[one][1].split()[0], []).append(one)
    first = [some.pop() for some in kinds.values()]
    rest = [one for some in kinds.values() for one in some]
    return (first + random.sample(rest, len(rest)))[:4]


def words(layout: tuple[int, int]) -> str:
    processes, threads = layout
    each = "" if processes == 1 else " each"
    return f"{processes} process{'es' * (processes > 1)} with {threads} thread{'s' * (threads > 1)}{each}"


def limits(layout: tuple[int, int], computing: int, waiting: int) -> tuple[float, float, float]:
    """Return the requests a second that threads, interpreter locks and cores allow."""
    processes, threads = layout
    turns = 1000 / (computing + waiting)
    return processes * threads * turns, processes * 1000 / computing, CORES * 1000 / computing


def verdict(layout: tuple[int, int], numbers: tuple[int, ...]) -> tuple[float, str]:
    """Return by which factor the scarcest thing suffices, and what is wrong where it does not."""
    processes, threads = layout
    computing, waiting, process, memory, connections, rate = numbers
    needed, open_ = processes * (process + 10 * threads), processes * threads
    by_threads, by_locks, by_cores = limits(layout, computing, waiting)
    found = {
        f"Memory is short: {processes} times {process} MB and {open_} times 10 MB make {needed} MB.": memory / needed,
        f"Connections are short: {open_} threads want {open_} of them.": connections / open_,
        (
            f"Waiting overlaps too little: {open_} thread{'s' * (open_ > 1)} with {computing + waiting} ms a request "
            f"end at {by_threads:.0f} requests a second."
        ): by_threads / rate,
        (
            f"Computing is the limit: {processes} interpreter{'s' * (processes > 1)} on {CORES} cores, with "
            f"{computing} ms a request, end at {min(by_locks, by_cores):.0f} requests a second."
        ): min(by_locks, by_cores) / rate,
    }
    worst = min(found, key=lambda text: found[text])
    return found[worst], worst


def reasons(layout: tuple[int, int], numbers: tuple[int, ...]) -> str:
    computing, waiting, process, memory, connections, rate = numbers
    processes, threads = layout
    by_threads, by_locks, by_cores = limits(layout, computing, waiting)
    return (
        f"Four limits, one after the other. Memory: {processes} times {process} MB and {processes * threads} times 10 "
        f"MB make {processes * (process + 10 * threads)} of {memory} MB. Connections: {processes * threads} of "
        f"{connections}. Threads: {processes * threads} with {computing + waiting} ms a request end at "
        f"{by_threads:.0f} a second. Computing: {processes} interpreter{'s' * (processes > 1)} at {computing} ms on "
        f"{CORES} cores end at {min(by_locks, by_cores):.0f}. All are above what is needed for {rate} a second; each "
        "other layout misses one."
    )


def proof(layouts: list[tuple[int, int]], numbers: tuple[int, ...]) -> str:
    options = {words(one): one for one in layouts}
    return f"""\
import heapq
import random

computing, waiting, process, memory, connections, rate = {numbers}

def served(processes, threads, seconds=12):
    \"\"\"Play requests by milliseconds: a thread waits, then computes with the lock of its process and a core.\"\"\"
    free, cores, queue, events, done = [True] * processes, {CORES}, [], [], 0
    start = random.Random(1)
    for number in range(processes * threads):
        heapq.heappush(events, (start.uniform(0, waiting + computing), number, "waited"))
    while events:
        now, number, what = heapq.heappop(events)
        if now > seconds * 1000:
            break
        if what == "waited":
            queue.append(number)
        else:
            free[number % processes], cores, done = True, cores + 1, done + (now > 2000)
            heapq.heappush(events, (now + waiting, number, "waited"))
        for one in list(queue):
            if cores and free[one % processes]:
                queue.remove(one)
                free[one % processes], cores = False, cores - 1
                heapq.heappush(events, (now + computing, one, "computed"))
    return done / (seconds - 2)

for option, (processes, threads) in {options}.items():
    fits = processes * (process + threads * 10) <= memory and processes * threads <= connections
    if fits and served(processes, threads) >= rate:
        print(option)
"""
