"""How many requests a second one process can finish, by what is held while it waits."""

from fractions import Fraction

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="K3",
    level="middle",
    title="How many requests a second pass through threads and a pool",
    practise=("where-is-the-bottleneck",),
)
PARTNERS = [
    ("quote", "ask_carrier(order)", "carrier"),
    ("checkout", "ask_bank(order)", "bank"),
    ("route", "ask_map(order)", "map service"),
    ("score", "ask_agency(order)", "agency"),
]


def build(random: Random) -> Variant:
    """Which waits lie inside the `with` blocks decides; the same numbers give another limit with other blocks."""
    name, call, noun = random.choice(PARTNERS)
    while True:
        load, partner, save = random.choice([10, 20, 25, 40, 50]), random.choice([100, 150, 200, 400]), 0
        if random.random() < 0.5:
            save = random.choice([10, 20, 30, 50])
        threads, pool = random.choice([20, 40, 60, 80]), random.choice([4, 5, 8, 10, 20])
        slots = random.choice([0, 0, 5, 10, 20])
        inside = random.random() < 0.5
        held = load + save + (partner if inside else 0)
        limits = {
            "threads": Fraction(1000 * threads, load + partner + save),
            "pool": Fraction(1000 * pool, held),
        }
        if slots:
            limits["slots"] = Fraction(1000 * slots, partner)
        value = min(limits.values())
        others = sorted(limits.values())
        if value.denominator == 1 and others[1] >= value * Fraction(13, 10) and value <= 500:
            break
    gate = "with slots:\n" if slots else ""
    deep, step = ("        " if inside else "    "), "    "
    ask = [f"{deep}with slots:", f"{deep}{step}reply = {call}  # {partner} ms"] if gate else []
    ask = ask or [f"{deep}reply = {call}  # {partner} ms"]
    code = [f"pool = Pool(connections={pool})"]
    code += [f"slots = BoundedSemaphore({slots})"] if slots else []
    code += ["", f"def {name}(number):"]
    code += [
        "    with pool.connection() as connection:",
        f"        order = load(connection, number)  # {load} ms",
        *ask,
    ]
    if save and inside:
        code.append(f"        save(connection, reply)  # {save} ms")
    elif save:
        code += ["    with pool.connection() as connection:", f"        save(connection, reply)  # {save} ms"]
    code.append("    return reply")
    limit = min(limits, key=limits.__getitem__)
    told = {"threads": f"the {threads} threads", "pool": f"the {pool} connections", "slots": f"the {slots} slots"}[
        limit
    ]
    later = "would allow that, but another limit is reached before it."
    reasons = [
        (limits["threads"], f"The threads {later}"),
        (limits["pool"], f"The connections {later}"),
        (limits.get("slots", Fraction(0)), f"The slots {later}"),
        (
            Fraction(1000 * pool, load + save),
            "A connection is held for as long as its block lasts, not for queries only.",
        ),
        (Fraction(1000 * pool, load + partner + save), f"The connection goes back before the {noun} is asked."),
        (Fraction(1000, load + partner + save), "That is one thread alone; the threads wait side by side."),
        (Fraction(pool), "That many hold a connection at once; each of them does so for only part of a second."),
        (Fraction(threads), "That many are under way at once; each of them takes only part of a second."),
    ]
    wrong: dict[int, str] = {}
    for number, reason in reasons:
        if number and round(number) != value:
            wrong.setdefault(round(number), reason)
    held_by = {
        "threads": f"each request keeps its thread for {load + partner + save} ms",
        "pool": f"each request holds a connection for {held} ms"
        + (f", the call to the {noun} included" if inside else ", as the call lies outside"),
        "slots": f"each request holds a slot for the {partner} ms of the call",
    }[limit]
    return Variant(
        prompt=(
            f"One process with {threads} threads runs this handler. The comments say how long a line waits for the "
            f"database or the {noun}, which never get slower; computing takes no time worth counting. Far more "
            "requests "
            "arrive than can be served. How many are finished in a second, in the long run?"
        ),
        code="\n".join(code),
        answer=Number(value=int(value), unit="requests", wrong=wrong),
        why=(
            "Each limit is the number of places, divided by how long a request keeps one; the lowest counts. Here "
            f"{told} "
            f"set it, because {held_by}. That makes {value} a second. The other ceilings lie higher: "
            + ", ".join(f"{key} {float(one):.0f}" for key, one in limits.items() if key != limit)
            + ". Only what stands inside a `with` block counts for what the block holds."
        ),
        proof=f"""\
from heapq import heappop, heappush
from collections import deque
FREE = {{"pool": {pool}, "slots": {slots}}}
queues = {{name: deque() for name in FREE}}
# a handler as what it takes, gives back and waits for, in the order of its lines
{steps(load, partner, save, slots, inside=inside)}
now, number, finished, events = 0, 0, 0, []
for thread in range({threads}):
    heappush(events, (0, number := number + 1, handler()))
while now < 70_000:
    now, _, running = heappop(events)
    for what, value in running:
        if what == "wait":
            heappush(events, (now + value, number := number + 1, running))
            break
        if what == "take":
            if not FREE[value]:
                queues[value].append(running)
                break
            FREE[value] -= 1
        elif queues[value]:
            heappush(events, (now, number := number + 1, queues[value].popleft()))
        else:
            FREE[value] += 1
    else:
        finished += 10_000 <= now < 70_000
        heappush(events, (now, number := number + 1, handler()))
print(round(finished / 60))
""",
    )


def steps(load: int, partner: int, save: int, slots: int, *, inside: bool) -> str:
    """Return the handler as a generator of what it takes, gives back and waits for."""
    call = f'    yield "wait", {partner}\n'
    if slots:
        call = f'    yield "take", "slots"\n{call}    yield "give", "slots"\n'
    take, give = '    yield "take", "pool"\n', '    yield "give", "pool"\n'
    stored = f'    yield "wait", {save}\n' if save else ""
    rest = call + stored + give if inside else give + call + (take + stored + give if save else "")
    return f'def handler():\n{take}    yield "wait", {load}\n{rest}'
