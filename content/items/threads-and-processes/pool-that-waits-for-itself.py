"""How many threads a pool needs, so that jobs which wait for other jobs of a pool ever end."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="C1",
    level="middle",
    title="How many threads a pool needs when its jobs wait for its jobs",
    practise=("threads-help-with-io",),
)
WORDS = [("report", "chart"), ("invoice", "barcode"), ("parcel", "label"), ("album", "preview"), ("offer", "quote")]
ENOUGH = "This many do, but fewer are enough: {why}"


def build(random: Random) -> Variant:
    """What waits for what, where, and how many are submitted before anybody waits decide the least number."""
    outer, inner = random.choice(WORDS)
    shape = random.choice(["all"] * 3 + ["in-turn"] * 2 + ["batches"] * 3 + ["two-pools", "direct", "collected"])
    jobs = random.randint(3, 9)
    batch = random.randint(2, jobs - 1)
    parts = random.randint(1, 3)
    pool = "helpers" if shape == "two-pools" else "pool"
    submit = f"futures = [{pool}.submit({inner}, {outer}, part) for part in range({parts})]"
    body = {
        "direct": [f"return [{inner}({outer}, part) for part in range({parts})]"],
        "collected": [f"return [{pool}.submit({inner}, {outer}, part) for part in range({parts})]"],
    }.get(shape, [submit, "return [future.result() for future in futures]"])
    main = {
        "in-turn": [f"for number in range({jobs}):", f"    pool.submit(make_{outer}, number).result()"],
        "batches": [
            f"for some in itertools.batched(range({jobs}), {batch}):",
            f"    jobs = [pool.submit(make_{outer}, number) for number in some]",
            "    wait(jobs)",
        ],
        "collected": [
            f"jobs = [pool.submit(make_{outer}, number) for number in range({jobs})]",
            "for job in jobs:",
            "    wait(job.result())",
        ],
    }.get(shape, [f"jobs = [pool.submit(make_{outer}, number) for number in range({jobs})]", "wait(jobs)"])
    imports = ["import itertools"] if shape == "batches" else []
    pools = ["pool = ThreadPoolExecutor(max_workers=n)"]
    pools += ["helpers = ThreadPoolExecutor(max_workers=1)"] if shape == "two-pools" else []
    code = "\n".join(
        [
            *imports,
            f"from concurrent.futures import ThreadPoolExecutor{'' if shape == 'in-turn' else ', wait'}",
            "",
            *pools,
            "",
            f"def {inner}({outer}, part):",
            f'    return f"{inner} {{part}} of {outer} {{{outer}}}"',
            "",
            f"def make_{outer}({outer}):",
            *("    " + line for line in body),
            "",
            *main,
        ]
    )
    least = {"all": jobs + 1, "in-turn": 2, "batches": batch + 1}.get(shape, 1)
    wrong = {
        jobs * parts: (
            "The number of parts does not matter: one thread that does not wait makes them one after the other."
            if jobs * parts > least
            else f"All these threads may be inside `make_{outer}` at once, and then nobody makes the parts."
        ),
        jobs + 1: ENOUGH.format(why=CALM[shape]),
        1: f"The one thread is inside `make_{outer}` and waits for a part that only this thread could make.",
        2: (
            "With two threads both may be inside a job that waits, and then nobody is left who makes parts."
            if least > 2
            else ENOUGH.format(why=CALM[shape])
        ),
        jobs: (
            f"That many threads are all inside `make_{outer}` before the first part's turn comes, and wait for ever."
            if shape == "all"
            else ENOUGH.format(why=CALM[shape])
        ),
    }
    if shape == "batches":
        wrong[batch] = (
            f"All jobs of a batch may be inside `make_{outer}` on these {batch} threads, and then nobody makes parts."
        )
    return Variant(
        prompt=(
            "A pool takes its jobs in the order in which they were submitted, and the jobs start in that order. "
            "What is the least `n` with which this program is sure to end, however the threads are scheduled?"
        ),
        code=code,
        answer=Number(value=least, unit="threads", wrong={n: why for n, why in wrong.items() if n != least}),
        why=WHY[shape].format(jobs=jobs, batch=batch, outer=outer, inner=inner),
        proof=proof(code, outer),
    )


CALM = {
    "all": "one thread more than there are waiting jobs is always free for parts.",
    "in-turn": "the main program waits for each job, so one job at a time waits, and one more thread makes its parts.",
    "two-pools": "the parts are made by another pool, whose thread never waits.",
    "direct": "no job waits for another one; it makes its parts itself.",
    "batches": "the main program waits for each batch, so no more jobs than that wait at the same time.",
    "collected": "the jobs hand back their futures and end; only the main program waits.",
}
WHY = {
    "all": (
        "All {jobs} jobs stand in the queue before the first part does. A pool of {jobs} threads or fewer gives every "
        "thread to `make_{outer}`, and each waits for a part that nobody is left to make. One thread more takes the "
        "parts. Waiting inside a pool for the same pool is the mistake; a larger number only hides it until there are "
        "more jobs."
    ),
    "in-turn": (
        "The main program waits for each job before it submits the next. So at most one thread waits inside "
        "`make_{outer}`, and one more is enough for the parts, one after the other. With a single thread the job waits "
        "for itself."
    ),
    "two-pools": (
        "Jobs wait in one pool, and the parts are made in the other, whose thread waits for nobody. So each job ends "
        "sooner or later, even if the first pool has a single thread. Separate pools for callers and called need no "
        "arithmetic."
    ),
    "direct": (
        "A job makes its parts by plain calls, so no thread of the pool ever waits for another job. One thread is slow "
        "and comes to the end. It is the `result()` inside a job that makes the number of threads matter."
    ),
    "batches": (
        "Before anybody waits, a batch of {batch} jobs stands in the queue. With {batch} threads all of them are "
        "inside `make_{outer}`, and nobody makes a part. One more is always free. The next batch comes only after the "
        "last one has ended, so the {jobs} jobs in all do not matter."
    ),
    "collected": (
        "`make_{outer}` submits its parts and returns the futures without waiting. The thread is free at once, and the "
        "parts come later in the queue. Only the main program waits, and it needs no thread of the pool."
    ),
}


def proof(code: str, outer: str) -> str:
    """Run it with 1, 2, 3... threads, no part submitted before the main program waits, and see where it hangs."""
    return f"""\
import threading
from concurrent import futures
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

CODE = '''{code}'''
lock, plain, submit, plain_wait = threading.Lock(), Future.result, ThreadPoolExecutor.submit, futures.wait
main_waits = threading.Event()

def at_worst(pool, *call):
    if threading.current_thread() is not threading.main_thread():
        main_waits.wait()
    return submit(pool, *call)

def waited(function, *call):
    main_waits.set()
    try:
        return function(*call)
    finally:
        main_waits.clear()

def ends(number):
    main_waits.clear()
    waiting, stuck, names = {{}}, [], {{"n": number}}
    def result(future, timeout=None):
        me = threading.current_thread()
        if me is threading.main_thread():
            return waited(plain, future)
        with lock:
            waiting[me] = future
            mine = names["pool"]._threads
            if len([one for one in waiting if one in mine]) == number and not any(
                one.done() or one.running() for one in waiting.values()
            ) and "helpers" not in names:
                stuck.extend(waiting.values())
        for one in stuck:
            one.cancel()
        try:
            return plain(future, timeout)
        finally:
            with lock:
                waiting.pop(me)
    Future.result, ThreadPoolExecutor.submit = result, at_worst
    futures.wait = lambda jobs: waited(plain_wait, jobs)
    try:
        exec(compile(CODE, "program", "exec"), names)
    except CancelledError:
        pass
    finally:
        main_waits.set()
        Future.result, ThreadPoolExecutor.submit, futures.wait = plain, submit, plain_wait
        names["pool"].shutdown()
        if "helpers" in names:
            names["helpers"].shutdown()
    return not stuck

number = 1
while not ends(number):
    number += 1
print(number)
"""
