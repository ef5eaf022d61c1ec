"""The runner itself: warm zygotes, lanes, deadlines and verdicts. One asyncio loop, one process, no secret in it."""

import asyncio
import logging
import os
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from jobfutures.runner import births, cgroups, image
from jobfutures.runner.cold import run_cold
from jobfutures.runner.errors import RunnerBusy, RunnerUnavailable, SlotLost
from jobfutures.runner.grading import Stage, grade
from jobfutures.runner.job import Job, Lane, Outcome, Template, Tier
from jobfutures.runner.pool import Zygote
from jobfutures.runner.processors import Processors
from jobfutures.runner.running import run_alone
from jobfutures.runner.streams import Emit, ignore

logger = logging.getLogger(__name__)
KEPT_TEMPLATES = 6
WAITING = 64  # jobs in a lane that may wait for a slot; more are refused, so that nobody waits for ever
RECYCLE_S = 3600
RESTART_PAUSE_S = 0.2
LOOK_AGAIN_S = 0.005
TRUSTED = Template(warm="import " + ", ".join(image.TRUSTED))
FIRST_TRIES = 5  # at the start a zygote that does not come up is most likely a machine that will not have it


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How one runner works. at_once: graded jobs that run at the same time, and snippets; one more than processors,
    for a job waits at its beginning and its end.  spare: parked slots of the first zygote.
    """

    tier: Tier
    at_once: int = field(default_factory=lambda: 1 + (os.cpu_count() or 1))
    spare: int = 3
    groups: cgroups.Groups | None = None
    without: Sequence[str] = ()


class Lanes:
    """Graded work and snippets each have places of their own, so that neither waits for the other."""

    def __init__(self, at_once: int) -> None:
        self.places: dict[Lane, asyncio.Semaphore] = {
            "graded": asyncio.Semaphore(at_once),
            "snippet": asyncio.Semaphore(at_once),
        }
        self.waiting: dict[Lane, int] = {"graded": 0, "snippet": 0}

    @asynccontextmanager
    async def place(self, lane: Lane) -> AsyncIterator[None]:
        """Wait for a place. Raises RunnerBusy where too many wait already."""
        if self.waiting[lane] >= WAITING:
            raise RunnerBusy("Too many runs wait at the moment. Nothing was lost; try again in a few seconds.")
        self.waiting[lane] += 1
        try:
            await self.places[lane].acquire()
        finally:
            self.waiting[lane] -= 1
        try:
            yield
        finally:
            self.places[lane].release()


class Supervisor:
    """Owns the zygotes. `start`, then `run` as often as you like, then `close`.

    restarts: how often a zygote for what is untrusted was replaced.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lanes, self.processors = Lanes(plan.at_once), Processors()
        self.templates: OrderedDict[str, asyncio.Task[Zygote]] = OrderedDict()
        self.scratch = tempfile.TemporaryDirectory(prefix="jobfutures-runner-", ignore_cleanup_errors=True)
        self.keepers: list[asyncio.Task[None]] = []
        self.zygotes: dict[str, asyncio.Future[Zygote]] = {}
        self.jobs_done = 0
        self.restarts = 0

    async def start(self) -> None:
        """Start all zygotes. Raises RunnerUnavailable with the reason where they do not come up."""
        self.zygotes = {name: asyncio.get_running_loop().create_future() for name in (*image.IMAGES, "trusted")}
        try:
            async with asyncio.TaskGroup() as starting:
                for name in self.zygotes:
                    starting.create_task(self.start_first(name))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None
        self.keepers = [asyncio.create_task(self.keep(name)) for name in self.zygotes]

    async def start_first(self, name: str) -> None:
        """Start a zygote for the first time; whoever waits for one that does not come up hears why."""
        try:
            self.zygotes[name].set_result(await self.start_until_up(name, tries=FIRST_TRIES))
        except (RunnerUnavailable, SlotLost, OSError) as error:
            self.zygotes[name].set_exception(error)
            raise

    async def start_zygote(self, name: str) -> Zygote:
        """Start a zygote with its image, or fork the trusted one from another: they share what both have imported."""
        if name == "trusted":
            first = await self.living("candidates")
            return await births.fork(first, name, TRUSTED, spare=2)
        zygote = Zygote(
            name,
            namespaces=self.plan.tier is Tier.NAMESPACES,
            spare=self.plan.spare,
            groups=self.plan.groups,
            scratch=Path(self.scratch.name),
            without=self.plan.without,
        )
        try:
            await births.start(zygote)
        except (RunnerUnavailable, SlotLost, asyncio.CancelledError):
            zygote.close()
            raise
        return zygote

    async def keep(self, name: str) -> None:
        """Replace a zygote that has ended, and one that has served long enough, while it still serves. In place of one
        that has ended its heir serves meanwhile."""
        while True:
            zygote = await self.zygotes[name]
            ends: list[asyncio.Future[None]] = [zygote.dead, zygote.worn]
            await asyncio.wait(ends, timeout=RECYCLE_S, return_when=asyncio.FIRST_COMPLETED)
            if zygote.dead.done():
                self.zygotes[name] = asyncio.get_running_loop().create_future()
                if heir := zygote.living_heir():
                    heir.fill()
                    self.zygotes[name].set_result(heir)
                    zygote = heir
            fresh = await self.start_until_up(name)
            if self.zygotes[name].done():
                self.zygotes[name] = asyncio.get_running_loop().create_future()
            self.zygotes[name].set_result(fresh)
            self.restarts += name != "trusted"
            if name == "candidates":
                self.forget_forks()
            zygote.retire()

    async def start_until_up(self, name: str, *, tries: int | None = None) -> Zygote:
        """Start a zygote, again and again where it does not come up; raise its error after so many tries."""
        for attempt in count(1):
            try:
                return await self.start_zygote(name)
            except (RunnerUnavailable, SlotLost, OSError) as error:
                if attempt == tries:
                    raise
                logger.error("zygote did not start", extra={"zygote": name, "reason": str(error)})
                await asyncio.sleep(RESTART_PAUSE_S)
        raise AssertionError("unreachable")

    async def living(self, name: str) -> Zygote:
        """Return the zygote of that name, or the next one where it has ended a moment ago."""
        zygote = await asyncio.shield(self.zygotes[name])  # others wait for it as well
        while zygote.dead.done():
            await asyncio.sleep(LOOK_AGAIN_S)
            zygote = await asyncio.shield(self.zygotes[name])
        return zygote

    def forget_forks(self) -> None:
        """Replace what was forked from the zygote before this one."""
        self.forget_templates()
        trusted = self.zygotes["trusted"]
        if trusted.done() and not trusted.result().worn.done():
            trusted.result().worn.set_result(None)

    def forget_templates(self) -> None:
        for task in self.templates.values():
            retire_when_ready(task)
        self.templates.clear()

    async def zygote_for(self, job: Job) -> Zygote:
        """Return the smallest zygote that holds what this job imports."""
        if job.template.warm or job.template.files:
            return await self.zygote_of(job.template)
        is_standard = job.grading is None and not image.needs_libraries(job.files)
        return await self.living("standard" if is_standard else "candidates")

    async def zygote_of(self, template: Template) -> Zygote:
        """Return the zygote that has run this template, forking it where it is new."""
        first = await self.living("candidates")
        digest = template.digest
        held = self.templates.get(digest)
        if held is None or (held.done() and not held.exception() and held.result().dead.done()):
            name = f"t{digest}"
            self.templates[digest] = asyncio.create_task(births.fork(first, name, template, spare=2))
            while len(self.templates) > KEPT_TEMPLATES:
                retire_when_ready(self.templates.popitem(last=False)[1])
        self.templates.move_to_end(digest)
        task = self.templates[digest]
        try:
            return await asyncio.shield(task)
        except (RunnerUnavailable, SlotLost):
            if self.templates.get(digest) is task:
                del self.templates[digest]
            raise

    async def run(self, job: Job, emit: Emit = ignore, on_start: Callable[[], None] = lambda: None) -> Outcome:
        """Run one job and return its verdict. Raises RunnerBusy, RunnerUnavailable or WrongJob before anything has
        started."""
        refuse_more_than(self.plan.tier, job)
        async with self.lanes.place(job.lane):
            for attempt in (1, 2):
                try:
                    outcome = await self.run_once(job, emit, on_start)
                except SlotLost as lost:
                    if attempt == 2:
                        raise RunnerUnavailable(f"No sandbox could be made: {lost}") from lost
                    continue  # the code had not started: another slot may have it
                self.jobs_done += 1
                return outcome
        raise AssertionError("unreachable")

    async def run_once(self, job: Job, emit: Emit, on_start: Callable[[], None]) -> Outcome:
        if job.starts_programs:
            return await run_cold(job, self.plan.groups, emit, on_start)
        zygote = await self.zygote_for(job)
        if job.grading is None:
            outcome = await run_alone(job, zygote, emit, on_start)
        else:
            trusted = await self.living("trusted")
            with self.processors.one() as processor:
                stage = Stage(zygote=zygote, trusted=trusted, processor=processor)
                outcome = await grade(job, job.grading, stage, on_start)
        asyncio.get_running_loop().call_soon(zygote.fill)
        return outcome

    async def close(self) -> None:
        """End every zygote, and with them every slot."""
        for keeper in self.keepers:
            keeper.cancel()
        await asyncio.gather(*self.keepers, return_exceptions=True)
        self.forget_templates()
        for zygote in self.zygotes.values():
            if zygote.done() and not zygote.exception():
                zygote.result().close()
        await asyncio.sleep(0)
        self.scratch.cleanup()


def retire_when_ready(task: asyncio.Task[Zygote]) -> None:
    def retire(done: asyncio.Task[Zygote]) -> None:
        if not done.cancelled() and not done.exception():
            done.result().retire()

    task.add_done_callback(retire)


def refuse_more_than(tier: Tier, job: Job) -> None:
    """Raise RunnerUnavailable where a job needs a stronger tier than there is."""
    if not tier.satisfies(job.tier):
        raise RunnerUnavailable(f"This needs the tier {job.tier}; this runner has {tier}. Nothing was run.")
