"""After how many milliseconds a fan-out comes back to its caller, when one of its calls fails."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="C3",
    level="middle",
    title="After how long the caller hears that one call has failed",
    practise=("siblings-when-one-task-fails", "how-cancellation-is-delivered"),
)
CALLS = ["stock", "price", "credit", "route", "rooms", "crew", "customs", "permit"]
SHAPES = ["gather", "gather-all", "group", "group", "group-caught", "wait-first", "wait-all"]


def build(random: Random) -> Variant:
    """Who waits for whom differs, and whether a cancelled call has cleaning up to do that somebody waits for."""
    shape = random.choice(SHAPES)
    bad, one, two = random.sample(CALLS, 3)
    fails = random.randrange(30, 90, 10)
    first, second = random.sample(range(140, 400, 20), 2)
    tidy_one, tidy_two = random.sample([0, 25, 35, 45, 55, 65, 75], 2)
    caught = shape == "group-caught"
    code = "\n".join(
        [
            f"async def {bad}():",
            *(["    try:"] if caught else []),
            *indented(
                [f"await asyncio.sleep({seconds(fails)})", 'raise ValueError("refused")'],
                "        " if caught else "    ",
            ),
            *(["    except ValueError:", "        return None"] if caught else []),
            "",
            *call(one, first, tidy_one),
            "",
            *call(two, second, tidy_two),
            "",
            "async def check():",
            *indented(body(shape, (bad, one, two)), "    "),
        ]
    )
    whole = max(fails, first + tidy_one, second + tidy_two)
    key = {
        "gather": fails,
        "wait-first": fails,
        "group": fails + max(tidy_one, tidy_two),
    }.get(shape, whole)
    wrong = {
        fails: {
            "group": "The group cancels the others at this moment, and then waits until they have tidied up.",
            "group-caught": f"`{bad}` catches its own error and returns, so the group never hears of a failure.",
            "gather-all": "With `return_exceptions=True` an exception is a result like others, and all are waited for.",
            "wait-all": "Without `return_when` it waits for all tasks, whatever becomes of the first.",
        }.get(shape, ""),
        fails + max(tidy_one, tidy_two): {
            "gather": "`gather` cancels nobody, so there is nothing to tidy up; it raises at the first failure.",
            "wait-first": (
                "`asyncio.wait` cancels nobody and waits for no cleaning up; it returns at the first failure."
            ),
        }.get(shape, "Nothing is cancelled here: the other calls run to their end and tidy up after that."),
        fails + tidy_one + tidy_two: {
            "group": "Both are cancelled at the same moment and tidy up beside each other, so the longer one counts.",
        }.get(shape, "Nobody is cancelled at the failure, so no cleaning up begins there."),
        whole: {
            "gather": "The other calls do run that long, but nobody waits for them: `gather` has raised long before.",
            "wait-first": (
                "`FIRST_EXCEPTION` ends the waiting as soon as one task has failed. The others run on by themselves."
            ),
            "group": "The group does not let the others finish. It cancels them as soon as the failure is there.",
        }.get(shape, ""),
        max(first, second): (
            "A call is over only with what stands in its `finally`, so the last one ends later than the longest sleep."
            if shape in {"gather-all", "wait-all", "group-caught"}
            else "The failure is not held back until the longest call has its answer."
        ),
    }
    return Variant(
        prompt=(
            f"In `{bad}` an error is raised after {fails} ms. The two other calls would answer later; what stands in "
            "`finally` gives a connection back. All that is not a sleep takes no time. After how many milliseconds "
            "does `await check()` come back to its caller, with a result or with an exception?"
        ),
        code=code,
        answer=Number(value=key, unit="ms", wrong={n: why for n, why in wrong.items() if n != key}),
        why=WHY[shape].format(bad=bad, fails=fails, key=key),
        proof=CLOCK.format(code=code),
    )


def seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.3f}"


def indented(lines: list[str], blanks: str) -> list[str]:
    return [blanks + line for line in lines]


def call(name: str, answers: int, tidy: int) -> list[str]:
    """Return a call that answers after some time and then, or when it is cancelled, tidies up."""
    sleep = f"await asyncio.sleep({seconds(answers)})"
    if not tidy:
        return [f"async def {name}():", f"    {sleep}"]
    return [
        f"async def {name}():",
        "    try:",
        f"        {sleep}",
        "    finally:",
        f"        await asyncio.sleep({seconds(tidy)})",
    ]


def body(shape: str, names: tuple[str, str, str]) -> list[str]:
    calls = ", ".join(f"{name}()" for name in names)
    if shape == "gather":
        return [f"return await asyncio.gather({calls})"]
    if shape == "gather-all":
        return [f"return await asyncio.gather({calls}, return_exceptions=True)"]
    if shape.startswith("group"):
        return [
            "async with asyncio.TaskGroup() as group:",
            f"    for call in ({', '.join(names)}):",
            "        group.create_task(call())",
        ]
    when = ", return_when=asyncio.FIRST_EXCEPTION" if shape == "wait-first" else ""
    return [
        f"tasks = [asyncio.create_task(call()) for call in ({', '.join(names)})]",
        f"return await asyncio.wait(tasks{when})",
    ]


WHY = {
    "gather": (
        "`gather` hands the first exception to its caller at once, after {key} ms. It cancels nobody: the two other "
        "calls go on behind the caller's back, until they end by themselves."
    ),
    "gather-all": (
        "With `return_exceptions=True` the failure is one of the results. `gather` waits for all three, with all that "
        "stands in their `finally`, and comes back after {key} ms."
    ),
    "group": (
        "At {fails} ms the group cancels the two others. Each runs its `finally`, both at the same time, and the group "
        "waits for that before it raises: {key} ms. So cleaning up adds to the time in which a failure is answered, "
        "and nothing is left running afterwards."
    ),
    "group-caught": (
        "`{bad}` handles its own error and returns `None`. For the group it has ended well, so nobody is cancelled, "
        "and the block is left when the last call has ended with its `finally`: {key} ms."
    ),
    "wait-first": (
        "`asyncio.wait` with `FIRST_EXCEPTION` returns as soon as a task has failed, after {key} ms. It raises nothing "
        "and cancels nobody; what is still pending is handed back and goes on."
    ),
    "wait-all": (
        "`asyncio.wait` waits for all tasks by default. It neither raises nor cancels, so the failed task is simply "
        "done early, and the call comes back when the last one has ended with its `finally`: {key} ms."
    ),
}
CLOCK = """\
import asyncio
import selectors

class Skip(selectors.SelectSelector):
    now = 0.0
    def select(self, timeout=None):
        self.now += timeout or 0
        return super().select(0)

{code}

async def main():
    try:
        await check()
    except Exception:
        pass
    print(round(loop.time() * 1000))
    for task in asyncio.all_tasks() - {{asyncio.current_task()}}:
        await asyncio.wait([task])
        task.cancelled() or task.exception()

skip = Skip()
loop = asyncio.SelectorEventLoop(skip)
loop.time = lambda: skip.now
loop.run_until_complete(main())
loop.close()
"""
