"""One program in one slot: send it, stream what it writes, stop it at its limits, say how it ended."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from jobfutures.runner.cgroups import Usage
from jobfutures.runner.errors import SlotLost
from jobfutures.runner.job import Job, Outcome, Verdict
from jobfutures.runner.limits import Limits
from jobfutures.runner.pool import Zygote
from jobfutures.runner.sandbox import Slot
from jobfutures.runner.streams import Emit, Streams

SIGXCPU, SIGKILL = 24, 9
END_S = 5  # how long a killed sandbox may take to be gone


def request_of(work: str, job: Job) -> dict[str, Any]:
    return {"work": work, "files": dict(job.files), "entry": job.entry, "limits": asdict(job.limits)}


async def run_alone(job: Job, zygote: Zygote, emit: Emit, on_start: Callable[[], None]) -> Outcome:
    """Run a program or an example. Raises SlotLost where its code had not started."""
    slot = await zygote.take(job.limits if needs_own_slot(job.limits, zygote.limits) else None)
    try:
        if job.lane == "snippet":
            slot.nice()
        return await run_in(slot, job, emit, on_start)
    except SlotLost:
        if not slot.started:
            raise
        return Outcome(job=job.id, verdict=Verdict.FAULT, reason="The sandbox was lost while your code ran.")
    finally:
        await end(slot)


async def run_in(slot: Slot, job: Job, emit: Emit, on_start: Callable[[], None]) -> Outcome:
    """Give a parked slot its work and wait for the end of it. Raises SlotLost."""
    streams = Streams(slot.out, slot.err, limit_bytes=job.limits.output_kib << 10, emit=emit)
    on_start()
    began = time.perf_counter()
    slot.send(request_of(job.work, job))
    stopped = await wait_for(slot.ended, streams, job.limits.wall_s)
    if stopped:
        slot.kill()
    report = await gone(slot)
    wall_ms = (time.perf_counter() - began) * 1000
    usage = slot.usage()
    output, errors = streams.finish()
    verdict, reason = judge(report, stopped, job.limits, limit_hit=bool(usage and usage.limit_hit))
    return Outcome(
        job=job.id,
        verdict=verdict,
        reason=reason,
        exit_code=report["exit"],
        wall_ms=round(wall_ms, 3),
        cpu_ms=report["cpu_ms"],
        memory_kib=memory_of(slot, report, usage),
        output=output,
        errors=errors,
    )


def needs_own_slot(wanted: Limits, held: Limits) -> bool:
    """Say whether the limits of a job exceed those of the parked slots; lower ones are taken by the slot itself."""
    return any(
        getattr(wanted, name) > getattr(held, name)
        for name in ("cpu_s", "memory_mib", "disk_mib", "inodes", "open_files", "tasks")
    )


async def wait_for(ended: asyncio.Future[Any], streams: Streams, wall_s: float) -> Verdict | None:
    """Wait for the end; return OUTPUT or TIME where the program has to be stopped instead."""
    ends: list[asyncio.Future[Any]] = [ended, streams.full]
    done, _pending = await asyncio.wait(ends, timeout=wall_s, return_when=asyncio.FIRST_COMPLETED)
    if ended in done:
        return None
    return Verdict.OUTPUT if streams.full in done else Verdict.TIME


async def gone(slot: Slot) -> dict[str, Any]:
    """Return the zygote's report of how the slot ended. Raises SlotLost."""
    if not slot.ended.done():
        await asyncio.wait([slot.ended], timeout=END_S)
    if not slot.ended.done():
        raise SlotLost("The sandbox did not end.")
    return slot.ended.result()


async def end(slot: Slot) -> None:
    """Make sure that nothing of the slot is left."""
    if not slot.ended.done():
        slot.kill()
        await asyncio.wait([slot.ended], timeout=END_S)
    slot.close()


def memory_of(slot: Slot, report: dict[str, Any], usage: Usage | None) -> int:
    """Return the peak in KiB that the work added: of the control group, or of the resident set above the parked one."""
    return usage.memory_kib if usage else max(0, report["resident_kib"] - slot.parked_kib)


def judge(report: dict[str, Any], stopped: Verdict | None, limits: Limits, *, limit_hit: bool) -> tuple[Verdict, str]:
    """Return the verdict on how a slot ended, and a sentence where a limit or a signal ended it."""
    if stopped is Verdict.TIME:
        return Verdict.TIME, f"Stopped after {limits.wall_s:g} s."
    if stopped is Verdict.OUTPUT:
        return Verdict.OUTPUT, f"Stopped: it wrote more than {limits.output_kib} KiB."
    if report["signal"] == SIGXCPU or (report["signal"] == SIGKILL and report["cpu_ms"] >= limits.cpu_s * 1000 * 0.9):
        return Verdict.CPU, f"Stopped after {limits.cpu_s} s of CPU time."
    if limit_hit or report["signal"] == SIGKILL:
        return Verdict.MEMORY, f"Stopped: it used more than {limits.memory_mib} MiB of memory."
    if report["signal"]:
        return Verdict.CRASHED, f"The interpreter was ended by signal {report['signal']}."
    return (Verdict.OK, "") if report["exit"] == 0 else (Verdict.FAILED, "")
