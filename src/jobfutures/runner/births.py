"""How a zygote begins: as a process that imports its image, as the heir of another, or as a fork that runs a template's
code."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from jobfutures.runner import shell, walls
from jobfutures.runner.errors import RunnerUnavailable, SlotLost
from jobfutures.runner.job import Template
from jobfutures.runner.pool import Zygote


async def start(zygote: Zygote) -> None:
    """Start the process, wait until it is warm, and have it leave an heir. Raises RunnerUnavailable with its reason, or
    SlotLost where it has ended."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        words = [sys.executable, "-I", "-X", "frozen_modules=on", "-m", "jobfutures.runner.warm"]
        zygote.process = subprocess.Popen(
            [*words, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=walls.ENVIRONMENT,
            cwd="/",
            start_new_session=True,  # who stops us from a terminal stops us, and we stop them
        )
    if zygote.groups:
        with suppress(ProcessLookupError):
            zygote.groups.hold_zygote(zygote.process.pid)
    zygote.listen(ours)
    order = {
        "image": zygote.name,
        "namespaces": zygote.namespaces,
        "readable": shell.interpreter_paths(),
        "without": list(zygote.without),
    }
    zygote.control.send(json.dumps(order).encode())
    await zygote.wait_until_ready()
    await leave_heir(zygote)
    zygote.fill()
    if zygote.namespaces:
        zygote.process.wait()  # the process outside the shell only started those inside


async def leave_heir(zygote: Zygote) -> None:
    """Fork the zygote that will serve in place of this one where it is killed, until there is a new one."""
    zygote.heir = zygote.child(zygote.name, zygote.spare)
    await be_born(zygote.heir, zygote, {"op": "heir"})


async def fork(parent: Zygote, name: str, template: Template, spare: int) -> Zygote:
    """Return a fork of another zygote that has run the template's code. Raises RunnerUnavailable with its reason, or
    SlotLost where the other has ended."""
    child = parent.child(name, spare)
    folder = "/template" if parent.namespaces else tempfile.mkdtemp(dir=parent.scratch, prefix="template-")
    memory = os.memfd_create("template")
    os.write(memory, json.dumps({"files": dict(template.files), "warm": template.warm}).encode())
    os.lseek(memory, 0, os.SEEK_SET)
    try:
        await be_born(child, parent, {"op": "template", "folder": folder}, [memory])
    finally:
        os.close(memory)
    child.fill()
    return child


async def be_born(child: Zygote, parent: Zygote, request: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    child.listen(ours)
    try:
        with theirs:
            parent.tell(request, [theirs.fileno(), *descriptors])
        await child.wait_until_ready()
    except (RunnerUnavailable, SlotLost, asyncio.CancelledError):
        child.close()
        raise
