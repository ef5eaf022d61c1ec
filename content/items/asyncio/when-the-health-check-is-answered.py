"""After how many seconds a health check is answered, while many slow requests are inside the same worker."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="C2",
    level="senior",
    title="After how many seconds the health check is answered",
    practise=("blocking-call-in-event-loop", "find-blocking-call-in-production"),
)
NAMES = ["report", "export", "label", "invoice", "route", "quote", "upload", "receipt"]
THREADS = 40


def build(random: Random) -> Variant:
    """The slow endpoint blocks the loop, a thread or nothing; the health check needs the loop only, or a thread."""
    slow = random.choice(["blocks"] * 3 + ["thread"] * 5 + ["awaits"])
    name, seconds = random.choice(NAMES), random.randint(2, 9)
    health_thread = random.random() < 0.7
    many = random.choice([3, 4, 6, 7]) if slow == "blocks" else random.choice([25, 38, 45, 60, 75, 85, 95, 110, 130])
    body = {
        "blocks": ("async def", f"time.sleep({seconds})", ""),
        "thread": ("def", f"time.sleep({seconds})", ""),
        "awaits": ("async def", f"await asyncio.sleep({seconds})", ""),
    }[slow]
    code = f"""\
app = FastAPI()

@app.get("/{name}")
{body[0]} {name}():
    {body[1]}   # stands for {"a client that awaits" if slow == "awaits" else "a client that blocks"}
    return "done"

@app.get("/health")
{"def" if health_thread else "async def"} health():
    return "ok"
"""
    rounds = many // THREADS
    key = {"blocks": many * seconds, "thread": rounds * seconds if health_thread else 0, "awaits": 0}[slow]
    wrong = {
        0: {
            "blocks": (
                "The loop is inside `time.sleep`, and nothing else runs on it before all earlier requests are done."
            ),
            "thread": (
                f"The health check is a plain function, so it needs one of the {THREADS} threads. None is free, and "
                "earlier requests stand before it."
            ),
            "awaits": "",
        }[slow],
        seconds: {
            "blocks": "The blocking calls do not overlap. Each holds the loop for its whole time, one after the other.",
            "thread": (
                f"After one round of {THREADS} there are still earlier requests waiting for a thread; they come first."
                if rounds > 1 and health_thread
                else CALM[health_thread]
            ),
            "awaits": "Requests that await do not hold the loop, and it answers the health check while they wait.",
        }[slow],
        many * seconds: {
            "thread": (
                f"The requests do not come one by one: up to {THREADS} of them block in threads at the same time."
            ),
            "awaits": "The requests wait side by side, and nobody holds the loop meanwhile.",
        }.get(slow, ""),
        (rounds + 1) * seconds: {
            "blocks": f"The {THREADS} threads are for plain functions. An `async def` runs on the loop itself.",
            "thread": (
                "By then even the last requests have ended. A thread is free for the health check when theirs begin."
                if health_thread and rounds
                else CALM[health_thread]
            ),
            "awaits": "No thread is involved here, so nothing is done in rounds.",
        }[slow],
    }
    return Variant(
        prompt=(
            "One worker with one event loop runs this application, with FastAPI's usual limit of 40 threads for plain "
            f"functions. It is idle. At one moment {many} requests for `/{name}` arrive, and right after them one for "
            "`/health`; the worker takes them in this order, and threads too are given in this order. What is not "
            "waiting takes no time. After how many seconds is the health check answered?"
        ),
        code=code.rstrip("\n"),
        answer=Number(value=key, unit="seconds", wrong={n: why for n, why in wrong.items() if n != key}),
        why=reason(slow, many, seconds, health_thread=health_thread),
        proof=PROOF.format(code=code, name=name, seconds=seconds, many=many),
    )


CALM = {
    True: f"Fewer than {THREADS} requests are inside, so a thread is free for the health check at once.",
    False: "The health check is `async def`: it runs on the loop, which is free, and needs no thread.",
}


def reason(slow: str, many: int, seconds: int, *, health_thread: bool) -> str:
    if slow == "blocks":
        return (
            f"`time.sleep` inside `async def` holds the loop, so the {many} requests are served one after the other, "
            f"{seconds} s each. The health check is taken after them, whether it is `def` or `async def`. An "
            "orchestrator that waits a second or two would restart this worker, although nothing in it is broken."
        )
    if slow == "awaits":
        return (
            f"All {many} requests wait at an `await`, and none holds the loop or a thread. The health check is "
            "answered at once, on the loop or in a thread."
        )
    if not health_thread:
        return (
            f"The plain functions block threads, {THREADS} at a time, and the others wait for a thread. The loop "
            "itself is free, and an `async def` health check needs nothing else. It says that the loop is alive, not "
            "that the next report would be quick."
        )
    if many < THREADS:
        return (
            f"Each of the {many} requests blocks a thread, and {THREADS - many} of the {THREADS} are left. The health "
            f"check gets one of them at once. With {THREADS} slow requests inside it would have to wait, which an "
            "`async def` would not."
        )
    return (
        f"Plain functions share {THREADS} threads. {many} requests fill {many // THREADS} full "
        f"round{'s' * (many // THREADS > 1)} of {seconds} s, and {many % THREADS} of them take part of the next one. "
        "The health check stands in the same queue and gets a free thread in that round. As `async def` it would not "
        "depend on threads at all."
    )


PROOF = """\
import asyncio
import threading
import anyio.to_thread
import httpx
from fastapi import FastAPI

passed = threading.Condition()
inside, clock, loop_thread = [], [0], threading.current_thread()

class time:
    def sleep(seconds):
        if threading.current_thread() is loop_thread:
            clock[0] += seconds
            return
        with passed:
            mine = [False]
            inside.append(mine)
            passed.wait_for(lambda: mine[0])

class waits:
    async def sleep(seconds):
        await still.wait()

{code}

async def main():
    global still
    still = asyncio.Event()
    limiter = anyio.to_thread.current_default_thread_limiter()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        tasks = []
        for path in ["/{name}"] * {many} + ["/health"]:
            tasks.append(asyncio.create_task(client.get(path)))
            await asyncio.sleep(0)
        for _ in range(200):
            await asyncio.sleep(0)
        while not tasks[-1].done():
            if len(inside) == limiter.total_tokens:
                with passed:
                    for one in inside:
                        one[0] = True
                    inside.clear()
                    clock[0] += {seconds}
                    passed.notify_all()
            await asyncio.sleep(0.001)
        print(clock[0])
        while not all(task.done() for task in tasks):
            still.set()
            with passed:
                for one in inside:
                    one[0] = True
                inside.clear()
                passed.notify_all()
            await asyncio.sleep(0.001)

asyncio.run(main())
"""
