"""What comes out of a few attempts, each with a limit, under a deadline for all: a price, nothing, or an error."""

from dataclasses import dataclass, replace

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="C3",
    level="middle",
    title="What comes out of retries under a deadline, and when",
    practise=("where-timeouts-belong",),
)
NAMES = ["price", "rate", "quote", "slot", "route", "stock", "offer", "credit"]
LONG = 9010


@dataclass(frozen=True)
class Plan:
    """The times of the answers, the limit of an attempt, the pause after it, and the deadline; all in milliseconds."""

    name: str
    answers: tuple[int, ...]
    limit: int
    pause: int
    deadline: int
    raises: bool

    def printed(self) -> str:
        now = 0
        for answer in self.answers:
            now += min(answer, self.limit)
            if now > self.deadline:
                break
            if answer < self.limit:
                return f"{now} {self.name}"
            now += self.pause
        if now > self.deadline:
            return f"{self.deadline} too late"
        return f"{now} {'given up' if self.raises else None}"


def build(random: Random) -> Variant:
    """Which limit ends an attempt, whether a try is left, and whether the end of the loop raises all differ."""
    wanted = random.choice(["found", "found", "deadline", "deadline", "end"])
    while True:
        plan = Plan(
            name=random.choice(NAMES),
            answers=tuple(random.choice([LONG, random.randrange(110, 800, 50)]) for _ in range(random.randint(2, 4))),
            limit=random.randrange(200, 600, 50),
            pause=random.choice([0, 50, 100, 150]),
            deadline=random.choice([LONG + 20, *range(430, 1900, 100)]),
            raises=random.random() < 0.5,
        )
        key = plan.printed()
        ended = "deadline" if key.endswith("late") else "found" if key.endswith(plan.name) else "end"
        if ended == wanted and plan.answers[0] > plan.limit:
            break
    wrong = wrongs(plan, key)
    code = written(plan)
    return Variant(
        prompt=(
            "`ask` stands for a service whose answers take the times in the loop, in seconds. `clock` returns the time "
            "of the event loop in seconds, and what is not a sleep takes no time. What does `asyncio.run(main())` "
            "print?"
        ),
        code=code,
        answer=Output(text=key, wrong=wrong),
        why=why(plan, ended, key.split()[0]),
        proof=PROOF.format(code=code),
    )


def wrongs(plan: Plan, key: str) -> dict[str, str]:
    """Return what people answer who leave out one of the clocks."""
    fastest = min(plan.answers)
    at_once = (fastest,) * 4 if fastest < plan.limit else plan.answers
    nothing = f"{plan.printed().split()[0]} {None if plan.raises else 'given up'}"
    found = [
        (
            replace(plan, limit=LONG * 2),
            f"Each attempt is cut off after {plan.limit} ms, and then the next one begins.",
        ),
        (
            replace(plan, deadline=LONG * 9),
            f"The outer limit ends everything after {plan.deadline} ms, inside an attempt too.",
        ),
        (replace(plan, pause=0), "The pause after an attempt that was cut off takes its time as well."),
        (
            replace(plan, answers=at_once),
            "The attempts come one after the other; the quickest answer is not the first.",
        ),
    ]
    wrong = {
        one.printed(): reason for one, reason in found if min(one.answers) < one.limit or one.answers == plan.answers
    }
    wrong[f"{plan.limit} too late"] = "This limit is caught inside the loop, where it only ends one attempt."
    if key.endswith(("None", "given up")):
        wrong[nothing] = (
            "No exception is left after the last attempt, and the function ends: it returns `None`."
            if key.endswith("None")
            else "After the last attempt the function raises, so it does not return `None`."
        )
    else:
        end = "the outer limit ends it" if key.endswith("late") else "a `return` leaves it"
        used = f"{sum(min(one, plan.limit) for one in plan.answers)} {'given up' if plan.raises else None}"
        wrong.setdefault(used, f"The loop does not run to its end: {end} before.")
    return {text: reason for text, reason in wrong.items() if text != key}


def written(plan: Plan) -> str:
    outside = plan.deadline < LONG
    deep = "        " if outside else "    "
    inner = [
        f"for wait in ({', '.join(f'{one / 1000:.2f}' for one in plan.answers)}):",
        "    try:",
        f"        async with asyncio.timeout({plan.limit / 1000:.2f}):",
        "            return await ask(wait)",
        "    except TimeoutError:",
        f"        await asyncio.sleep({plan.pause / 1000:.2f})" if plan.pause else "        continue",
        *(['raise RuntimeError("given up")'] if plan.raises else []),
    ]
    return "\n".join(
        [
            "async def ask(wait):",
            "    await asyncio.sleep(wait)",
            f'    return "{plan.name}"',
            "",
            f"async def {plan.name}():",
            *([f"    async with asyncio.timeout({plan.deadline / 1000:.2f}):"] if outside else []),
            *(deep + line for line in inner),
            "",
            "async def main():",
            "    try:",
            f"        found = await {plan.name}()",
            "    except TimeoutError:",
            '        found = "too late"',
            *(["    except RuntimeError as error:", "        found = error"] if plan.raises else []),
            "    print(round(clock() * 1000), found)",
        ]
    )


def why(plan: Plan, ended: str, when: str) -> str:
    used = []
    for answer in plan.answers:
        used.append(f"{min(answer, plan.limit)} ms")
        if answer < plan.limit:
            break
    pause = f" with {plan.pause} ms after each that was cut off" if plan.pause else ""
    told = f"The attempts {'would ' * (ended == 'deadline')}take {', '.join(used)}{pause}. "
    if ended == "deadline":
        return told + (
            f"The outer limit comes first, at {when} ms. It reaches the code inside as a cancellation, which the inner "
            "`except TimeoutError` does not catch, and becomes `TimeoutError` where the outer block is left."
        )
    if ended == "found":
        return told + (
            f"The last of them is answered within its {plan.limit} ms, at {when} ms in all. "
            + ("That is before the outer limit." if plan.deadline < LONG else "There is no limit for the whole.")
        )
    return told + (
        f"None is answered in time, and the loop is over at {when} ms. "
        + (
            "The line after the loop raises, and `main` catches that."
            if plan.raises
            else "Nothing stands after the loop, so the function returns `None`, which a caller may take for an answer."
        )
    )


PROOF = """\
import asyncio
import selectors

class Skip(selectors.SelectSelector):
    now = 0.0
    def select(self, timeout=None):
        self.now += timeout or 0
        return super().select(0)

def clock():
    return skip.now

{code}

skip = Skip()
loop = asyncio.SelectorEventLoop(skip)
loop.time = clock
loop.run_until_complete(main())
loop.close()
"""
