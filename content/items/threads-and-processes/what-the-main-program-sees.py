"""What a worker changes in a dictionary, and who sees it: threads, one worker process, or a new one for each call."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="C1",
    level="junior",
    title="What the main program sees of a worker's changes",
    practise=("what-the-gil-does-not-protect", "model-for-resize-and-upload"),
)
THINGS = ["tea", "mugs", "chairs", "lamps", "bikes", "seats", "rooms", "vans"]
THREADS = "from concurrent.futures import ThreadPoolExecutor"
PROCESSES = "from concurrent.futures import ProcessPoolExecutor\nfrom multiprocessing import get_context"
COPY = "A worker process changes its own copy. The dictionary of the main program is another object in another process."


def build(random: Random) -> Variant:
    """Threads share one dictionary; a process keeps a copy as long as it lives; an argument is copied for each call."""
    mode = random.choice(["threads", "one", "fresh", "argument"])
    thing, start = random.choice(THINGS), random.randint(20, 60)
    first, second = random.sample(range(2, 9), 2)
    delivery = random.choice([0, 0, 5, 10, 15])
    threads, passed = mode == "threads", mode == "argument" or (mode == "threads" and random.random() < 0.5)
    pool = "ThreadPoolExecutor(1)" if threads else 'ProcessPoolExecutor(1, mp_context=get_context("fork"))'
    call = "reserve, stock" if passed else "reserve"
    added = [f'stock["{thing}"] += {delivery}'] if delivery else []
    one, two = (f"print(pool.submit({call}, {number}).result())" for number in (first, second))
    opened = f"with {pool} as pool:"
    body = [opened, "    " + one]
    body += [*added, opened, "    " + two] if mode == "fresh" else [*("    " + line for line in added), "    " + two]
    code = f"""\
{THREADS if threads else PROCESSES}

stock = {{"{thing}": {start}}}

def reserve({"stock, " if passed else ""}quantity):
    stock["{thing}"] -= quantity
    return stock["{thing}"]

""" + "\n".join([*body, f'print("left", stock["{thing}"])'])
    main, kept = start + delivery, start - first
    outputs = {
        "threads": f"{kept}\n{kept + delivery - second}\nleft {kept + delivery - second}",
        "one": f"{kept}\n{kept - second}\nleft {main}",
        "fresh": f"{kept}\n{main - second}\nleft {main}",
    }
    right, reasons = reasoned(mode)
    workers = "two pools, each with one worker" if mode == "fresh" else "a pool with one worker"
    return Variant(
        prompt=(
            f"A program reserves {thing} in {workers}. It runs on Linux, and the second call begins "
            "after the first has ended. What does this program print?"
        ),
        code=code,
        answer=Output(
            text=outputs[right],
            wrong={outputs[other]: why for other, why in reasons.items() if outputs[other] != outputs[right]},
        ),
        why=WHY[mode],
        proof=code,
    )


def reasoned(mode: str) -> tuple[str, dict[str, str]]:
    """Return which output is right, and why the two others are wrong."""
    if mode == "threads":
        return "threads", {
            "one": "This would be so with a worker process, which has a copy. A thread works on the same dictionary.",
            "fresh": "This needs a new copy for each call. Threads share the memory of the program; nothing is copied.",
        }
    if mode == "one":
        return "one", {
            "threads": COPY,
            "fresh": "The worker lives as long as its pool, so the second call meets what the first one left in it.",
        }
    why = "Each `with` block starts a new worker, which begins with the main program's dictionary as it is then."
    if mode == "argument":
        why = "The worker lives on, but the dictionary is pickled anew for each call, and the call changes that copy."
    return "fresh", {"threads": COPY, "one": why}


WHY = {
    "threads": (
        "A thread has no memory of its own: there is one dictionary, and every change is seen by everybody. That makes "
        "threads convenient, and it is why changes of several steps need a lock."
    ),
    "one": (
        "`fork` copies the program when the pool starts its worker, at the first call. From then on there are two "
        "dictionaries. The worker keeps its own between the calls, and neither side sees what the other one changes. "
        "Only arguments and results cross the border."
    ),
    "fresh": (
        "`fork` copies the program when a pool starts its worker. Both pools copy the main program's dictionary, which "
        "no worker has changed, and each copy ends with its worker. Only arguments and results cross the border."
    ),
    "argument": (
        "An argument is pickled, sent and unpickled, so every call works on a fresh copy of what the main program has "
        "at that moment. What the call changes stays in that copy. Only the result comes back."
    ),
}
