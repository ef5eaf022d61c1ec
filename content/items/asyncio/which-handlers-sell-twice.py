"""Which ways of selling the last seat sell it twice, when two buyers come at once on one event loop."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="C2",
    level="middle",
    title="Which functions sell the last seat twice on one loop",
    practise=("what-await-gives-up",),
)
PLACES = ["web", "app", "kiosk", "phone", "desk", "partner", "agent", "club"]
# What each way does, whether it sells twice, and why.
WAYS: dict[str, tuple[list[str], bool, str]] = {
    "check-pay-take": (
        ['if free["{what}"] > 0:', "    await pay(buyer)", '    free["{what}"] -= 1', "    sold.append(buyer)"],
        True,
        "Both buyers pass the check before either has taken anything: the payment stands between check and write.",
    ),
    "lock-late": (
        [
            'if free["{what}"] > 0:',
            "    await pay(buyer)",
            "    async with lock:",
            '        free["{what}"] -= 1',
            "        sold.append(buyer)",
        ],
        True,
        "The lock guards the writes alone. Both checks have been passed by then, and nobody checks again.",
    ),
    "own-lock": (
        [
            "async with asyncio.Lock():",
            '    if free["{what}"] > 0:',
            "        await pay(buyer)",
            '        free["{what}"] -= 1',
            "        sold.append(buyer)",
        ],
        True,
        "Each call makes a lock of its own, so nobody ever waits for anybody, and both pass the check.",
    ),
    "old-number": (
        [
            'left = free["{what}"]',
            "await pay(buyer)",
            "if left > 0:",
            '    free["{what}"] = left - 1',
            "    sold.append(buyer)",
        ],
        True,
        "The check looks at a number that was read before the payment. It is 1 for both buyers.",
    ),
    "take-pay": (
        ['if free["{what}"] > 0:', '    free["{what}"] -= 1', "    await pay(buyer)", "    sold.append(buyer)"],
        False,
        "Check and write stand together without an `await` between them, so the second buyer finds nothing left.",
    ),
    "lock-all": (
        [
            "async with lock:",
            '    if free["{what}"] > 0:',
            "        await pay(buyer)",
            '        free["{what}"] -= 1',
            "        sold.append(buyer)",
        ],
        False,
        "One lock for all callers is held from check to write, so the second buyer checks after the first has taken.",
    ),
    "pay-check-take": (
        ["await pay(buyer)", 'if free["{what}"] > 0:', '    free["{what}"] -= 1', "    sold.append(buyer)"],
        False,
        "A buyer may pay for nothing, which is bad in another way. But check and write are not interrupted.",
    ),
    "check-again": (
        [
            'if free["{what}"] > 0:',
            "    await pay(buyer)",
            '    if free["{what}"] > 0:',
            '        free["{what}"] -= 1',
            "        sold.append(buyer)",
        ],
        False,
        "What counts is the second check, after the payment. Between it and the write nobody else runs.",
    ),
}
DRAWS = ["seat", "table", "room", "slot", "van", "bike", "desk"]


def build(random: Random) -> Variant:
    """Where the wait stands between check and write, and whose lock it is, decide for each of four functions."""
    what = random.choice(DRAWS)
    while True:
        ways = random.sample(list(WAYS), 4)
        twice = sum(WAYS[way][1] for way in ways)
        names = random.sample(PLACES, 4)
        code = written(ways, names, what)
        if 1 <= twice <= 3 and len(code.splitlines()) <= 28:
            break
    right = {f"`{name}`": WAYS[way][2] for way, name in zip(ways, names, strict=True) if WAYS[way][1]}
    wrong = {f"`{name}`": WAYS[way][2] for way, name in zip(ways, names, strict=True) if not WAYS[way][1]}
    return Variant(
        prompt=(
            f"One process with one event loop sells the last {what}. `pay` really waits for a provider and always "
            "succeeds. Two tasks call the same function at the same time, each with its own buyer. "
            "Which of these functions can put both buyers into `sold`?"
        ),
        code=code,
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            "On one loop another task runs only while this one really waits. Plain code from a check to its write is "
            "not interrupted. If a wait stands between the two, both buyers can pass the check, unless one shared lock "
            "is held from before the check until after the write, or the check is made again after the wait."
        ),
        proof=PROOF.format(code=code, names=names, what=what),
    )


def written(ways: list[str], names: list[str], what: str) -> str:
    head = [f'free, sold, lock = {{"{what}": 1}}, [], asyncio.Lock()']
    functions = []
    for way, name in zip(ways, names, strict=True):
        body = ["    " + line.replace("{what}", what) for line in WAYS[way][0]]
        functions.append("\n".join([f"async def {name}(buyer):", *body]))
    return "\n".join(head) + "\n\n" + "\n\n".join(functions)


PROOF = """\
import asyncio

async def pay(buyer):
    await asyncio.sleep(0.001)

{code}

async def both(function):
    free["{what}"] = 1
    sold.clear()
    await asyncio.gather(function("Ada"), function("Ben"))
    return len(sold) == 2

for name in sorted({names}):
    if asyncio.run(both(globals()[name])):
        print(f"`{{name}}`")
"""
