"""The supervisor's side of zygotes and slots: start them, keep some parked, notice their end."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import tempfile
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jobfutures.runner import cgroups, zygote
from jobfutures.runner.errors import RunnerUnavailable, SlotLost
from jobfutures.runner.limits import Limits
from jobfutures.runner.sandbox import Slot, pid_of
from jobfutures.runner.slot import PARKED

READY_S = 30
PARK_S = 10
REAP_S = 0.5
END_S = 2
RETIRE_LOOK_S = 0.2
WORN_AFTER = 1000  # slots: then a fresh zygote takes over, with addresses and hash seeds of its own


class Zygote:
    """A warm interpreter and its parked slots. `dead` is done when it has ended, whatever the cause.

    name: of its image, where it is no fork of another.
    """

    def __init__(
        self,
        name: str,
        *,
        namespaces: bool,
        spare: int,
        groups: cgroups.Groups | None,
        scratch: Path,
        without: Sequence[str] = (),
        limits: Limits | None = None,
    ) -> None:
        self.name, self.namespaces, self.spare, self.groups, self.scratch, self.without = (
            name,
            namespaces,
            spare,
            groups,
            scratch,
            without,
        )
        self.limits = limits or Limits()
        self.slots: dict[int, Slot] = {}
        self.idle: deque[Slot] = deque()
        self.made = 0
        self.pid, self.pidfd = 0, -1
        self.shell = 0  # number of the first process in the sandbox around all
        self.heir: Zygote | None = None
        self.resident_kib = 0
        self.loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = self.loop.create_future()
        self.dead: asyncio.Future[None] = self.loop.create_future()
        self.worn: asyncio.Future[None] = self.loop.create_future()
        self.process: subprocess.Popen[bytes] | None = None

    def living_heir(self) -> "Zygote | None":
        return self.heir if self.heir and not self.heir.dead.done() else None

    def child(self, name: str, spare: int) -> "Zygote":
        return Zygote(
            name,
            namespaces=self.namespaces,
            spare=spare,
            groups=self.groups,
            scratch=self.scratch,
            without=self.without,
            limits=self.limits,
        )

    def listen(self, control: socket.socket) -> None:
        self.control = control
        self.loop.add_reader(control, self.hear)

    async def wait_until_ready(self) -> None:
        try:
            await asyncio.wait_for(self.ready, READY_S)
        except TimeoutError:
            self.kill()
            raise RunnerUnavailable(f"The warm interpreter was not ready within {READY_S} s.") from None

    def tell(self, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
        try:
            socket.send_fds(self.control, [json.dumps(message).encode()], descriptors)
        except OSError as error:
            raise SlotLost(f"The warm interpreter has ended: {error}.") from None

    def hear(self) -> None:
        """Take one message from the zygote; no message at all means that it has ended."""
        try:
            text, descriptors, _flags, _address = socket.recv_fds(self.control, zygote.MESSAGE_BYTES, 2)
        except OSError:
            text, descriptors = b"", []
        if not text:
            self.mourn()
            return
        message = json.loads(text)
        if "ready" in message:
            self.resident_kib = message.get("resident_kib", 0)
            if not self.ready.done():
                if message["ready"]:
                    self.ready.set_result(None)
                else:
                    self.ready.set_exception(RunnerUnavailable(message["reason"]))
        elif "pid" in message:
            self.pidfd = descriptors[0]
            self.pid = pid_of(self.pidfd)
        elif "shell" in message:
            self.shell = message["shell"]
        else:
            self.hear_of_slot(message, descriptors)

    def hear_of_slot(self, message: dict[str, Any], descriptors: list[int]) -> None:
        slot = self.slots.get(message["id"])
        if slot is None:
            for descriptor in descriptors:
                os.close(descriptor)
        elif descriptors:
            slot.pidfd = descriptors[0]
            slot.pid = pid_of(slot.pidfd)
            if self.groups and slot.pid > 0:
                with suppress(ProcessLookupError):
                    slot.group = self.groups.adopt(
                        slot.pid, memory_mib=slot.limits.memory_mib, tasks=slot.limits.tasks + 8
                    )
            self.loop.add_reader(slot.job, self.hear_parked, slot)
        else:
            if slot in self.idle:
                self.discard(slot)
            self.forget(slot)
            if not slot.ended.done():
                slot.ended.set_result(message)

    def hear_parked(self, slot: Slot) -> None:
        self.loop.remove_reader(slot.job)
        text = b""
        with suppress(OSError):
            text = slot.job.recv(PARKED.size)
        if slot.parked.done():
            return
        if len(text) == PARKED.size:
            slot.parked_kib = PARKED.unpack(text)[1]
            slot.parked.set_result(None)
        else:
            os.set_blocking(slot.err, False)
            with suppress(BlockingIOError):
                text = os.read(slot.err, 2000)
            slot.parked.set_exception(
                SlotLost(text.decode(errors="replace") or "The sandbox ended while it was set up.")
            )

    def forget(self, slot: Slot) -> None:
        self.slots.pop(slot.number, None)
        if slot in self.idle:
            self.idle.remove(slot)

    def discard(self, slot: Slot) -> None:
        """Let go of a slot that nobody has taken: without its socket it ends by itself."""
        self.loop.remove_reader(slot.job)
        slot.kill()
        self.forget(slot)
        slot.close()

    def mourn(self) -> None:
        """The zygote has ended, and with it every slot."""
        self.loop.remove_reader(self.control)
        self.control.close()
        if self.pidfd >= 0:
            os.close(self.pidfd)
            self.pidfd = -1
        if not self.ready.done():
            self.ready.set_exception(RunnerUnavailable("The warm interpreter ended while it started."))
            self.ready.exception()  # somebody may wait for it, or nobody
        for slot in list(self.slots.values()):
            if slot in self.idle:
                self.discard(slot)
            else:
                self.loop.remove_reader(slot.job)
                slot.kill()
                self.forget(slot)
            for future in (slot.parked, slot.ended):
                if not future.done():
                    future.set_exception(SlotLost("The warm interpreter has ended."))
                    future.exception()  # somebody may wait for it, or nobody
        if not self.dead.done():
            self.dead.set_result(None)
        self.loop.call_later(REAP_S, self.reap)

    def reap(self) -> None:
        """Take what has become our own child, its parent gone, off the list of the system: the zygote where there is no
        shell, else the shell's first process once nobody is left in it."""
        with suppress(ChildProcessError):
            if (pid := self.shell or self.pid) > 0 and os.waitpid(pid, os.WNOHANG) == (0, 0):
                self.loop.call_later(REAP_S, self.reap)

    def make(self, limits: Limits | None = None) -> Slot:
        """Ask for one more slot. Raises SlotLost where the zygote is gone."""
        self.made += 1
        if self.made >= WORN_AFTER and not self.worn.done():
            self.worn.set_result(None)
        ours, theirs = socket.socketpair()
        out, out_end = os.pipe2(os.O_CLOEXEC)
        err, err_end = os.pipe2(os.O_CLOEXEC)
        folder = "/box" if self.namespaces else tempfile.mkdtemp(dir=self.scratch, prefix="slot-")
        slot = Slot(
            self.made, self.groups, ours, out, err, limits or self.limits, folder, own_folder=not self.namespaces
        )
        slot.parked.add_done_callback(lambda done: done.cancelled() or done.exception())
        slot.ended.add_done_callback(lambda done: done.cancelled() or done.exception())
        self.slots[slot.number] = slot
        try:
            request = {"op": "slot", "id": slot.number, "limits": asdict(slot.limits), "folder": folder}
            self.tell(request, [theirs.fileno(), out_end, err_end])
        except SlotLost:
            self.forget(slot)
            slot.close()
            raise
        finally:
            theirs.close()
            os.close(out_end)
            os.close(err_end)
        return slot

    async def take(self, limits: Limits | None = None) -> Slot:
        """Return a parked slot. Raises SlotLost with the reason where none could be made."""
        slot = self.idle.popleft() if self.idle and limits is None else self.make(limits)
        try:
            async with asyncio.timeout(PARK_S):
                await asyncio.shield(slot.parked)
        except TimeoutError:
            self.discard(slot)
            raise SlotLost(f"The sandbox was not set up within {PARK_S} s.") from None
        except (SlotLost, asyncio.CancelledError):
            self.discard(slot)
            raise
        return slot

    def fill(self) -> None:
        """Keep `spare` slots parked."""
        with suppress(SlotLost):
            while len(self.idle) < self.spare and not self.dead.done():
                self.idle.append(self.make())

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            if self.pidfd >= 0:
                signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
            elif self.shell:
                os.kill(self.shell, signal.SIGKILL)

    def retire(self) -> None:
        """Make no more slots; end when those that work are through."""
        self.spare = 0
        for slot in list(self.idle):
            self.discard(slot)
        if not self.slots:
            self.close()
        else:
            self.loop.call_later(RETIRE_LOOK_S, self.retire)

    def close(self) -> None:
        """End the zygote: without its control socket it goes, and takes its slots along."""
        if self.heir:
            self.heir.close()
        if not self.dead.done():
            self.mourn()
        if self.process:
            try:
                self.process.wait(END_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
