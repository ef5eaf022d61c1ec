"""How often a function behind a cache is called, by the key, by how it is handed over, and by what it returns."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="I1",
    level="junior",
    title="How often an expensive function is called behind a cache",
    practise=("what-is-worth-caching",),
)
DATA = [
    ("report", "branch", ["north", "south", "east", "west"]),
    ("forecast", "route", ["R1", "R2", "R3", "R4"]),
    ("occupancy", "hotel", ["elm", "oak", "fir", "ash"]),
    ("roster", "ward", ["A", "B", "C", "D"]),
]
BODIES = {
    "lambda": "return cache.get_or_set({key}, lambda: {name}({part}), 300)",
    "eager": "return cache.get_or_set({key}, {name}({part}), 300)",
    "is none": """\
value = cache.get({key})
    if value is None:
        value = {name}({part})
        cache.set({key}, value, 300)
    return value""",
    "or": """\
value = cache.get({key}) or {name}({part})
    cache.set({key}, value, 300)
    return value""",
    "in": """\
if {key} not in cache:
        cache.set({key}, {name}({part}), 300)
    return cache.get({key})""",
}
KEYS = {
    "part": 'f"{name}:{{{part}}}"',
    "part and user": 'f"{name}:{{{part}}}:{{user}}"',
    "name": '"{name}"',
}


def calls(body: str, keys: list[str], results: list[object]) -> int:
    """Return how many of the requests call the function."""
    if body == "eager":
        return len(keys)
    stored: dict[str, object] = {}
    count = 0
    for key, result in zip(keys, results, strict=True):
        known = key in stored
        hit = {"is none": known and stored[key] is not None, "or": known and bool(stored[key])}.get(body, known)
        count += not hit
        stored[key] = stored[key] if hit else result
    return count


def build(random: Random) -> Variant:
    """Seven requests; what the function returns for one part is empty, or nothing at all."""
    name, part, parts = random.choice(DATA)
    body, key = random.choice([*BODIES, "is none", "or"]), random.choice(["part", "part", "part and user", "name"])
    used, users = parts[: random.randint(2, 3)], ["ada", "ben"]
    empty, nothing = used[-1], random.choice([None, []])
    asked = [(random.choice([*used, empty]), random.choice(users)) for _ in range(7)]
    results = [nothing if one == empty else [7] for one, _ in asked]
    ways = {
        "part": [one for one, _ in asked],
        "part and user": [f"{one}:{user}" for one, user in asked],
        "name": [name] * 7,
    }
    value = calls(body, ways[key], results)
    code = f"""\
def {name}({part}):
    # reads 40,000 rows
    return TOTALS.get({part}{"" if nothing is None else ", []"})

def show({part}, user):
    {BODIES[body].format(key=KEYS[key].format(name=name, part=part), name=name, part=part)}

TOTALS = {{{", ".join(f'"{one}": [7]' for one in used[:-1])}}}
for {part}, user in [
    {", ".join(f'("{one}", "{user}")' for one, user in asked[:4])},
    {", ".join(f'("{one}", "{user}")' for one, user in asked[4:])},
]:
    show({part}, user)"""
    wrong = {
        1: "One call would be enough only if every request had the same key, and what is stored counted as a hit.",
        len(
            set(ways["part and user"])
        ): "This is the number of different requests; the key, and what counts as found, decide as well.",
        len(set(ways["part"])): f"This is the number of different values of `{part}`; other things decide as well.",
        0: "The cache is empty at the beginning, so the first request cannot be answered from it.",
        7: "This would be so if no request ever found its value; some do.",
    }
    reasons = {
        "eager": (
            f"`{name}({part})` stands there as an argument, so it is called before `get_or_set` looks into the "
            "cache: once for each of the 7 requests, whatever is stored. Hand over something that can be called."
        ),
        "lambda": "`get_or_set` calls what it is given only for a key that is not there, and remembers `None` as well.",
        "is none": (
            "A stored `None` looks the same as no entry, so it is computed again; an empty list does count as an entry."
        ),
        "or": (
            "Everything that counts as false, such as `None` or an empty list, is computed again although it is stored."
        ),
        "in": "Here the presence of the key is asked for, so an empty list or `None` in the cache counts as an entry.",
    }
    return Variant(
        prompt=(
            "`cache` is Django's and empty at the beginning. Seven requests arrive one after the other, within a "
            f"second. How often is `{name}` called?"
        ),
        code=code,
        answer=Number(value=value, unit="calls", wrong={n: why for n, why in wrong.items() if n != value}),
        why=reasons[body]
        + f" For `{empty}` the function returns `{nothing}`. "
        + {
            "part": f"The key holds `{part}` only, so all users share an entry.",
            "part and user": "The key holds the user too, so each user fills an entry of their own.",
            "name": (
                f"The key is the same for every `{part}`, so all requests share one entry, right for them or not."
            ),
        }[key]
        + f" That makes {value} of 7.",
        proof=proof(code, name, part),
    )


def proof(code: str, name: str, part: str) -> str:
    counting = code.replace("    # reads 40,000 rows", "    called.append(1)")
    return f"from django.core.cache import cache\ncalled = []\n{counting}\nprint(len(called))\n"
