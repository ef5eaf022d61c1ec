"""How many answers a second still reach a client that waits, when more arrives than can be served."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="K4",
    level="senior",
    title="How many answers of an overloaded service still find a client waiting",
    practise=("degrade-a-feature", "contain-one-bad-tenant", "why-set-a-timeout"),
)
SERVICES = ["quotes", "seat maps", "delivery times", "availability"]


def build(random: Random) -> Variant:
    """The load, the length of the queue and which end is served decide; patience is the measure of all three."""
    kind = random.choice(["free", "no limit", "short", "long", "newest", "newest long"])
    served, patience = random.choice([40, 50, 80, 100]), random.choice([2, 3, 5])
    arriving = served * random.choice([12, 15, 20]) // 10
    limit = 0
    if kind == "free":
        arriving = served * random.choice([6, 8]) // 10
        limit = random.choice([0, served * 60])
    elif kind == "short":
        limit = served * patience // 2
    elif kind in ("long", "newest long"):
        limit = served * patience * random.choice([4, 6])
    newest = kind.startswith("newest") or (kind == "free" and random.random() < 0.3)
    value = {"free": arriving, "no limit": 0, "long": 0}.get(kind, served)
    code = ["waiting = deque()", "", "def arrive(request):"]
    if limit:
        code += [f"    if len(waiting) >= {limit}:", "        return refuse(request, 503)"]
    code += [
        "    waiting.append(request)",
        "",
        f"def work():  # in a loop, in {served // 10} threads, while anything waits",
    ]
    code += [f"    request = waiting.{'pop' if newest else 'popleft'}()", "    answer(request)  # takes 100 ms"]
    wait = "without end" if not limit else f"{limit / served:g} seconds"
    reasons = {
        served: (
            "More could be answered, but no more requests arrive."
            if kind == "free"
            else f"That many are answered, but each has waited longer than {patience} seconds, and nobody is there "
            "any more."
        ),
        arriving: (
            f"No more than {served} a second can be answered at all, by {served // 10} threads with 100 ms each."
        ),
        0: (
            "All threads together are quicker than the arrivals, so no queue builds up."
            if kind == "free"
            else f"The queue is full, but it holds only {wait} of work, which is less than clients wait."
            if kind == "short"
            else "Many wait in vain, but it is the newest request that is served, and its client is still there."
        ),
        served * served // arriving: "The share of those who are served does not say how long each of them has waited.",
        served // 10: "That is the number of threads; each of them answers ten a second.",
    }
    reasons.setdefault(arriving - served, "So many go away without an answer; the question is who gets one in time.")
    stories = {
        "free": f"{served} can be answered and {arriving} arrive: nobody waits for long, and the queue does not matter",
        "no limit": "the queue grows without end, oldest first: after some minutes each served request is far too old",
        "long": f"the queue is always full, and who comes in waits {wait}: the threads work for clients that have gone",
        "short": f"the queue is full, but who comes in waits only {wait}; all others are refused at once",
        "newest": "the newest is served first, so an answer goes to somebody who has only just come; the old ones rot",
        "newest long": "places come free one by one, are taken by new requests, and the newest is served first",
    }
    return Variant(
        prompt=(
            f"A service for {random.choice(SERVICES)}. For ten minutes {arriving} requests have been arriving each "
            "second, "
            f"evenly. A client gives up {patience} seconds after its request, and does not ask again; the service "
            "does not "
            "notice and answers all the same. How many answers a second now reach a client that still waits? (503 is "
            "no "
            "answer.)"
        ),
        code="\n".join(code),
        answer=Number(
            value=value,
            unit="answers a second",
            wrong={
                number: why
                for number, why in reasons.items()
                if number != value and 0 <= number <= max(arriving, served)
            },
        ),
        why=(
            f"Here {stories[kind]}. In overload the queue decides who is served, not how many. A queue is useful as "
            "long "
            f"as the wait in it, its length divided by {served} a second, is shorter than the patience of "
            f"{patience} seconds."
        ),
        proof=f"""\
from collections import deque
class Refused(Exception):
    pass
def refuse(request, status):
    raise Refused
in_time, now = 0, 0
def answer(request):
    global in_time
    in_time += now >= 540_000 and now + 100 - request <= {patience} * 1000
{chr(10).join(code)}
for tick in range(6000):  # of 100 ms, ten minutes
    now = tick * 100
    for number in range(tick * {arriving} // 10, (tick + 1) * {arriving} // 10):
        try:
            arrive(now)
        except Refused:
            pass
    for thread in range({served // 10}):
        if waiting:
            work()
print(round(in_time / 60))
""",
    )
