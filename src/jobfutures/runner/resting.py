"""A supervisor that is there while there is work: it keeps 175 MiB warm, and many sites run no code for hours."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from jobfutures.runner.errors import RunnerUnavailable, SlotLost
from jobfutures.runner.job import Job, Lane, Outcome, Tier
from jobfutures.runner.streams import Emit, ignore
from jobfutures.runner.supervisor import Plan, Supervisor, refuse_more_than

logger = logging.getLogger(__name__)
LOOKS = 4  # in the time after which it rests
COULD_NOT = "The sandboxes could not be started"


class Resting:
    """Runs jobs as a `Supervisor` does; the first one after a rest waits about a second for it.

    rests_after_s: time without a job; None keeps everything warm from the start.
    """

    def __init__(self, plan: Plan, rests_after_s: float | None = None) -> None:
        self.plan, self.rests_after_s = plan, rests_after_s
        self.warm: asyncio.Task[Supervisor] | None = None
        self.busy = 0
        self.used_at = time.monotonic()
        self.before = {"jobs_done": 0, "restarts": 0}
        self.looking: asyncio.Task[None] | None = None
        self.waking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to rest, or be warm. Raises RunnerUnavailable with the reason."""
        if self.rests_after_s is None:
            await self.supervisor()
        else:
            self.looking = asyncio.create_task(self.look(self.rests_after_s))

    async def run(self, job: Job, emit: Emit = ignore, on_start: Callable[[], None] = lambda: None) -> Outcome:
        refuse_more_than(self.plan.tier, job)  # where nothing is safe, nothing is started
        async with self.awake() as supervisor:
            return await supervisor.run(job, emit, on_start)

    def expect_work(self) -> None:
        """Begin to be warm: somebody is about to run code, and should not wait for it."""
        if self.plan.tier is not Tier.NONE and (self.waking is None or self.waking.done()):
            self.waking = asyncio.create_task(self.wake())

    async def wake(self) -> None:
        with suppress(RunnerUnavailable):  # said to whoever does run something
            async with self.awake():
                pass

    @asynccontextmanager
    async def awake(self) -> AsyncIterator[Supervisor]:
        """Give the supervisor, which does not rest meanwhile."""
        self.busy += 1
        try:
            yield await self.supervisor()
        finally:
            self.busy -= 1
            self.used_at = time.monotonic()

    async def supervisor(self) -> Supervisor:
        """Return the supervisor, started where there is none. Whoever gives up waiting for it does not stop it."""
        if self.warm is None or (self.warm.done() and self.now() is None):
            self.warm = asyncio.create_task(started(self.plan))
        try:
            return await asyncio.shield(self.warm)
        except (RunnerUnavailable, SlotLost, OSError) as error:
            raise RunnerUnavailable(f"{COULD_NOT}: {error}") from error

    async def look(self, rests_after_s: float) -> None:
        while True:
            await asyncio.sleep(rests_after_s / LOOKS)
            if not self.busy and time.monotonic() - self.used_at >= rests_after_s:
                await self.rest()

    async def rest(self) -> None:
        """End what is warm. A job that comes meanwhile starts another."""
        warm, self.warm = self.warm, None
        if warm is None:
            return
        with suppress(RunnerUnavailable, SlotLost, OSError):
            supervisor = await warm
            for name, number in self.counts_of(supervisor).items():
                self.before[name] = number
            await supervisor.close()
            logger.info("sandboxes rest")

    async def close(self) -> None:
        for task in (self.looking, self.waking):
            if task:
                task.cancel()
        await self.rest()

    def now(self) -> Supervisor | None:
        """Return the supervisor that is warm, None while there is none."""
        warm = self.warm
        return warm.result() if warm and warm.done() and not warm.cancelled() and not warm.exception() else None

    def facts(self) -> dict[str, object]:
        """Return what a health address says: whether jobs can be run (also after a rest), how many wait and ran."""
        supervisor = self.now()
        waiting: dict[Lane, int] = supervisor.lanes.waiting if supervisor else {"graded": 0, "snippet": 0}
        return {
            "ready": all(one.done() for one in supervisor.zygotes.values()) if supervisor else self.can_rest,
            "warm": supervisor is not None,
            "waiting": dict(waiting),
            "at_once": self.plan.at_once,
            **self.counts_of(supervisor),
        }

    @property
    def can_rest(self) -> bool:
        return self.rests_after_s is not None and self.plan.tier is not Tier.NONE

    def counts_of(self, supervisor: Supervisor | None) -> dict[str, int]:
        return {name: number + (getattr(supervisor, name) if supervisor else 0) for name, number in self.before.items()}


async def started(plan: Plan) -> Supervisor:
    supervisor = Supervisor(plan)
    try:
        await supervisor.start()
    except BaseException:
        await supervisor.close()
        raise
    return supervisor
