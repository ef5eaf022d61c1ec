"""Which jobs the next worker runs after a deploy: acknowledged early or late, fetched ahead, cut off or finished."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="C3",
    level="senior",
    title="Which jobs the next worker runs after a deploy",
    practise=("shut-down-without-losing-work",),
)
JOBS = ["invoice", "export", "label", "mail", "report", "refund", "import", "receipt", "backup", "survey"]


@dataclass(frozen=True)
class Plan:
    """A worker with slots that fetches jobs ahead, is asked to stop at a second, and is cut off after the grace."""

    jobs: tuple[tuple[str, int], ...]
    slots: int
    ahead: int
    early: bool
    stop: int
    grace: int

    def fates(self) -> dict[str, tuple[str, int]]:
        """Return for each job what becomes of it, and when: ended, cut, fetched or queued."""
        free = [0] * self.slots
        fates: dict[str, tuple[str, int]] = {}
        for name, seconds in self.jobs:
            begins = min(free)
            if begins > self.stop:
                break
            ends = begins + seconds
            free[free.index(begins)] = ends
            late = ends > self.stop + self.grace
            fates[name] = ("cut", self.stop + self.grace) if late else ("ended", ends)
        rest = [name for name, _ in self.jobs if name not in fates]
        return fates | {
            name: ("fetched" if number < self.ahead else "queued", self.stop) for number, name in enumerate(rest)
        }


def build(random: Random) -> Variant:
    """The times say which jobs are cut off or only fetched; the moment of acknowledging says what becomes of them."""
    while True:
        names = random.sample(JOBS, 7)
        plan = Plan(
            jobs=tuple((name, random.choice([3, 5, 7, 9, 13, 25, 41, 61])) for name in names),
            slots=random.choice([1, 2, 2, 3]),
            ahead=random.choice([0, 1, 2]),
            early=random.random() < 0.5,
            stop=random.choice([10, 16, 20, 26]),
            grace=random.choice([4, 8, 12, 20]),
        )
        fates = plan.fates()
        kinds = {kind for kind, _ in fates.values()}
        ends = [when for kind, when in fates.values() if kind == "ended"]
        edges = {plan.stop, plan.stop + plan.grace}
        if {"ended", "queued", "cut"} <= kinds and not edges & set(ends) and untied(plan):
            break
    told = {name: reason(plan, *fates[name]) for name in names}
    again = {name for name in names if fates[name][0] == "queued" or (not plan.early and fates[name][0] != "ended")}
    acknowledged = "when it is fetched" if plan.early else "when it has ended well"
    ahead = (
        f"always keeps {plan.ahead} more in its memory, fetched ahead"
        if plan.ahead
        else "fetches a job only when it can begin it"
    )
    return Variant(
        prompt=(
            f"A worker runs {plan.slots} job{'s' * (plan.slots > 1)} at a time, in the order of the queue, and "
            f"{ahead}. A job is acknowledged to the broker {acknowledged}. At second 0 the worker starts with the "
            f"queue shown. At second {plan.stop} it is asked to stop: it fetches and begins nothing more, gives "
            f"running jobs {plan.grace} s, cancels the rest and exits. The broker gives out again what was not "
            "acknowledged. Which jobs does the next worker run?"
        ),
        code="\n".join(f"{name:<8} {seconds:>3} s" for name, seconds in plan.jobs),
        language="text",
        answer=SomeOf(
            right={name: told[name] for name in names if name in again},
            wrong={name: told[name] for name in names if name not in again},
        ),
        why=(
            "Work out first what is running at the signal and what the grace is enough for. Then ask who still has the "
            "rest. "
            + (
                "The broker forgot each job as it was fetched. What was cut off, or lay in the worker's memory, is "
                "nowhere now; only what was never fetched is run again. Acknowledging after the work would have kept "
                "them."
                if plan.early
                else "The broker keeps a job until it is acknowledged, at its end. So it gives out what was cut off "
                "and what was only fetched, beside what nobody had fetched. A job that was cut off begins a second "
                "time, so it must be safe to repeat."
            )
        ),
        proof=proof(plan),
    )


def untied(plan: Plan) -> bool:
    """Say whether no job begins just when the worker is asked to stop."""
    free = [0] * plan.slots
    for _, seconds in plan.jobs:
        begins = min(free)
        if begins == plan.stop:
            return False
        free[free.index(begins)] = begins + seconds
    return True


def reason(plan: Plan, kind: str, when: int) -> str:
    if kind == "ended":
        return f"It ends at second {when}, " + (
            "before the signal." if when < plan.stop else "within the grace, and the worker exits only after that."
        )
    if kind == "queued":
        return "Nobody had fetched it when the signal came, so it is still in the queue."
    what = f"It is cut off at second {when}." if kind == "cut" else "It lies in the worker's memory and is never begun."
    if plan.early:
        return f"{what} But it was acknowledged when it was fetched: the broker has forgotten it, and it is lost."
    return f"{what} It was not acknowledged, so the broker gives it out again."


def proof(plan: Plan) -> str:
    return f"""\
import asyncio
import selectors
from collections import deque

class Skip(selectors.SelectSelector):
    now = 0.0
    def select(self, timeout=None):
        self.now += timeout or 0
        return super().select(0)

queue, unacknowledged = deque({plan.jobs}), {{}}
memory, stopping = deque(), False

def fetch():
    job = queue.popleft()
    if not {plan.early}:
        unacknowledged[job[0]] = job
    return job

async def slot():
    while not stopping and (memory or queue):
        job = memory.popleft() if memory else fetch()
        while queue and len(memory) < {plan.ahead}:
            memory.append(fetch())
        await asyncio.sleep(job[1])
        unacknowledged.pop(job[0], None)

async def worker():
    global stopping
    slots = [asyncio.create_task(slot()) for _ in range({plan.slots})]
    await asyncio.sleep({plan.stop})
    stopping = True
    _, late = await asyncio.wait(slots, timeout={plan.grace})
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)

skip = Skip()
loop = asyncio.SelectorEventLoop(skip)
loop.time = lambda: skip.now
loop.run_until_complete(worker())
loop.close()
print("\\n".join(sorted([*unacknowledged, *(name for name, _ in queue)])))
"""
