"""The warm zygote: a trusted, single-threaded interpreter that has imported everything and forks one slot per request.

It never sees a candidate's byte: job, files and channels go straight from the supervisor into the slot. `first` starts
it; the control socket keeps messages apart (SEQPACKET, JSON + descriptors):
    <- {"image": name, ...}                                  -> {"pid": true} + pidfd,  {"ready": true, ...}
    <- {"op": "slot", "id": n, "limits": {...}} + 3 fds      -> {"id": n} + pidfd,  later {"id": n, "exit": ..,
    "signal": .., ...}
    <- {"op": "template", "folder": p} + control, memory     (the new zygote says "pid" and "ready" on its own control)
    <- {"op": "heir"} + control                              (likewise; it waits, and takes over where we are killed)
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from jobfutures.runner import kernel, landlock, memory, rehearsal, slot, walls
from jobfutures.runner.limits import Limits

MESSAGE_BYTES = 1 << 16
INERT = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC


class Zygote:
    """The loop over one control socket. Template zygotes are forks of the first and run the same loop on their own."""

    def __init__(
        self, control: socket.socket, *, namespaces: bool, readable: Sequence[str], walls_left_out: Sequence[str]
    ) -> None:
        self.namespaces = namespaces
        self.readable = readable
        self.walls_left_out = walls_left_out
        self.used_bytes = 0
        self.filling: list[object] = []
        self.rules: landlock.Rules | None = None
        self.begin(control)

    def begin(self, control: socket.socket) -> None:
        """Take what each zygote has for itself."""
        self.control = control
        self.children: dict[int, int] = {}  # pid -> id of the slot, 0 for a zygote
        self.me = os.pidfd_open(os.getpid())
        self.woken, self.wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def settle(self) -> None:
        """Settle what was imported, so that slots share it and never copy it, and say that we are ready."""
        if threading.active_count() != 1 or len(list(Path("/proc/self/task").iterdir())) != 1:
            raise RuntimeError("a zygote has one thread: something that was imported has started another")
        memory.one_malloc_arena()
        threading.stack_size(1 << 20)
        gc.disable()
        self.rules = walls.rules_ahead(self.readable, namespaces=self.namespaces)
        walls.filter_of_slots(namespaces=self.namespaces)  # read here once, not in each slot
        if self.namespaces:
            self.rehearse()
        memory.make_immortal()
        gc.freeze()
        self.filling += memory.fill_holes()
        gc.freeze()
        if memory.has_room():
            memory.use_huge_pages()
        mapped, resident = (int(number) for number in Path("/proc/self/statm").read_text().split()[:2])
        self.used_bytes = mapped * slot_page()
        self.tell({"ready": True, "modules": len(sys.modules), "resident_kib": resident * slot_page() // 1024})

    def rehearse(self) -> None:
        """Make some slots for nobody."""
        control, self.used_bytes = self.control, 1 << 40
        ours, self.control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours, self.control:
            rehearsal.make_slots(ours, self.obey, self.report_ended)
        self.control = control

    def tell(self, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
        try:
            socket.send_fds(self.control, [json.dumps(message).encode()], descriptors)
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)  # the supervisor has ended, and we with it

    def loop(self) -> NoReturn:
        """Serve until the supervisor closes the control socket; every slot dies with us."""
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(self.wake, warn_on_full_buffer=False)
        poll = select.poll()
        poll.register(self.control, select.POLLIN)
        poll.register(self.woken, select.POLLIN)
        while True:
            for place, _event in poll.poll():
                if place == self.woken:
                    with suppress(BlockingIOError):
                        os.read(self.woken, 4096)
                    self.report_ended()
                else:
                    self.obey()

    def obey(self) -> None:
        try:
            text, descriptors, _flags, _address = socket.recv_fds(self.control, MESSAGE_BYTES, 8)
        except ConnectionResetError:
            text = b""
        if not text:
            os._exit(0)
        message = json.loads(text)
        if message["op"] == "slot":
            self.fork_slot(message, descriptors)
        elif message["op"] == "template":
            self.fork_template(message, descriptors)
        else:
            self.fork_heir(descriptors)
        for one in descriptors:
            os.close(one)

    def fork_slot(self, message: dict[str, Any], descriptors: list[int]) -> None:
        """Fork one child into a fresh pid namespace; our own children after it are born into ours again."""
        if self.namespaces:
            os.unshare(os.CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            plan = walls.Plan(
                limits=Limits(**message["limits"]),
                readable=self.readable,
                used_bytes=self.used_bytes,
                namespaces=self.namespaces,
                folder=message["folder"],
                rules=self.rules,
                without=self.walls_left_out,
            )
            slot.live(plan, descriptors)
        if self.namespaces:
            os.setns(self.me, os.CLONE_NEWPID)
        self.children[pid] = message["id"]
        handle = os.pidfd_open(pid)
        self.tell({"id": message["id"]}, [handle])
        os.close(handle)

    def fork_template(self, message: dict[str, Any], descriptors: list[int]) -> None:
        """Fork another zygote that runs the template's trusted code once and then serves its own control socket."""
        pid = os.fork()
        if pid:
            self.children[pid] = 0
            return
        control, payload = socket.socket(fileno=descriptors[0]), descriptors[1]
        self.leave()
        if self.rules:
            self.rules.forget()
        try:
            introduce(control)
            with os.fdopen(payload, "rb") as memory:
                template = json.loads(memory.read())
            if self.namespaces:
                mount_template_folder()
            warm_up(template, Path(message["folder"]))
            gc.collect()
            readable = [*self.readable, message["folder"]]
            zygote = Zygote(control, namespaces=self.namespaces, readable=readable, walls_left_out=self.walls_left_out)
            zygote.settle()
        except BaseException as error:  # noqa: BLE001 - said to the supervisor, whatever it was
            give_up(control, error)
        zygote.loop()

    def fork_heir(self, descriptors: list[int]) -> None:
        """Fork a zygote like ourselves. It shares all that we have, and so costs next to nothing."""
        pid = os.fork()
        if pid:
            self.children[pid] = 0
            return
        self.leave()
        self.begin(socket.socket(fileno=descriptors[0]))
        introduce(self.control)
        self.tell({"ready": True})
        self.loop()

    def leave(self) -> None:
        """Close what was our parent's, in a fork that is a zygote of its own."""
        signal.set_wakeup_fd(-1)
        self.control.close()
        for file in (self.woken, self.wake, self.me):
            os.close(file)

    def report_ended(self) -> None:
        """Tell how each ended child ended, and what it used."""
        while self.children:
            pid, status, used = os.wait4(-1, os.WNOHANG)
            if not pid:
                return
            number = self.children.pop(pid, 0)
            if number:
                self.tell(
                    {
                        "id": number,
                        "exit": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
                        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
                        "cpu_ms": round((used.ru_utime + used.ru_stime) * 1000, 3),
                        "resident_kib": used.ru_maxrss,
                    }
                )


def introduce(control: socket.socket) -> None:
    """Tell the supervisor which process we are, as it sees it."""
    me = os.pidfd_open(os.getpid())
    socket.send_fds(control, [json.dumps({"pid": True}).encode()], [me])
    os.close(me)


def give_up(control: socket.socket, error: BaseException) -> NoReturn:
    """End without having become ready, and say why to whoever still listens."""
    with suppress(OSError):
        control.send(json.dumps({"ready": False, "reason": f"{type(error).__name__}: {error}"[:2000]}).encode())
    os._exit(1)


def slot_page() -> int:
    return os.sysconf("SC_PAGE_SIZE")


def mount_template_folder() -> None:
    """Give this zygote, and the slots forked from it, a /template of their own."""
    os.unshare(os.CLONE_NEWNS)
    kernel.mount("template", "/template", "tmpfs", INERT, "size=8m,nr_inodes=500,mode=755")


def warm_up(template: dict[str, Any], folder: Path) -> None:
    """Write the template's files and run its code. No slot can write there: the folder is not among those it may
    write."""
    for path, text in template["files"].items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    sys.path.insert(0, str(folder))
    exec(compile(template["warm"], "warm", "exec"), {"__name__": "warm"})  # noqa: S102 - trusted: it came with the exercise
