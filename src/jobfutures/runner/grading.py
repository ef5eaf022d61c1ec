"""One graded run: candidate sandboxes, a grader in another world, a trusted database, and sockets between them that
we made.

Only what comes through the result pipe counts, and only the grader has its other end.
"""

import asyncio
import json
import os
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from jobfutures.runner.cgroups import Usage
from jobfutures.runner.errors import SlotLost
from jobfutures.runner.job import CheckResult, Grading, Job, Outcome, Verdict
from jobfutures.runner.pool import Zygote
from jobfutures.runner.running import SIGKILL, end, gone, judge, memory_of, needs_own_slot
from jobfutures.runner.sandbox import Slot
from jobfutures.runner.streams import Streams

MAX_RESULT = 1 << 20
LEAST_CPU_MS = 900  # the lowest limit of CPU time is a second
TOO_MUCH = "Stopped: your program wrote more than"
NOT_THROUGH = "Stopped: the checks were not through"
LOST = "A sandbox of ours was lost while your code was graded; this costs no attempt."


@dataclass
class Cast:
    """The sandboxes of one graded run, and the channels that each is given."""

    candidates: list[Slot] = field(default_factory=list)
    grader: Slot | None = None
    database: Slot | None = None
    channels: dict[str, list[int]] = field(default_factory=dict)

    @property
    def everybody(self) -> list[Slot]:
        return [*self.candidates, *(slot for slot in (self.grader, self.database) if slot)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a run plays. zygote: for the candidate's sandboxes.  trusted: for ours.  processor: for all of them."""

    zygote: Zygote
    trusted: Zygote
    processor: int


async def grade(job: Job, grading: Grading, stage: Stage, on_start: Callable[[], None]) -> Outcome:
    """Grade one submission. Raises SlotLost where no code of the candidate had started."""
    cast = Cast()
    readable, writable = os.pipe2(os.O_CLOEXEC)
    os.set_blocking(readable, False)
    ends = ExitStack()
    ends.callback(os.close, writable)
    try:
        await gather(cast, job, grading, stage)
        wire(cast, grading, writable, ends)
        on_start()
        began = time.perf_counter()
        hand_out(cast, job, grading)
        ends.close()  # from here on each channel ends when one of its two sandboxes does
        return await play(cast, job, readable, began)
    except SlotLost:
        if any(slot.started for slot in cast.candidates):
            return Outcome(job=job.id, verdict=Verdict.FAULT, reason=LOST)
        raise
    finally:
        ends.close()
        os.close(readable)
        await asyncio.gather(*(end(slot) for slot in cast.everybody))
        asyncio.get_running_loop().call_soon(stage.trusted.fill)


async def gather(cast: Cast, job: Job, grading: Grading, stage: Stage) -> None:
    """Take the sandboxes: parked ones where there are, others made at once."""
    limits = job.limits if needs_own_slot(job.limits, stage.zygote.limits) else None
    wanted = [stage.zygote.take(limits) for _ in range(grading.workers)] + [
        stage.trusted.take() for _ in range(1 + (grading.database is not None))
    ]
    taken = await asyncio.gather(*wanted, return_exceptions=True)
    cast.candidates = [slot for slot in taken[: grading.workers] if isinstance(slot, Slot)]
    ours = [slot for slot in taken[grading.workers :] if isinstance(slot, Slot)]
    cast.grader, cast.database = ours[0] if ours else None, ours[1] if len(ours) > 1 else None
    for failure in taken:
        if isinstance(failure, BaseException):
            raise failure
    for slot in cast.everybody:
        slot.stay_on(stage.processor)


def wire(cast: Cast, grading: Grading, result: int, ends: ExitStack) -> None:
    """Make the socket pairs between the sandboxes; `ends` closes them on our side."""

    def join(one: str, other: str) -> None:
        for name, half in zip((one, other), socket.socketpair(), strict=True):
            cast.channels[name].append(ends.enter_context(half).fileno())

    candidates = [f"candidate {number}" for number in range(grading.workers)]
    cast.channels = {"grader": [result], "database": [], **{name: [] for name in candidates}}
    if grading.database is not None:
        join("grader", "database")
    for name in candidates:
        join("grader", name)
        if grading.database is not None:
            join("database", name)


def hand_out(cast: Cast, job: Job, grading: Grading) -> None:
    """Send everybody their part."""
    has_database = cast.database is not None
    if cast.database:
        cast.database.send(
            {"work": "database", "files": {}, "limits": {}, "script": grading.database}, cast.channels["database"]
        )
    for number, slot in enumerate(cast.candidates):
        part = {
            "work": grading.shim,
            "files": dict(job.files),
            "limits": asdict(job.limits),
            "app": grading.app,
            "worker": number,
        }
        slot.send(part, cast.channels[f"candidate {number}"])
    modules = [name.removesuffix(".py") for name in grading.checks if name.endswith(".py")]
    if cast.grader:
        cast.grader.send(
            {
                "work": "grader",
                "files": dict(grading.checks),
                "limits": {},
                "seed": grading.seed,
                "shim": grading.shim,
                "answer_s": grading.answer_s,
                "modules": modules,
                "has_database": has_database,
            },
            cast.channels["grader"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How one sandbox of the candidate ended. alone: before we ended it."""

    report: dict[str, Any]
    alone: bool
    usage: Usage | None
    memory_kib: int

    @property
    def was_killed(self) -> bool:
        """Somebody else ended it: a kill that neither a limit of memory nor one of CPU time explains."""
        is_kill = self.alone and self.report["signal"] == SIGKILL and self.usage is not None
        return is_kill and not (self.usage and self.usage.limit_hit) and self.report["cpu_ms"] < LEAST_CPU_MS


async def play(cast: Cast, job: Job, pipe: int, began: float) -> Outcome:
    """Read results until the grader is through, somebody breaks a limit, or time is up; then end everybody."""
    assert cast.grader is not None  # noqa: S101 - gather took it
    streams = [Streams(slot.out, slot.err, limit_bytes=job.limits.output_kib << 10) for slot in cast.candidates]
    ours, results = Streams(cast.grader.out, cast.grader.err, limit_bytes=1 << 16), Results(pipe)
    ends: list[asyncio.Future[Any]] = [results.done, cast.grader.ended, *(one.full for one in streams)]
    await asyncio.wait(ends, timeout=job.limits.wall_s, return_when=asyncio.FIRST_COMPLETED)
    wall_ms = (time.perf_counter() - began) * 1000
    results.finish()
    is_lost = not results.complete and wall_ms < job.limits.wall_s * 1000  # a grader always comes to its end
    ended, shown = await end_all(cast), [one.finish() for one in streams]
    outcome = Outcome(
        job=job.id,
        verdict=Verdict.OK,
        wall_ms=round(wall_ms, 3),
        cpu_ms=round(sum(one.report["cpu_ms"] for one in ended), 3),
        memory_kib=max(one.memory_kib for one in ended),
        output="".join(out for out, _ in shown),
        errors="".join(err for _, err in shown),
        checks=tuple(results.checks),
    )
    if any(one.full.done() for one in streams):
        return replace(outcome, verdict=Verdict.OUTPUT, reason=f"{TOO_MUCH} {job.limits.output_kib} KiB.")
    if is_lost or any(one.was_killed for one in ended):
        return replace(outcome, verdict=Verdict.FAULT, reason=f"{LOST} {ours.finish()[1][-600:]}".strip())
    early = ended_early(outcome, ended, job, complete=results.complete)
    if early or results.complete:
        return early or outcome
    return replace(outcome, verdict=Verdict.TIME, reason=f"{NOT_THROUGH} after {job.limits.wall_s:g} s.")


async def end_all(cast: Cast) -> list[Ended]:
    """End every sandbox and return how those of the candidate ended."""
    alone = [slot.ended.done() for slot in cast.candidates]
    for slot in cast.everybody:
        slot.kill()
    ended = []
    for slot, by_itself in zip(cast.candidates, alone, strict=True):
        report, usage = await gone(slot), slot.usage()
        memory_kib = memory_of(slot, report, usage)
        ended.append(Ended(report=report, alone=by_itself, usage=usage, memory_kib=memory_kib))
    if cast.grader:
        await gone(cast.grader)
    return ended


def ended_early(outcome: Outcome, ended: Sequence[Ended], job: Job, *, complete: bool) -> Outcome | None:
    """Return the outcome where a sandbox of the candidate ended by itself or at a limit, else None.

    One that ends well once the checks are complete has only seen the grader leave.
    """
    for one in ended:
        verdict, reason = judge(one.report, None, job.limits, limit_hit=bool(one.usage and one.usage.limit_hit))
        if (one.alone or verdict is Verdict.CPU) and not (verdict is Verdict.OK and complete):
            told = reason or "Your program ended before the checks were through."
            verdict = Verdict.FAILED if verdict is Verdict.OK else verdict
            return replace(outcome, verdict=verdict, exit_code=one.report["exit"], reason=told)
    return None


class Results:
    """Reads the grader's lines. `done` is set when the last has come or the pipe has ended; `complete` says which."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe
        self.loop = asyncio.get_running_loop()
        self.done: asyncio.Future[None] = self.loop.create_future()
        self.text = b""
        self.checks: list[CheckResult] = []
        self.complete = False
        self.loop.add_reader(pipe, self.read)

    def read(self) -> None:
        try:
            piece = os.read(self.pipe, 1 << 16)
        except BlockingIOError:
            return
        self.text += piece
        *lines, self.text = self.text.split(b"\n")
        for line in lines:
            self.take(json.loads(line))
        if not piece or self.complete or len(self.text) > MAX_RESULT:
            self.finish()

    def take(self, message: dict[str, Any]) -> None:
        if "done" in message:
            self.complete = message["done"] == len(self.checks)
            return
        measured = {name: (float(figure), float(limit)) for name, (figure, limit) in message["measured"].items()}
        self.checks.append(
            CheckResult(
                check=message["check"],
                requirement=message["requirement"],
                title=message["title"],
                ok=message["ok"] is True,
                why=message["why"],
                measured=measured,
            )
        )

    def finish(self) -> None:
        self.loop.remove_reader(self.pipe)
        if not self.done.done():
            self.done.set_result(None)
