"""Control groups: a limit on memory for each slot, and its peak of memory, where this process has the rights.

Version 2 with a delegated subtree (a systemd unit with Delegate=yes, or root), or version 1 prepared by root.
Elsewhere the limits of the address space hold alone, and peaks come from the resident set.

How many tasks a slot may have is limited by its own user namespace everywhere. Groups hold the same once more: version
2 for each slot, version 1 for a zygote with all its slots, as each more group that a process has to move to costs more
than many a job.
"""

import os
import signal
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
VERSION_1 = ("memory", "pids")
MOST_KEPT = 32  # groups of the same limits
MOST_TASKS = 1024  # of a zygote and all its slots
LOOKS = 4  # groups that are looked at before a new one is made
READ_BYTES = 4096  # more than any control file here holds
MOST_LEFT = 64 << 10  # bytes: what the kernel has not settled yet; a job's own peak is not told so finely

Limits = tuple[int, int]  # memory in MiB, tasks


@dataclass(frozen=True, slots=True)
class Usage:
    """memory_kib: peak of one group.  limit_hit: whether a process in it was stopped by the limit."""

    memory_kib: int
    limit_hit: bool


class Groups:
    """Gives each slot a group below folders that belong to us.

    Version 1 keeps groups that were used and are empty again: to make and to remove one costs half a millisecond of
    CPU. In version 2 a peak cannot be set back, and each group is new.
    """

    def __init__(self, folders: dict[str, Path]) -> None:
        self.folders = folders  # controller -> folder; version 2 has the one controller "unified"
        self.of_slots = "unified" if "unified" in folders else "memory"
        self.numbers = count(1)
        self.limits: dict[str, Limits] = {}
        self.kept: defaultdict[Limits, deque[str]] = defaultdict(deque)  # the longest released first
        self.opened: defaultdict[str, dict[tuple[str, int], int]] = defaultdict(dict)  # name -> file, mode -> open file
        self.leftovers: list[Path] = []

    def adopt(self, pid: int, *, memory_mib: int, tasks: int) -> str:
        """Put one process, and all that it will start, into a group of its own; return the name of the group.

        Raises ProcessLookupError where the process has ended.
        """
        limits = memory_mib, tasks
        name = self.kept_as_new(limits) or self.make(limits)
        try:
            self.write(name, "cgroup.procs", pid)
        except ProcessLookupError:
            self.remove(name)
            raise
        return name

    def make(self, limits: Limits) -> str:
        """Make a group with a limit on memory, MiB, and on tasks."""
        name = f"{os.getpid()}-{next(self.numbers)}"
        memory_mib, tasks = limits
        settings = {
            "memory": {"memory.limit_in_bytes": memory_mib << 20},
            "unified": {"memory.max": memory_mib << 20, "memory.swap.max": 0, "pids.max": tasks},
        }
        group = self.folders[self.of_slots] / name
        group.mkdir()
        for file, value in settings[self.of_slots].items():
            with suppress(FileNotFoundError):  # no swap accounting in this kernel
                write(group / file, value)
        self.limits[name] = limits
        return name

    def hold_zygote(self, pid: int) -> None:
        """Limit the tasks of a zygote and of all that will be forked from it, where slots have no limit of this kind.

        Raises ProcessLookupError where it has ended.
        """
        self.remove_leftovers()
        if "pids" in self.folders:
            group = self.folders["pids"] / f"{os.getpid()}-{next(self.numbers)}"
            group.mkdir()
            self.leftovers.append(group)  # removed after its end, when the next zygote is started
            write(group / "pids.max", MOST_TASKS)
            write(group / "cgroup.procs", pid)

    def usage(self, name: str) -> Usage:
        """Read what a group has used so far."""
        if self.of_slots == "unified":
            events = dict(line.split() for line in self.read(name, "memory.events").splitlines())
            return Usage(int(self.read(name, "memory.peak")) // 1024, int(events.get("oom_kill", 0)) > 0)
        peak = int(self.read(name, "memory.max_usage_in_bytes"))
        return Usage(peak // 1024, "oom_kill 0" not in self.read(name, "memory.oom_control"))

    def release(self, name: str) -> None:
        """Take a group back once its processes have ended: it is kept, but for one whose limit was hit."""
        kept, limit_hit = self.kept[self.limits[name]], True
        with suppress(OSError):
            limit_hit = self.usage(name).limit_hit
        if limit_hit or self.of_slots == "unified" or len(kept) >= MOST_KEPT:
            self.remove(name)
        else:
            kept.append(name)

    def kept_as_new(self, limits: Limits) -> str | None:
        """Return a group in which nothing is left of what it held, None where there is none yet.

        For a while the kernel holds back some pages of a group on each processor, until others need the place.
        """
        kept = self.kept[limits]
        for _ in range(min(len(kept), LOOKS)):
            name = kept.popleft()
            with suppress(OSError):
                self.write(name, "memory.max_usage_in_bytes", 0)
                left = int(self.read(name, "memory.max_usage_in_bytes"))
                if left <= MOST_LEFT:
                    return name
            kept.append(name)
        return None

    def read(self, name: str, file: str) -> str:
        return os.pread(self.file(name, file, os.O_RDONLY), READ_BYTES, 0).decode()

    def write(self, name: str, file: str, value: int) -> None:
        os.write(self.file(name, file, os.O_WRONLY), str(value).encode())

    def file(self, name: str, file: str, mode: int) -> int:
        """Return a control file, which stays open as long as its group is used: to open it costs more than to read
        it."""
        opened = self.opened[name]
        if (file, mode) not in opened:
            opened[file, mode] = os.open(self.folders[self.of_slots] / name / file, mode | os.O_CLOEXEC)
        return opened[file, mode]

    def remove(self, name: str) -> None:
        """Remove a group whose processes have ended; one that is still busy is tried again later."""
        self.limits.pop(name, None)
        for file in self.opened.pop(name, {}).values():
            os.close(file)
        self.leftovers.append(self.folders[self.of_slots] / name)
        self.remove_leftovers()

    def remove_leftovers(self) -> None:
        """Remove what ought to be gone and was still busy before."""
        still = []
        for group in self.leftovers:
            try:
                group.rmdir()
            except FileNotFoundError:
                continue
            except OSError:
                still.append(group)
        self.leftovers = still

    def remove_all(self) -> None:
        """Remove every group of ours."""
        for folder in self.folders.values():
            empty_out(folder)


def write(place: Path, value: int) -> None:
    """Write one number; a control file takes it in one piece."""
    file = os.open(place, os.O_WRONLY)
    try:
        os.write(file, str(value).encode())
    finally:
        os.close(file)


def empty_out(folder: Path) -> None:
    """End what runs in the groups below a folder, and remove them."""
    for group in [one for one in folder.iterdir() if one.is_dir()]:
        for pid in (group / "cgroup.procs").read_text().split():
            with suppress(ProcessLookupError, PermissionError):
                os.kill(int(pid), signal.SIGKILL)
        with suppress(OSError):
            group.rmdir()


def own_folder(parent: Path, owner: int) -> Path:
    """Make the folder of this supervisor, named by its pid, and clear away those of supervisors that were killed."""
    parent.mkdir(exist_ok=True)
    for other in [one for one in parent.iterdir() if one.name.isdigit() and not Path(f"/proc/{one.name}").exists()]:
        with suppress(OSError):
            empty_out(other)
            other.rmdir()
    folder = parent / str(os.getpid())
    folder.mkdir(exist_ok=True)
    give(folder, owner)
    return folder


def prepare_as_root(owner: int) -> Groups | None:
    """Make the parent folders and give them to `owner`; None where this machine does not let us. Called once, before
    root is given up."""
    with suppress(OSError):
        if all((ROOT / name).is_dir() for name in VERSION_1):
            return Groups({name: own_folder(ROOT / name / "jobfutures", owner) for name in VERSION_1})
        return prepare_version_2(ROOT / "jobfutures", owner)
    return None


def prepare_version_2(folder: Path, owner: int) -> Groups | None:
    (ROOT / "cgroup.subtree_control").write_text("+memory +pids")
    (folder / "supervisor").mkdir(parents=True, exist_ok=True)
    (folder / "supervisor" / "cgroup.procs").write_text(str(os.getpid()))
    (folder / "cgroup.subtree_control").write_text("+memory +pids")
    for place in (folder, folder / "supervisor"):
        give(place, owner)
    slots = own_folder(folder / "slots", owner)
    for place in (folder / "slots", slots):
        (place / "cgroup.subtree_control").write_text("+memory +pids")
    give(folder / "slots", owner)
    return Groups({"unified": slots})


def give(folder: Path, owner: int) -> None:
    for place in (folder, *folder.iterdir()):
        if place == folder or place.name in {"cgroup.procs", "cgroup.subtree_control", "cgroup.threads", "tasks"}:
            os.chown(place, owner, owner)


def find_delegated() -> Groups | None:
    """Return groups below our own version 2 group where the system has delegated it to us, else None."""
    with suppress(OSError, StopIteration):
        line = next(line for line in Path("/proc/self/cgroup").read_text().splitlines() if line.startswith("0::"))
        own = ROOT / line[3:].lstrip("/")
        if own != ROOT and os.access(own / "cgroup.subtree_control", os.W_OK):
            (own / "supervisor").mkdir(exist_ok=True)
            (own / "supervisor" / "cgroup.procs").write_text(str(os.getpid()))
            (own / "cgroup.subtree_control").write_text("+memory +pids")
            (own / "slots").mkdir(exist_ok=True)
            (own / "slots" / "cgroup.subtree_control").write_text("+memory +pids")
            return Groups({"unified": own / "slots"})
    return None
