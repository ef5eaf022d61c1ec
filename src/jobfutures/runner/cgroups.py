"""Control groups: a limit on memory and on tasks for each slot, and its peak of memory, where this process has the
rights.

Version 2 with a delegated subtree (a systemd unit with Delegate=yes, or root), or version 1 prepared by root.
Elsewhere the limits of
the address space and of tasks hold alone, and peaks come from the resident set.
"""

import os
import signal
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
VERSION_1 = ("memory", "pids")
MOST_KEPT = 32  # groups of the same limits
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
        self.numbers = count(1)
        self.limits: dict[str, Limits] = {}
        self.kept: defaultdict[Limits, list[str]] = defaultdict(list)
        self.leftovers: list[Path] = []

    def adopt(self, pid: int, *, memory_mib: int, tasks: int) -> str:
        """Put one process, and all that it will start, into a group of its own; return the name of the group.

        Raises ProcessLookupError where the process has ended.
        """
        limits = memory_mib, tasks
        name = self.kept[limits].pop() if self.kept[limits] else self.make(limits)
        try:
            for folder in self.folders.values():
                write(folder / name / "cgroup.procs", pid)
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
            "pids": {"pids.max": tasks},
            "unified": {"memory.max": memory_mib << 20, "memory.swap.max": 0, "pids.max": tasks},
        }
        for controller, folder in self.folders.items():
            (folder / name).mkdir()
            for file, value in settings[controller].items():
                with suppress(FileNotFoundError):  # no swap accounting in this kernel
                    write(folder / name / file, value)
        self.limits[name] = limits
        return name

    def usage(self, name: str) -> Usage:
        """Read what a group has used so far."""
        if "unified" in self.folders:
            group = self.folders["unified"] / name
            events = dict(line.split() for line in (group / "memory.events").read_text().splitlines())
            return Usage(int((group / "memory.peak").read_text()) // 1024, int(events.get("oom_kill", 0)) > 0)
        group = self.folders["memory"] / name
        peak = int((group / "memory.max_usage_in_bytes").read_text())
        return Usage(peak // 1024, "oom_kill 0" not in (group / "memory.oom_control").read_text())

    def release(self, name: str) -> None:
        """Take a group back once its processes have ended: it is kept where nothing is left in it, else removed."""
        limits = self.limits[name]
        if len(self.kept[limits]) < MOST_KEPT and self.is_as_new(name):
            self.kept[limits].append(name)
        else:
            self.remove(name)

    def is_as_new(self, name: str) -> bool:
        """Set the peak of a group back and tell whether nothing shows that it was ever used."""
        if "unified" in self.folders:
            return False
        group = self.folders["memory"] / name
        with suppress(OSError):
            used = self.usage(name)
            write(group / "memory.max_usage_in_bytes", 0)
            left = int((group / "memory.max_usage_in_bytes").read_text())
            return not used.limit_hit and left <= MOST_LEFT and not (group / "cgroup.procs").read_text()
        return False

    def remove(self, name: str) -> None:
        """Remove a group whose processes have ended; one that is still busy is tried again later."""
        self.limits.pop(name, None)
        self.leftovers += [folder / name for folder in self.folders.values()]
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
