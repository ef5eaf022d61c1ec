"""How many calls to a slow partner run at the same time, by how the endpoint makes them."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="G8",
    level="junior",
    title="How many calls to a slow partner run at the same time",
    practise=("wsgi-or-asgi", "workers-and-loops", "threads-help-with-io"),
)
PLACES = ["rates", "tax", "stock", "address", "label", "weather"]
THREADS = 40  # of the pool that FastAPI has for plain functions, in each worker
WAYS = {
    "await": (
        '@app.get("/{p}")\nasync def {p}():\n    return await ask_partner()',
        "each call is awaited, so one thread holds all of them",
    ),
    "blocking": (
        '@app.get("/{p}")\nasync def {p}():\n    return ask_partner_blocking()',
        "the blocking call holds the only thread of the loop, so the next request begins when it has ended",
    ),
    "plain": (
        '@app.get("/{p}")\ndef {p}():\n    return ask_partner_blocking()',
        f"a plain function runs in the thread pool, which has {THREADS} threads in each worker",
    ),
    "pool": (
        '@app.get("/{p}")\nasync def {p}():\n    return await run_in_threadpool(ask_partner_blocking)',
        f"the call runs in the thread pool, which has {THREADS} threads in each worker",
    ),
    "semaphore": (
        (
            'slots = asyncio.Semaphore({s})\n\n@app.get("/{p}")\nasync def {p}():\n    async with slots:\n'
            "        return await ask_partner()"
        ),
        "the semaphore lets in a few, and each worker has one of its own",
    ),
    "semaphore, blocking": (
        (
            'slots = asyncio.Semaphore({s})\n\n@app.get("/{p}")\nasync def {p}():\n    async with slots:\n'
            "        return ask_partner_blocking()"
        ),
        "the blocking call holds the only thread of the loop, whatever the semaphore would allow",
    ),
    "semaphore, pool": (
        (
            'slots = asyncio.Semaphore({s})\n\n@app.get("/{p}")\nasync def {p}():\n    async with slots:\n'
            "        return await run_in_threadpool(ask_partner_blocking)"
        ),
        "the semaphore lets in a few, and each worker has one of its own",
    ),
}
PROOF = """
import asyncio, threading
from types import SimpleNamespace
from anyio import to_thread
from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
def most_in_one_worker():
    inside, most, done, queued, guard, go_on = 0, 0, 0, 0, threading.Lock(), threading.Event()
    def enter(step):
        nonlocal inside, most
        with guard:
            inside += step
            most = max(most, inside)
    async def ask_partner():
        enter(1)
        while not go_on.is_set():
            await asyncio.sleep(0.001)
        enter(-1)
    def ask_partner_blocking():
        enter(1)
        if threading.get_ident() != thread_of_loop:  # while it waits there, nobody else can call anything
            go_on.wait()
        enter(-1)
    class Counted(asyncio.Semaphore):
        async def acquire(self):
            nonlocal queued
            queued += 1
            await super().acquire()
            queued -= 1
    scope = {
        "asyncio": SimpleNamespace(Semaphore=Counted), "app": FastAPI(), "ask_partner": ask_partner,
        "ask_partner_blocking": ask_partner_blocking, "run_in_threadpool": run_in_threadpool,
    }
    exec(CODE, scope)
    async def request():
        nonlocal done
        http = {
            "type": "http", "method": "GET", "path": "/" + PLACE, "raw_path": b"", "query_string": b"", "headers": [],
            "scheme": "http", "server": ("test", 80), "client": ("test", 1), "http_version": "1.1",
        }
        never = asyncio.Event()
        async def receive():
            await never.wait()
        async def send(message):
            if message["type"] == "http.response.start":
                assert message["status"] == 200
        await scope["app"](http, receive, send)
        done += 1
    async def worker():
        nonlocal thread_of_loop
        thread_of_loop = threading.get_ident()
        threads = to_thread.current_default_thread_limiter()
        requests = asyncio.gather(*(request() for _ in range(REQUESTS)))
        while inside + queued + threads.statistics().tasks_waiting + done < REQUESTS:  # until all wait or are done
            await asyncio.sleep(0.001)
        found = most
        go_on.set()
        await requests
        return found
    thread_of_loop = None
    return asyncio.run(worker())
print(sum(most_in_one_worker() for _ in range(WORKERS)))
"""


def build(random: Random) -> Variant:
    """Who waits without holding a thread is limited by nothing; who holds one is limited by the threads there are."""
    way = random.choice(list(WAYS))
    place, workers = random.choice(PLACES), random.choice([1, 1, 2, 3])
    each = random.choice([12, 25, 30, 50, 60])
    slots = random.choice([4, 6, 8, 10])
    template, because = WAYS[way]
    limit = {
        "await": each,
        "blocking": 1,
        "plain": THREADS,
        "pool": THREADS,
        "semaphore": slots,
        "semaphore, blocking": 1,
        "semaphore, pool": slots,
    }[way]
    value = workers * min(each, limit)
    code = template.format(p=place, s=slots)
    served = f"{workers} uvicorn workers serve them, {each} each" if workers > 1 else "One uvicorn worker serves them"
    wrong: dict[int, str] = {}

    def add(number: int, why: str) -> None:
        if number != value:
            wrong.setdefault(number, why)

    if limit != 1:
        add(workers, "That is so when the call blocks the loop of each worker. Here it does not.")
    if workers > 1:
        add(min(each, limit), "So many run in one worker; the other workers run beside it.")
    if limit < each:
        add(workers * each, f"All at once would need that nothing limits them. But {because}.")
    if "semaphore" in way:
        add(workers * min(each, slots), f"The semaphore would allow so many. But {because}.")
        add(slots, "Each worker is a process with a semaphore of its own.")
    add(workers * min(each, THREADS), f"The {THREADS} threads of the pool are not what limits these calls: {because}.")
    few = f" There are only {each} requests in each worker." if limit >= each else ""
    add(THREADS, f"{THREADS} is the size of the thread pool of one worker. Here {because}.{few}")
    return Variant(
        prompt=(
            f"{workers * each} requests arrive at this FastAPI application at the same moment, and the partner answers "
            f"none of them for ten seconds. {served}; all settings are as installed. `ask_partner` is a coroutine that "
            "awaits, `ask_partner_blocking` a plain function that waits; neither has a limit of its own. How many "
            "calls to the partner are running after one second?"
        ),
        code=code,
        answer=Number(value=value, unit="calls", wrong=wrong),
        why=(
            f"Here {because}. With {each} requests in a worker that makes {min(each, limit)} in the call at once"
            + (f", and {value} with {workers} workers." if workers > 1 else ".")
            + " A waiting coroutine costs no thread; a waiting function costs the thread it runs in, and on the loop "
            "that is the only one."
        ),
        proof=f"PLACE, WORKERS, REQUESTS = {place!r}, {workers}, {each}\nCODE = {code!r}\n{PROOF}",
    )
