"""One disposable child: walls up, parked, then one piece of work, then gone. Runs as pid 1 of its own pid namespace."""

import gc
import importlib
import json
import os
import random
import resource
import socket
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from jobfutures.runner import walls

PARKED = struct.Struct("=cI")  # "P" and the resident set in KiB
LENGTH = struct.Struct("=I")
MAX_CHANNELS = 12
JOB = FIRST_CHANNEL = 3
NOT_SET_UP, NO_JOB = 126, 125  # exit codes before the code of a job has started

JOB_SOCKET, OUT, ERR = 0, 1, 2  # places in the list of descriptors that come with a request for a slot


def live(plan: walls.Plan, descriptors: Sequence[int]) -> NoReturn:
    """Set up, park, work and end; never returns into the zygote's loop."""
    job = take_places(descriptors)
    try:
        walls.put_up(plan)
        walls.keep_only([JOB])
        walls.forget_parent(plan.folder)
        request, channels = wait_for_job(job)
    except BaseException as error:  # noqa: BLE001 - whatever went wrong, this child must not become a second zygote
        os.write(2, f"slot set-up failed: {type(error).__name__}: {error}\n".encode())
        os._exit(NOT_SET_UP)
    work(request, channels)


def take_places(descriptors: Sequence[int]) -> socket.socket:
    """Make 0, 1, 2 the program's streams, 3 the job socket. All else is closed once the walls are up, which need it."""
    null = os.open("/dev/null", os.O_RDONLY)
    moved = [os.dup2(one, 200 + number) for number, one in enumerate(descriptors)]
    os.dup2(null, 0)
    for target, place in ((1, moved[OUT]), (2, moved[ERR]), (JOB, moved[JOB_SOCKET])):
        os.dup2(place, target)
    return socket.socket(fileno=JOB)


def wait_for_job(job: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Park until the supervisor sends the work and its channels; return both, channels renumbered from 3."""
    gc.enable()
    job.sendall(PARKED.pack(b"P", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
    head, channels, _flags, _address = socket.recv_fds(job, LENGTH.size, MAX_CHANNELS, socket.MSG_WAITALL)
    if len(head) < LENGTH.size:
        os._exit(NO_JOB)
    left = LENGTH.unpack(head)[0]
    pieces = []
    while left:
        piece = job.recv(min(left, 1 << 20))
        if not piece:
            os._exit(NO_JOB)
        pieces.append(piece)
        left -= len(piece)
    job.close()
    moved = [os.dup2(one, 200 - MAX_CHANNELS - 150 + number) for number, one in enumerate(channels)]
    for number, one in enumerate(moved):
        os.dup2(one, FIRST_CHANNEL + number)
    kept = [FIRST_CHANNEL + number for number in range(len(channels))]
    walls.keep_only(kept)
    request: dict[str, Any] = json.loads(b"".join(pieces))
    return request, kept


def work(request: dict[str, Any], channels: list[int]) -> NoReturn:
    """Write the files, lower the limits, and hand over to the module that does this kind of work."""
    code = 1
    try:
        prepare(request)
        sys.path.insert(0, str(Path.cwd()))
        module = importlib.import_module(f"jobfutures.runner.inside.{request['work']}")
        code = module.main(request, channels)
    finally:
        os._exit(code & 0xFF)


def prepare(request: dict[str, Any]) -> None:
    lower_limits(request["limits"])
    for path, text in request["files"].items():
        if "/" in path:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        write(path, text.encode())
    random.seed(os.urandom(16))  # slots of one zygote would share its state


def write(path: str, content: bytes) -> None:
    """Raises OSError where the folder is full."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        while content:
            content = content[os.write(file, content) :]
    finally:
        os.close(file)


def lower_limits(wanted: dict[str, int]) -> None:
    """Take the limits of this job where they are below those of the slot: a process may lower its own."""
    for kind, value in ((resource.RLIMIT_CPU, wanted.get("cpu_s")), (resource.RLIMIT_NOFILE, wanted.get("open_files"))):
        held = resource.getrlimit(kind)[0]
        if value is not None and (value < held or held == resource.RLIM_INFINITY):
            resource.setrlimit(kind, (value, value + (kind == resource.RLIMIT_CPU)))
