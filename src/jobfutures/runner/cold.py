"""The cold tier: a new bubblewrap sandbox and a new interpreter for each job, for programs that must start programs.

Twenty times slower than a slot. Its folders are limited in bytes but not in files, which only the memory of the control
group bounds.
"""

import asyncio
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from jobfutures.runner import cgroups, seccomp, shell
from jobfutures.runner.errors import RunnerUnavailable
from jobfutures.runner.job import Job, Outcome
from jobfutures.runner.limits import Limits
from jobfutures.runner.running import judge, wait_for
from jobfutures.runner.streams import Emit, Streams
from jobfutures.runner.walls import ENVIRONMENT

MISSING = (
    "This starts programs, which needs bubblewrap on the runner's host: sudo apt install bubblewrap. Nothing was run."
)


def program() -> str | None:
    return shutil.which("bwrap", path="/usr/bin:/usr/local/bin:/bin")


def memory_file(stack: ExitStack, content: bytes) -> int:
    """Return a descriptor of an anonymous file, at its beginning; closed with the stack."""
    place = os.memfd_create("cold")
    stack.callback(os.close, place)
    os.write(place, content)
    os.lseek(place, 0, os.SEEK_SET)
    return place


def words(job: Job, bwrap: str, stack: ExitStack) -> tuple[list[str], list[int]]:
    """Return the command line and the descriptors that it names."""
    filter_file = memory_file(stack, seccomp.compiled("exec"))
    found = [bwrap, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--tmpfs", "/dev"]
    for device in shell.DEVICES:
        found += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    for link in shell.SYSTEM_LINKS:
        found += ["--symlink", str(Path(link).readlink()), link] if Path(link).is_symlink() else []
    for place in ("/tmp", "/box"):  # noqa: S108 - before the interpreter, which may itself stand under /tmp
        found += ["--size", str(job.limits.disk_mib << 20), "--tmpfs", place]
    for place in shell.interpreter_paths():
        found += ["--ro-bind", place, place]
    for name, value in ENVIRONMENT.items():
        found += ["--setenv", name, value]
    files = [(path, memory_file(stack, text.encode())) for path, text in job.files.items()]
    for path, number in files:
        found += ["--file", str(number), f"/box/{path}"]
    found += ["--proc", "/proc", "--remount-ro", "/", "--chdir", "/box", "--seccomp", str(filter_file), "--"]
    return [*found, sys.executable, "-I", f"/box/{job.entry}"], [filter_file, *(number for _, number in files)]


def limit(pid: int, limits: Limits) -> None:
    """Lower the limits of the process that becomes the sandbox; it needs longer to come up than this takes."""
    for kind, value in (
        (resource.RLIMIT_CPU, limits.cpu_s),
        (resource.RLIMIT_NOFILE, limits.open_files * 4),
        (resource.RLIMIT_FSIZE, limits.disk_mib << 20),
        (resource.RLIMIT_AS, (limits.memory_mib << 20) * 2),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.prlimit(pid, kind, (value, value))


async def run_cold(job: Job, groups: cgroups.Groups | None, emit: Emit, on_start: Callable[[], None]) -> Outcome:
    """Run one program in a sandbox of its own. Raises RunnerUnavailable where bubblewrap is not installed."""
    with ExitStack() as stack:
        on_start()
        began = time.perf_counter()
        process, out, err = begin(job, stack)
        group = ""
        if groups:
            group = groups.adopt(process.pid, memory_mib=job.limits.memory_mib * 2, tasks=job.limits.tasks + 16)
            stack.callback(groups.remove, group)
        streams = Streams(out, err, limit_bytes=job.limits.output_kib << 10, emit=emit)
        ended = watch(process)
        stopped = await wait_for(ended, streams, job.limits.wall_s)
        if stopped:
            process.kill()
        report = await ended
        usage = groups.usage(group) if groups else None
        output, errors = streams.finish()
    verdict, reason = judge(report, stopped, job.limits, limit_hit=bool(usage and usage.limit_hit))
    return Outcome(
        job=job.id,
        verdict=verdict,
        reason=reason,
        exit_code=report["exit"],
        cpu_ms=report["cpu_ms"],
        output=output,
        errors=errors,
        wall_ms=round((time.perf_counter() - began) * 1000, 3),
        memory_kib=usage.memory_kib if usage else report["resident_kib"],
    )


def begin(job: Job, stack: ExitStack) -> tuple[subprocess.Popen[bytes], int, int]:
    """Start the sandbox; return its process and our ends of what it writes, which the stack closes."""
    bwrap = program()
    if bwrap is None:
        raise RunnerUnavailable(MISSING)
    command, passed = words(job, bwrap, stack)
    ends = [os.pipe2(os.O_CLOEXEC) for _ in range(2)]
    (out, out_end), (err, err_end) = ends
    for place in (out, err):
        stack.callback(os.close, place)
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=out_end,
        stderr=err_end,
        pass_fds=passed,
        env={},
        start_new_session=True,
    )
    limit(process.pid, job.limits)
    os.close(out_end)
    os.close(err_end)
    return process, out, err


def watch(process: subprocess.Popen[bytes]) -> asyncio.Future[dict[str, Any]]:
    """Return a future that holds how the process ended and what it used."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[dict[str, Any]] = loop.create_future()
    handle = os.pidfd_open(process.pid)

    def look() -> None:
        loop.remove_reader(handle)
        os.close(handle)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        code = process.returncode
        by_signal = -code if code < 0 else code - 128 if code > 128 else 0
        ended.set_result(
            {
                "exit": None if by_signal else code,
                "signal": by_signal,
                "resident_kib": used.ru_maxrss,
                "cpu_ms": round((used.ru_utime + used.ru_stime) * 1000, 3),
            }
        )

    with suppress(ProcessLookupError):
        loop.add_reader(handle, look)
    return ended
