"""After how many milliseconds a page is ready, by what overlaps: calls in a row, tasks, groups, bare coroutines."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="C2",
    level="junior",
    title="After how many milliseconds the page is ready",
    practise=("what-await-gives-up", "task-start-and-end"),
)
CALLS = ["prices", "stock", "reviews", "photos", "offers", "rates", "routes", "slots", "ratings", "drivers"]
SHAPES = ["row", "gather", "task-first", "task-late", "pair-then-one", "one-then-pair", "bare", "group", "listed"]


def build(random: Random) -> Variant:
    """A call overlaps others only from the moment a task is made of it; how the lines combine decides the sum."""
    shape = random.choice(SHAPES)
    one, two, three = names = random.sample(CALLS, 3)
    first, second, third = times = random.sample(range(40, 340, 20), 3)
    lines = {
        "row": [f"a = await {one}()", f"b = await {two}()", f"c = await {three}()"],
        "gather": [f"a, b, c = await asyncio.gather({one}(), {two}(), {three}())"],
        "task-first": [
            f"task = asyncio.create_task({one}())",
            f"b = await {two}()",
            f"c = await {three}()",
            "a = await task",
        ],
        "task-late": [
            f"b = await {two}()",
            f"task = asyncio.create_task({one}())",
            f"c = await {three}()",
            "a = await task",
        ],
        "pair-then-one": [f"a, b = await asyncio.gather({one}(), {two}())", f"c = await {three}()"],
        "one-then-pair": [f"a = await {one}()", f"b, c = await asyncio.gather({two}(), {three}())"],
        "bare": [f"call = {one}()", f"b = await {two}()", f"c = await {three}()", "a = await call"],
        "group": [
            "async with asyncio.TaskGroup() as group:",
            f"    group.create_task({one}())",
            f"    group.create_task({two}())",
            f"    c = await {three}()",
        ],
        "listed": [f"a, b, c = [await call() for call in ({one}, {two}, {three})]"],
    }[shape]
    calls = [
        f'async def {name}():\n    await asyncio.sleep({time / 1000:.2f})\n    return "{name}"\n'
        for name, time in zip(names, times, strict=True)
    ]
    code = "\n".join(
        ["import asyncio", "", *calls, "async def page():", *("    " + line for line in lines), '    return "ready"']
    )
    total, longest = sum(times), max(times)
    key = {
        "gather": longest,
        "group": longest,
        "task-first": max(first, second + third),
        "task-late": second + max(first, third),
        "pair-then-one": max(first, second) + third,
        "one-then-pair": first + max(second, third),
    }.get(shape, total)
    wrong = {
        total: (
            "This adds all three, as if none of them overlapped another. At least one call is under way beside others."
        ),
        longest: (
            "This would need all three to be under way from the beginning. Here at least one begins after another has "
            "ended."
        ),
        total - min(times): (
            "Nothing runs beside the others here, so the shortest call takes its time as well."
            if key == total
            else "Leaving out the shortest is a guess. Ask of each call when it begins and which others run beside it."
        ),
        second
        + third: "This adds two of the calls. Ask of each of the three when it begins and which others run beside it.",
    }
    if shape == "task-first" and key == first:
        wrong[second + third] = f"These two do follow each other, but `{one}` runs beside them and takes longer."
    elif key == longest:
        wrong[second + third] = "These two do not follow each other: both are under way at the same time."
    return Variant(
        prompt=(
            f"The page needs three answers from other services, which take {first}, {second} and {third} ms. Nothing "
            "else runs on the loop, and all that is not waiting takes no time. After how many milliseconds does `await "
            "page()` return?"
        ),
        code=code,
        answer=Number(value=key, unit="ms", wrong={n: why for n, why in wrong.items() if n != key}),
        why=WHY[shape].format(one=one, two=two, three=three, key=key),
        proof=CLOCK.format(code=code),
    )


WHY = {
    "row": (
        "Each `await` stops the function until its call has ended, and the next call is not even made before. Three "
        "awaits in a row take the sum of their times, {key} ms. Calls overlap only if tasks are made of them."
    ),
    "listed": (
        "A comprehension with `await` inside is a loop: it calls and waits, calls and waits. The calls take the sum of "
        "their times, {key} ms. They would overlap in `gather` or a task group."
    ),
    "gather": (
        "`gather` makes a task of each call, so all three wait at the same time, and the result is there when the "
        "longest has ended, after {key} ms."
    ),
    "group": (
        "Both tasks begin as soon as the block waits for `{three}`. All three are under way together, and the block is "
        "left when the last has ended, after {key} ms."
    ),
    "task-first": (
        "The task is made before anything waits, so `{one}` runs beside `{two}` and `{three}`. These two follow each "
        "other. The page is ready when the longer side has ended, after {key} ms."
    ),
    "task-late": (
        "The task is made only when `{two}` has been awaited. From then on `{one}` and `{three}` overlap, so the "
        "longer of the two is added: {key} ms."
    ),
    "pair-then-one": (
        "`{one}` and `{two}` overlap, and the longer counts. `{three}` is called only after both have ended, so its "
        "time is added: {key} ms."
    ),
    "one-then-pair": (
        "`{one}` is awaited alone. Then `{two}` and `{three}` overlap, and the longer of them is added: {key} ms."
    ),
    "bare": (
        "`{one}()` only builds a coroutine object. Nobody drives it until the last line awaits it, so it overlaps "
        "nothing and all three times add up to {key} ms. `asyncio.create_task` around it would have started it."
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

skip = Skip()
loop = asyncio.SelectorEventLoop(skip)
loop.time = lambda: skip.now
loop.run_until_complete(page())
print(round(loop.time() * 1000))
loop.close()
"""
