"""Which change shortens a request most, when some of its calls wait for each other and some do not."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="J5",
    level="middle",
    title="Which change shortens a request with parallel calls most",
    practise=("measure-before-optimising", "debug-slow-endpoint", "choose-profiler-cpu-memory-io"),
)
CALLS = ["prices", "stock", "reviews", "weather", "routes", "credit", "history", "quotas"]
PROOF = """\
import asyncio
import selectors

class Leap(selectors.DefaultSelector):
    # waits for nothing: the clock of the loop is set forward instead
    def select(self, timeout=None):
        ready = super().select(0)
        if not ready and timeout:
            loop.now += timeout
        return ready

class Loop(asyncio.SelectorEventLoop):
    now = 0.0
    def time(self):
        return self.now

async def call(name, ms):
    await asyncio.sleep(ms / 1000)

def took(source, ms):
    global loop
    loop = Loop(Leap())
    space = {{"asyncio": asyncio, "call": lambda name: call(name, ms[name])}}
    exec(source, space)
    loop.run_until_complete(space["handle"]())
    spent = loop.now
    loop.close()
    return round(spent * 1000)

changes = {changes!r}
spent = {{text: took(source, ms) for text, (source, ms) in changes.items()}}
print(min(spent, key=spent.get))
"""


def source_of(steps: list[list[str]], loops: dict[str, int]) -> str:
    """Return a handler that goes through the steps; calls of one step run at the same time."""
    lines = ["async def handle():"]
    for step in steps:
        if len(step) > 1:
            lines.append(f"    await asyncio.gather({', '.join(f'call("{one}")' for one in step)})")
        elif loops.get(step[0], 1) > 1:
            lines += [f"    for _ in range({loops[step[0]]}):", f'        await call("{step[0]}")']
        else:
            lines.append(f'    await call("{step[0]}")')
    return "\n".join(lines)


def spent(steps: list[list[str]], loops: dict[str, int], ms: dict[str, int]) -> int:
    return sum(max(ms[one] * (loops.get(one, 1) if len(step) == 1 else 1) for one in step) for step in steps)


def build(random: Random) -> Variant:
    """A loop, a call alone and a group that runs at the same time; which of them matters most differs."""
    while True:
        alone, looped, first, second, third = random.sample(CALLS, 5)
        ms = {
            one: random.choice([20, 30, 40, 60, 80, 120, 180, 240, 300, 400]) for one in (alone, first, second, third)
        }
        ms[looped] = random.choice([5, 8, 10, 15, 20])
        loops = {looped: random.choice([4, 6, 10, 12])}
        steps = [[alone], [looped], [first, second, third]]
        random.shuffle(steps)
        longest, other = sorted([first, second, third], key=lambda one: -ms[one])[:2]
        half = {one: time // 2 for one, time in ms.items()}
        changes = {
            f"`{alone}` takes half as long": (steps, loops, {**ms, alone: half[alone]}),
            f"`{longest}` takes half as long": (steps, loops, {**ms, longest: half[longest]}),
            f"`{other}` takes half as long": (steps, loops, {**ms, other: half[other]}),
            f"`{looped}` is called once instead of {loops[looped]} times": (steps, {}, ms),
            f"`{alone}` runs at the same time as the other three": (
                [step + [alone] * (len(step) == 3) for step in steps if step != [alone]],
                loops,
                ms,
            ),
        }
        before = spent(steps, loops, ms)
        after = {text: spent(*change) for text, change in changes.items()}
        ranking = sorted(after, key=lambda text: after[text])
        best = ranking[0]
        if after[ranking[1]] - after[best] >= 10 and len({ms[first], ms[second], ms[third]}) == 3:
            break
    code = (
        source_of(steps, loops)
        + "\n\n"
        + "\n".join(f"# {one:<8} {time:>4} ms a call" for one, time in sorted(ms.items()))
    )
    told = {
        f"`{alone}` takes": "half of what it took alone",
        f"`{longest}` takes": "as the group then ends with the longest that is left in it",
        f"`{other}` takes": f"as `{longest}` runs at the same time and is waited for",
        f"`{looped}` is": "all calls but one",
        f"`{alone}` runs": f"the shorter of it and of `{longest}`, as both are then waited for together",
    }
    reasons = {
        text: (f"It saves {before - took} ms of {before}" if took < before else f"It saves nothing of the {before} ms")
        + f", {next(why for start, why in told.items() if text.startswith(start))}; another change saves "
        f"{before - after[best]} ms."
        for text, took in after.items()
    }
    proven = {text: (source_of(*change[:2]), change[2]) for text, change in sorted(changes.items())}
    return Variant(
        prompt=(
            "A handler waits for other services and computes next to nothing. The times were measured in production "
            "and do not depend on each other. Which of these changes, made alone, shortens the request most?"
        ),
        code=code,
        answer=OneOf(right=best, wrong={text: reasons[text] for text in after if text != best}),
        why=(
            f"The request takes {before} ms now: what stands one after the other adds up, a loop as often as it "
            f"runs, and of a `gather` only its longest call counts. {best[0].upper() + best[1:]}: {after[best]} ms. "
            "A call that takes long is worth only as much as the request waits for it alone."
        ),
        proof=PROOF.format(changes=proven),
    )
