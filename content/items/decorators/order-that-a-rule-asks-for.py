"""In which order decorators must stand so that three rules of the team hold: which rules hold differs."""

from itertools import pairwise

from jobfutures.checks.families.authoring import Family, Order, Random, Variant

FAMILY = Family(
    area="A5",
    level="senior",
    title="Which order of decorators makes given rules hold",
    practise=("stacked-decorator-order", "decorator-wrong-abstraction"),
)
# (outer, inner): the rule that asks for it, why it does, and what a test does and sees
RULES = {
    ("count", "login"): (
        "Calls of strangers are counted too",
        "counting stands outside the check, so it is entered even if the check refuses",
        'run(stack, ["stranger"])["counted"] == 1',
    ),
    ("login", "count"): (
        "Calls of strangers are not counted",
        "counting stands inside the check, so a refused call never reaches it",
        'run(stack, ["stranger"])["counted"] == 0',
    ),
    ("count", "cache"): (
        "A call that is answered from the cache is counted too",
        "counting stands outside the cache, so it is entered before the cache can answer",
        'run(stack, ["ada", "ada"])["counted"] == 2',
    ),
    ("cache", "count"): (
        "A call that is answered from the cache is not counted",
        "counting stands inside the cache, so an answer from memory never reaches it",
        'run(stack, ["ada", "ada"])["counted"] == 1',
    ),
    ("limit", "cache"): (
        "A call that is answered from the cache uses up the caller's quota as well",
        "the quota stands outside the cache, so it is entered before the cache can answer",
        'run(stack, ["ada", "ada"])["used"] == 2',
    ),
    ("cache", "limit"): (
        "A call that is answered from the cache costs the caller nothing of the quota",
        "the quota stands inside the cache, so an answer from memory never reaches it",
        'run(stack, ["ada", "ada"])["used"] == 1',
    ),
    ("limit", "login"): (
        "Calls of strangers use up the quota too",
        "the quota stands outside the check, so it is entered even if the check refuses",
        'run(stack, ["stranger"])["used"] == 1',
    ),
    ("login", "limit"): (
        "Calls of strangers do not use up the quota",
        "the quota stands inside the check, so a refused call never reaches it",
        'run(stack, ["stranger"])["used"] == 0',
    ),
    ("login", "cache"): (
        "A stranger never gets an answer from the cache",
        "the check stands outside the cache, which would answer without asking who calls",
        'run(stack, ["ada", "stranger"])["refused"] == 1',
    ),
    ("limit", "retry"): (
        "One call costs one unit of the quota, however many attempts it takes",
        "the quota stands outside the retry, so it is entered once for each call",
        'run(stack, ["ada"], failing=1)["used"] == 1',
    ),
    ("retry", "limit"): (
        "Each attempt costs one unit of the quota",
        "the quota stands inside the retry, so it is entered again with each attempt",
        'run(stack, ["ada"], failing=1)["used"] == 2',
    ),
    ("count", "retry"): (
        "One call is counted once, however many attempts it takes",
        "counting stands outside the retry, so it is entered once for each call",
        'run(stack, ["ada"], failing=1)["counted"] == 1',
    ),
    ("retry", "count"): (
        "Each attempt is counted",
        "counting stands inside the retry, so it is entered again with each attempt",
        'run(stack, ["ada"], failing=1)["counted"] == 2',
    ),
    ("time", "retry"): (
        "The time that is measured is that of all attempts of a call together",
        "the timer stands outside the retry, so it runs until the last attempt is over",
        'run(stack, ["ada"], failing=1)["timed"] == 1',
    ),
    ("retry", "time"): (
        "The time of each attempt is measured on its own",
        "the timer stands inside the retry, so it starts anew with each attempt",
        'run(stack, ["ada"], failing=1)["timed"] == 2',
    ),
    ("time", "cache"): (
        "Answers from the cache are measured too",
        "the timer stands outside the cache, so it is entered before the cache can answer",
        'run(stack, ["ada", "ada"])["timed"] == 2',
    ),
    ("cache", "time"): (
        "Answers from the cache are not measured",
        "the timer stands inside the cache, so an answer from memory never reaches it",
        'run(stack, ["ada", "ada"])["timed"] == 1',
    ),
    ("time", "login"): (
        "The time of refused calls of strangers is measured too",
        "the timer stands outside the check, so it is entered even if the check refuses",
        'run(stack, ["stranger"])["timed"] == 1',
    ),
    ("login", "time"): (
        "The time of refused calls of strangers is not measured",
        "the timer stands inside the check, so a refused call never reaches it",
        'run(stack, ["stranger"])["timed"] == 0',
    ),
    ("retry", "atomic"): (
        "Each attempt has a transaction of its own",
        "the retry stands outside the transaction, so each attempt begins another one",
        'run(stack, ["ada"], failing=1)["begun"] == 2',
    ),
    ("time", "atomic"): (
        "The commit belongs to the time that is measured",
        "the timer stands outside the transaction, so it stops after the commit",
        '"stop commit" not in run(stack, ["ada"])["log"]',
    ),
    ("atomic", "time"): (
        "The commit does not belong to the time that is measured",
        "the timer stands inside the transaction, so it stops before the commit",
        '"stop commit" in run(stack, ["ada"])["log"]',
    ),
    ("cache", "atomic"): (
        "A call that is answered from the cache begins no transaction",
        "the cache stands outside the transaction, so an answer from memory never reaches it",
        'run(stack, ["ada", "ada"])["begun"] == 1',
    ),
    ("login", "atomic"): (
        "A refused call of a stranger begins no transaction",
        "the check stands outside the transaction, so a refused call never reaches it",
        'run(stack, ["stranger"])["begun"] == 0',
    ),
}
NAMES = {
    "count": ("@count_calls", "@counted", "@with_metrics"),
    "login": ("@members_only", "@require_login", "@for_users"),
    "cache": ("@cached(60)", "@cache_answer", "@remember(60)"),
    "limit": ("@limit(100)", "@quota(100)", "@per_minute(100)"),
    "retry": ("@retry(3)", "@three_attempts", "@try_again(3)"),
    "time": ("@timed", "@measured", "@stopwatch"),
    "atomic": ("@atomic", "@in_transaction", "@transactional"),
}
WHAT = {
    "count": "counts calls",
    "login": "refuses strangers, who are not signed in",
    "cache": "answers a repeated call from memory",
    "limit": "takes one unit off a quota",
    "retry": "calls again after a failure",
    "time": "measures how long a call takes",
    "atomic": "opens a transaction and commits it",
}
FUNCTIONS = ["order_total", "free_rooms", "price_list", "delivery_slots", "balance", "open_shifts"]
STAGE = """\
from itertools import permutations
def run(stack, callers, failing=0):
    seen = {"counted": 0, "used": 0, "refused": 0, "timed": 0, "begun": 0, "log": ""}
    left, memory = [failing], []
    def body(caller):
        if left[0]:
            left[0] -= 1
            raise ConnectionError
        return "answer"
    def count(inner):
        def wrapper(caller):
            seen["counted"] += 1
            return inner(caller)
        return wrapper
    def limit(inner):
        def wrapper(caller):
            seen["used"] += 1
            return inner(caller)
        return wrapper
    def login(inner):
        def wrapper(caller):
            if caller == "stranger":
                raise PermissionError
            return inner(caller)
        return wrapper
    def cache(inner):
        def wrapper(caller):
            if not memory:
                memory.append(inner(caller))
            return memory[0]
        return wrapper
    def retry(inner):
        def wrapper(caller):
            for attempt in (1, 2, 3):
                try:
                    return inner(caller)
                except ConnectionError:
                    if attempt == 3:
                        raise
        return wrapper
    def time(inner):
        def wrapper(caller):
            seen["timed"] += 1
            try:
                return inner(caller)
            finally:
                seen["log"] += "stop "
        return wrapper
    def atomic(inner):
        def wrapper(caller):
            seen["begun"] += 1
            result = inner(caller)
            seen["log"] += "commit "
            return result
        return wrapper
    for name in reversed(stack):
        body = {"count": count, "limit": limit, "login": login, "cache": cache, "retry": retry, "time": time,
                "atomic": atomic}[name](body)
    for caller in callers:
        try:
            body(caller)
        except PermissionError:
            seen["refused"] += 1
    return seen
"""


def build(random: Random) -> Variant:
    """Four decorators in an order of which each neighbouring pair is asked for by a rule."""
    while True:
        chosen = random.sample(list(NAMES), 4)
        pairs = list(pairwise(chosen))
        unsafe = {("cache", "login"), ("atomic", "retry"), ("atomic", "login"), ("atomic", "cache"), ("retry", "login")}
        stands = [(a, b) for place, a in enumerate(chosen) for b in chosen[place + 1 :]]
        if all(pair in RULES for pair in pairs) and not unsafe & set(stands):
            break
    function = random.choice(FUNCTIONS)
    names = {one: random.choice(NAMES[one]) for one in chosen}
    rules = [RULES[pair] for pair in pairs]
    told = random.sample([rule[0] for rule in rules], len(rules))
    shuffled = random.sample(chosen, len(chosen))
    steps = {
        f"`{names[one]}`": f"{rules[place][1].capitalize()}: {rules[place][0][0].lower()}{rules[place][0][1:]}."
        if place < len(rules)
        else f"It stands next to the function: {rules[-1][1]}."
        for place, one in enumerate(chosen)
    }
    checks = " and ".join(f"({rule[2]})" for rule in rules)
    proof = f"""{STAGE}
names = { {one: f"`{names[one]}`" for one in sorted(chosen)}!r}
fitting = [stack for stack in permutations(names) if {checks}]
[stack] = fitting
print("\\n".join(names[one] for one in stack))
"""
    does = "; ".join(f"`{names[one]}` {WHAT[one]}" for one in shuffled)
    return Variant(
        prompt=(
            f"Four decorators stand above `{function}`. {does}.\n\nThese rules must hold:\n\n"
            + "\n".join(f"- {rule}." for rule in told)
            + "\n\nIn which order must they stand, the topmost first?"
        ),
        answer=Order(steps=steps),
        why=(
            "The topmost decorator is entered first, and each one can answer, refuse or repeat without those below it "
            "taking part. So every rule about a pair says which of the two stands above the other: "
            + "; ".join(rule[1] for rule in rules)
            + ". The three pairs form a chain, and only one order keeps to it."
        ),
        proof=proof,
    )
