"""From which line on all calls have certainly ended: groups, gather, tasks that are awaited one by one."""

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="C3",
    level="junior",
    title="From which line on all calls have certainly ended",
    practise=("siblings-when-one-task-fails", "task-start-and-end"),
)
CALLS = ["reserve", "check", "price", "route", "notify", "weigh", "print_label", "book", "verify", "assign"]
THINGS = ["order", "parcel", "booking", "shift", "visit", "claim", "trip", "rental"]
TEXTS = ["asked", "under way", "going on", "nearly", "next", "so far", "noted", "seen", "still here", "on it"]
SHAPES = [
    "group",
    "group-body",
    "group-awaits-one",
    "gather",
    "gather-later",
    "tasks",
    "tasks-one",
    "wait-first",
    "nested",
]


def build(random: Random) -> Variant:
    """Awaiting one task, the first of them, or a block's end: what is waited for differs, and so does the line."""
    shape, thing = random.choice(SHAPES), random.choice(THINGS)
    one, two = random.sample(CALLS, 2)

    def log(deep: int = 1) -> str:
        return "    " * deep + "log(...)"

    def rest(deep: int = 1) -> str:
        return "    " * deep + "await audit()"

    a, b = f"{one}({thing})", f"{two}({thing})"
    start = [f"    first = asyncio.create_task({a})", f"    second = asyncio.create_task({b})"]
    group = "    async with asyncio.TaskGroup() as group:"
    made = [f"        group.create_task({a})", f"        group.create_task({b})"]
    body = {
        "group": [log(), group, *made, log(2), log(2), log(), rest()],
        "group-body": [group, *made, rest(2), log(2), log(), rest(), log()],
        "group-awaits-one": [
            group,
            f"        first = group.create_task({a})",
            made[1],
            "        await first",
            log(2),
            rest(2),
            log(),
            rest(),
        ],
        "gather": [log(), rest(), f"    await asyncio.gather({a}, {b})", log(), rest(), log()],
        "gather-later": [f"    both = asyncio.gather({a}, {b})", log(), rest(), "    await both", log(), rest()],
        "tasks": [*start, "    await first", log(), "    await second", log(), rest()],
        "tasks-one": [*start, "    await second", log(), rest(), "    await first", log()],
        "wait-first": [
            *start,
            "    both = [first, second]",
            "    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)",
            log(),
            rest(),
            "    await asyncio.wait(both)",
            log(),
        ],
        "nested": [
            f"    first = asyncio.create_task({a})",
            group,
            made[1],
            rest(2),
            log(),
            rest(),
            "    await first",
            log(),
        ],
    }[shape]
    extra = random.randint(0, 2)
    body = [log() for _ in range(extra)] + body + ["    return True"]
    head = [f"async def {call}({thing}): ...   # asks a service" for call in sorted([one, two])]
    head += ["async def audit(): ...   # writes a row", "", f"async def handle({thing}):"]
    texts = iter(random.sample(TEXTS, len(TEXTS)))
    lines = [line.replace("...", f'"{next(texts)}"') if "log(" in line else line for line in [*head, *body]]
    offset = {
        "group": 6,
        "group-body": 5,
        "group-awaits-one": 6,
        "gather": 3,
        "gather-later": 4,
        "tasks": 5,
        "tasks-one": 6,
        "wait-first": 7,
        "nested": 7,
    }[shape]
    number = len(head) + extra + offset + 1
    choices = list(range(len(head) + extra + 2, len(lines) + 1))
    choices.remove(number)
    near = sorted(sorted(choices, key=lambda one: abs(one - number - 0.1))[:5])
    return Variant(
        prompt=(
            f"`{one}` and `{two}` take as long as their services like, and so does `audit`; nothing fails, and `log` "
            f"is a plain function. Which is the first line that is certain to run only after `{one}` and `{two}` have "
            "both ended?"
        ),
        code="\n".join(lines),
        answer=Line(
            number=number,
            wrong={one: late(lines[number - 1]) if one > number else early(shape, lines[one - 1]) for one in near},
        ),
        why=WHY[shape].format(one=one, two=two, number=number),
        proof=proof(lines, (one, two), thing),
    )


def late(key: str) -> str:
    return f"This line too runs after both, but an earlier one does already: `{key.strip()}`."


def early(shape: str, line: str) -> str:
    text = line.strip()
    if text.startswith("await asyncio.gather"):
        return "This line makes both calls and waits for them. When it is reached, neither of them has begun."
    if text in {"await both", "await first", "await second"}:
        return "This line begins to wait. When it is reached, at least one of the two may still be under way."
    if text == "await asyncio.wait(both)":
        return (
            "This line begins to wait for the slower one. When it is reached, only one of the two is sure to have "
            "ended."
        )
    if text.startswith("await asyncio.wait"):
        return "This line begins to wait. When it is reached, both of the two may still be under way."
    if "create_task" in text or "gather(" in text or "TaskGroup" in text or text.startswith("both ="):
        return "At most the calls are being started here. Nothing has waited for an answer yet."
    deep = line.startswith(" " * 8)
    return {
        "group": "Inside the block the tasks may still be under way. The waiting is done where the block is left.",
        "group-body": (
            "Inside the block the tasks may still be under way; `audit` waits for its own row and not for them."
        ),
        "group-awaits-one": (
            "One task has been awaited, or `audit`. The other task is waited for where the block is left."
        ),
        "gather-later": "`gather` without `await` only starts the calls, and `audit` does not wait for them.",
        "tasks": "One of the two has been awaited at most, and the other one may still be under way.",
        "tasks-one": "One of the two has been awaited at most, and the other one may still be under way.",
        "wait-first": "`FIRST_COMPLETED` waits for one of the two, whichever it is. The other may still be under way.",
        "nested": (
            "Inside the block nothing has been waited for but `audit`, so both calls may still be under way."
            if deep
            else "The block waits for its own task. The one made before it belongs to nobody's block."
        ),
        "gather": "The calls have not begun here, so they cannot have ended.",
    }[shape]


WHY = {
    "group": "A task group waits for all its tasks where its block is left. Line {number} is the first after that.",
    "group-body": (
        "A task group waits for all its tasks where its block is left, not before. An `await` inside the block waits "
        "for its own thing. Line {number} is the first after the block."
    ),
    "group-awaits-one": (
        "Inside the block only `{one}` is awaited by name. For `{two}` the waiting is done where the block is left, so "
        "line {number} is the first that is certain."
    ),
    "gather": (
        "`await` in front of `gather` waits for both results. The line after it, {number}, runs when both have ended, "
        "and no line before it does."
    ),
    "gather-later": (
        "Without `await` the call of `gather` starts both and goes on. They are waited for at `await both`, so line "
        "{number} is the first that is certain."
    ),
    "tasks": (
        "Each `await` waits for one task. It may happen that `{two}` ends first, but nothing promises it. Only after "
        "both awaits, from line {number} on, is it certain."
    ),
    "tasks-one": (
        "Each `await` waits for one task, and these two stand apart. Only after the second of them, from line {number} "
        "on, is it certain that both have ended."
    ),
    "wait-first": (
        "The first `wait` comes back when one of the two has ended, the second when all have. So line {number} is the "
        "first that is certain."
    ),
    "nested": (
        "The group knows only the task that was made by it. `{one}` was started before, outside, and is waited for at "
        "`await first`. Line {number} is the first after that."
    ),
}


def proof(lines: list[str], names: tuple[str, str], thing: str) -> str:
    """Run it with all orders of quick and slow answers; the line is the first by which both have always ended."""
    code = "\n".join(lines)
    return f"""\
import asyncio
import itertools
import selectors
import sys

class Skip(selectors.SelectSelector):
    now = 0.0
    def select(self, timeout=None):
        self.now += timeout or 0
        return super().select(0)

CODE = '''{code}'''
names = {{"asyncio": asyncio, "log": lambda text: None}}
exec(compile(CODE, "handler", "exec"), names)
ended, before, order = set(), set(), []

def answering(name, wait):
    async def call(*_):
        await asyncio.sleep(wait)
        ended.add(name)
    return call

def watch(frame, event, _):
    if frame.f_code is not names["handle"].__code__:
        return None
    if event == "line":
        if frame.f_lineno not in order:
            order.append(frame.f_lineno)
        if not ended >= {set(names)!r}:
            before.add(frame.f_lineno)
    return watch

for waits in itertools.permutations((1, 20, 300, 4000), 3):
    for name, wait in zip({(*names, "audit")!r}, waits):
        names[name] = answering(name, wait)
    ended.clear()
    skip = Skip()
    loop = asyncio.SelectorEventLoop(skip)
    loop.time = lambda: skip.now
    sys.settrace(watch)
    loop.run_until_complete(names["handle"]("{thing}"))
    sys.settrace(None)
    loop.close()
print(min(line for line in order if line not in before))
"""
