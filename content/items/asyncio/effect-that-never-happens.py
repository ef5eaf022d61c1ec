"""Which line of an order's last step builds a coroutine that nobody ever runs."""

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="C2",
    level="junior",
    title="Which line loses its work",
    practise=("forgotten-await", "task-start-and-end"),
)
STEPS = [
    "save",
    "charge",
    "notify",
    "index",
    "audit",
    "archive",
    "book",
    "thank",
    "publish",
    "count",
    "label",
    "release",
]
THINGS = ["order", "parcel", "booking", "shift", "claim", "ticket", "invoice", "visit"]


def build(random: Random) -> Variant:
    """Some functions are plain, some are async; some coroutines are awaited later or made tasks, one is dropped."""
    thing = random.choice(THINGS)
    names = random.sample(STEPS, 6)
    plain, lost, later, *others = names
    two = random.sample([plain, lost, *others], 6 - 1)
    shape = random.choice(["kept", "task", "gathered"])
    lines: list[tuple[str, str]] = []
    for name in two:
        if name == plain:
            lines.append((name, f"{name}({thing})"))
        elif name == lost:
            lines.append((name, lost_line(random, name, thing)))
        else:
            lines.append((name, f"await {name}({thing})"))
    begin = {
        "kept": f"waiting = {later}({thing})",
        "task": f"waiting = asyncio.create_task({later}({thing}))",
        "gathered": f"waiting = [{later}({thing})]",
    }[shape]
    end = "await asyncio.gather(*waiting)" if shape == "gathered" else "await waiting"
    at = random.randint(0, 3)
    lines.insert(at, (later, begin))
    lines.append(("", end))
    kinds = {name: "" if name == plain else "async " for name in names}
    defined = [
        line
        for name in random.sample(names, len(names))
        for line in (f"{kinds[name]}def {name}({thing}):", f'    done.append("{name}")')
    ]
    body = ["    " + line for _, line in lines]
    code = "\n".join(["import asyncio", "", "done = []", "", *defined, "", f"async def close({thing}):", *body])
    first = len(defined) + 7
    numbers = {name: first + number for number, (name, _) in enumerate(lines)}
    wrong = {
        numbers[plain]: f"`{plain}` is an ordinary function. Calling it runs it, and there is nothing to await.",
        numbers[later]: {
            "kept": "The coroutine is kept in a name, and the last line awaits it. It runs late, but it runs.",
            "task": "The coroutine is made a task, which runs when the function waits, and it is awaited at the end.",
            "gathered": "The coroutine stands in a list, and the last line hands the list to `gather`, which runs it.",
        }[shape],
    }
    for name in others:
        wrong[numbers[name]] = f"`{name}` is async and its call is awaited in the same line, so its body runs here."
    return Variant(
        prompt=(
            f"`await close({thing})` runs without an exception, and yet one of the six functions never does its work. "
            "Which line is to blame?"
        ),
        code=code,
        answer=Line(number=numbers[lost], wrong=wrong),
        why=(
            f"`{lost}` is an async function, so the call in line {numbers[lost]} only builds a coroutine object. "
            "Nothing in `close` awaits this object or makes a task of it, and its body never begins. Python says so in "
            "a warning when the object is thrown away, and goes on. Whether a call needs `await` depends on how the "
            "function is defined, and on whether somebody else awaits the result later."
        ),
        proof=proof(code, thing, numbers),
    )


def lost_line(random: Random, name: str, thing: str) -> str:
    return random.choice([f"{name}({thing})", f"{name}({thing})", f"result = {name}({thing})"])


def proof(code: str, thing: str, numbers: dict[str, int]) -> str:
    calls = {name: number for name, number in numbers.items() if name}
    return f"""\
import warnings
warnings.simplefilter("ignore", RuntimeWarning)
{code}

asyncio.run(close("{thing}"))
for name, line in {calls}.items():
    if name not in done:
        print(line)
"""
