"""The supervisor's side of one slot: its descriptors, its work, its end."""

import asyncio
import json
import os
import shutil
import signal
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jobfutures.runner import cgroups
from jobfutures.runner.errors import SlotLost
from jobfutures.runner.limits import Limits
from jobfutures.runner.slot import LENGTH


@dataclass(eq=False)
class Slot:
    """One sandbox, from the request for it to its end. parked_kib: its resident set before any work."""

    number: int
    groups: cgroups.Groups | None
    job: socket.socket
    out: int
    err: int
    limits: Limits
    folder: str
    own_folder: bool
    group: str = ""  # none before its process is known
    pidfd: int = -1
    pid: int = 0
    parked_kib: int = 0
    started: bool = False
    parked: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    ended: asyncio.Future[dict[str, Any]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def send(self, request: dict[str, Any], channels: Sequence[int] = ()) -> None:
        """Give the slot its work; from here on the code may have started."""
        body = json.dumps(request).encode()
        try:
            socket.send_fds(self.job, [LENGTH.pack(len(body))], channels)
            self.started = True
            self.job.sendall(body)
        except OSError as error:
            if not self.started:
                raise SlotLost(f"The sandbox was gone before it got its work: {error}.") from None

    def kill(self) -> None:
        if self.pidfd >= 0:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)

    def nice(self) -> None:
        """Let graded work go first."""
        with suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 10)

    def stay_on(self, processor: int) -> None:
        """Run on this processor only, with all threads to come."""
        with suppress(OSError):
            os.sched_setaffinity(self.pid, [processor])

    def usage(self) -> cgroups.Usage | None:
        """What its control group has used so far, None where there are no groups."""
        with suppress(OSError):
            return self.groups.usage(self.group) if self.groups and self.group else None
        return None

    def close(self) -> None:
        """Take everything of this slot away. It must have ended."""
        self.job.close()
        for descriptor in (self.out, self.err, self.pidfd):
            if descriptor >= 0:
                os.close(descriptor)
        self.pidfd = self.out = self.err = -1
        if self.groups and self.group:
            self.groups.release(self.group)
            self.group = ""
        if self.own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def pid_of(pidfd: int) -> int:
    """Return the number of a process as we see it, -1 when it has ended."""
    text = Path(f"/proc/self/fdinfo/{pidfd}").read_bytes()
    return int(text[text.index(b"\nPid:") + 5 :].split(maxsplit=1)[0])
