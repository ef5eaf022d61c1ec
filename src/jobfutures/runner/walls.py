"""The walls of one slot, put up in a freshly forked child before it parks. Each wall is one function, so that a test
can leave it out."""

import ctypes
import fcntl
import os
import resource
import signal
import socket
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jobfutures.runner import kernel, landlock, seccomp
from jobfutures.runner.limits import Limits
from jobfutures.runner.shell import DEVICES, cover, map_identity

OF_SLOTS = os.CLONE_NEWUSER | os.CLONE_NEWNS | os.CLONE_NEWIPC | os.CLONE_NEWUTS | os.CLONE_NEWNET | os.CLONE_NEWCGROUP
INERT = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
SIOCSIFFLAGS, IFF_UP_RUNNING = 0x8914, 0x41
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "HOME": "/box",
    "TMPDIR": "/tmp",  # noqa: S108 - each sandbox has its own
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one slot gets. readable: folders it may read.  used_bytes: what its zygote had mapped.

    folder: its working folder; with namespaces always /box, otherwise a folder of the host that nobody else uses.
    rules: the second wall as far as its zygote could prepare it.
    without: walls to leave out, for the test that shows what each is good for.
    """

    limits: Limits
    readable: Sequence[str]
    used_bytes: int
    namespaces: bool = True
    folder: str = "/box"
    rules: landlock.Rules | None = None
    without: Sequence[str] = ()


def namespaces() -> None:
    """Own user, mounts, IPC, host name, network and cgroup view; the pid namespace came with the fork."""
    user, group = os.getuid(), os.getgid()
    os.unshare(OF_SLOTS)
    map_identity(user, group)
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)


def own_loopback() -> None:
    """Let programs in this slot talk to themselves over 127.0.0.1; there is no other interface."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack("16sH14s", b"lo", IFF_UP_RUNNING, b""))


def own_folders(plan: Plan) -> None:
    """Fresh writable folders with a limit on bytes and on files, nothing executable in them."""
    size = f"size={plan.limits.disk_mib}m,mode=700"
    for place, inodes in (("/tmp", plan.limits.inodes), ("/box", plan.limits.inodes), ("/dev/shm", 64)):  # noqa: S108
        cover(place, INERT, f"{size},nr_inodes={inodes}", plan.readable)


def no_processes_shown() -> None:
    """Cover /proc: it would show the zygote's memory map and much of the kernel."""
    kernel.mount("slot", "/proc", "tmpfs", INERT | kernel.MS_RDONLY, "size=4k,nr_inodes=2,mode=555")


def resource_limits(limits: Limits) -> None:
    disk = limits.disk_mib << 20
    fixed = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_FSIZE: disk,
        resource.RLIMIT_NPROC: limits.tasks,
        resource.RLIMIT_CPU: limits.cpu_s,
        resource.RLIMIT_STACK: 8 << 20,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: 64,
        resource.RLIMIT_NICE: 0,
        resource.RLIMIT_RTPRIO: 0,
    }
    for kind, value in fixed.items():
        grace = kind == resource.RLIMIT_CPU  # the first second over the limit ends it with a signal of its own
        resource.setrlimit(kind, (value, value + grace))


def address_space(limits: Limits, used_bytes: int) -> None:
    """Let the program map `memory_mib` beyond what the zygote had mapped."""
    ceiling = used_bytes + (limits.memory_mib << 20)
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def second_wall(plan: Plan) -> None:
    """Landlock. Raises OSError where it is the only wall around files and the kernel is too old for it."""
    if not plan.namespaces and (plan.rules is None or plan.rules.version < landlock.VERSION_WITH_SCOPES):
        raise OSError("this kernel's Landlock cannot keep sandboxes apart")
    if plan.rules:
        plan.rules.allow(["/tmp", "/box", "/dev/shm"] if plan.namespaces else [plan.folder], write=True)  # noqa: S108
        plan.rules.enforce()


def rules_ahead(readable: Sequence[str], *, namespaces: bool) -> landlock.Rules | None:
    """Return what all slots of a zygote may read; to open these places anew in each would take a millisecond."""
    rules = landlock.no_files(network=namespaces)
    if rules:
        rules.allow([*readable, *(["/etc", "/template"] if namespaces else [])], write=False)
        rules.allow([f"/dev/{name}" for name in DEVICES], write=False)
        rules.allow(["/dev/null"], write=True)
    return rules


def no_capabilities(plan: Plan) -> None:
    """Nothing that root could do, nothing to attach to, and an end together with the zygote."""
    kernel.process_control(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if plan.namespaces:
        kernel.drop_capabilities()
    kernel.process_control(kernel.PR_SET_DUMPABLE, 0)


def filter_of_slots(*, namespaces: bool) -> bytes:
    """Return the last wall: which calls of the kernel are left."""
    return seccomp.compiled("slot" if namespaces else "landlock")


def put_up(plan: Plan) -> None:
    """Put up every wall in order."""
    with_namespaces: list[tuple[str, Callable[[], object]]] = [
        ("namespaces", namespaces),
        ("loopback", own_loopback),
        ("folders", lambda: own_folders(plan)),
        ("proc", no_processes_shown),
    ]
    always: list[tuple[str, Callable[[], object]]] = [
        ("limits", lambda: resource_limits(plan.limits)),
        ("memory", lambda: address_space(plan.limits, plan.used_bytes)),
        ("landlock", lambda: second_wall(plan)),
        ("capabilities", lambda: no_capabilities(plan)),
        ("seccomp", lambda: kernel.install_filter(filter_of_slots(namespaces=plan.namespaces))),
    ]
    for name, wall in (with_namespaces if plan.namespaces else []) + always:
        if name not in plan.without:
            wall()


def keep_only(kept: Sequence[int]) -> None:
    """Close every file but 0, 1, 2 and `kept`."""
    previous = 2
    for number in sorted(kept):
        os.closerange(previous + 1, number)
        previous = number
    kernel.libc.close_range(ctypes.c_uint(previous + 1), ctypes.c_uint(0xFFFFFFFF), 0)


def surroundings_ahead() -> None:
    """Give a zygote the surroundings of its slots, as far as all have the same: each change in a slot copies pages."""
    os.umask(0o077)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(ENVIRONMENT)


def forget_parent(folder: str) -> None:
    """Give the program default signals and a folder of its own."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    os.chdir(folder)
    if folder != ENVIRONMENT["HOME"]:
        os.environ |= {"HOME": folder, "TMPDIR": folder}
