"""The outer shell of a zygote: a small read-only world built with the same unshare and mount calls as the slots.

Works as an ordinary user. Paths keep their names, so that the interpreter finds itself; everything that is not named
is absent.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from jobfutures.runner import kernel

DEVICES = ("null", "zero", "full", "random", "urandom")
WRITABLE = ("/tmp", "/box", "/dev/shm")  # noqa: S108 - mount points inside the sandbox, fresh for every slot
OF_ZYGOTES = (
    os.CLONE_NEWUSER
    | os.CLONE_NEWNS
    | os.CLONE_NEWPID
    | os.CLONE_NEWIPC
    | os.CLONE_NEWUTS
    | os.CLONE_NEWNET
    | os.CLONE_NEWCGROUP
)
SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
KEPT_FLAGS = {
    os.ST_NOSUID: kernel.MS_NOSUID,
    os.ST_NODEV: kernel.MS_NODEV,
    os.ST_NOEXEC: kernel.MS_NOEXEC,
    os.ST_NOATIME: kernel.MS_NOATIME,
    os.ST_NODIRATIME: kernel.MS_NODIRATIME,
    os.ST_RELATIME: kernel.MS_RELATIME,
}


def interpreter_paths() -> list[str]:
    """Return the folders that this Python and the runner need, and nothing of the site: no content, no settings, no
    data."""
    package = Path(__file__).parent.parent
    places = {"/usr", sys.base_prefix, sys.prefix, str(package / "runner"), str(package / "__init__.py")}
    places |= {str(Path(sys.executable).resolve().parent.parent)}
    return sorted(
        place for place in places if not any(place != other and place.startswith(other + "/") for other in places)
    )


def map_identity(user: int, group: int) -> None:
    """Give the new user namespace one user and one group: our own."""
    for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        place = os.open(f"/proc/self/{name}", os.O_WRONLY)
        os.write(place, line.encode())
        os.close(place)


def enter_namespaces() -> None:
    """Leave the host's namespaces; children of this process are born into a pid namespace of their own."""
    user, group = os.getuid(), os.getgid()
    os.unshare(OF_ZYGOTES)
    map_identity(user, group)
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)


def build_root(readable: Sequence[str], writable: Sequence[str] = ()) -> None:
    """Replace the root by one that holds `readable` (read-only) and `writable` under the same paths, devices, /proc
    and mount points.

    Must run in a mount namespace of our own. Raises OSError with the step that failed.
    """
    root = free_place([*readable, *writable])
    kernel.mount("root", root, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,nr_inodes=1000,mode=755")
    link_system_folders(root)
    for place in readable:
        bind(place, root + place)
    for place in writable:
        bind(place, root + place, read_only=False)
    hide_site(root, readable)
    for device in DEVICES:
        bind(f"/dev/{device}", f"{root}/dev/{device}", read_only=False)
    for place in (*WRITABLE, "/proc", "/etc", "/template", "/mnt"):  # /mnt: a free place for the next root
        Path(root + place).mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        bind("/etc/ld.so.cache", root + "/etc/ld.so.cache")
    mount_processes(root + "/proc")
    os.chdir(root)
    kernel.pivot_root(".", ".")
    kernel.unmount(".")
    os.chdir("/")
    kernel.mount(
        "none", "/", "", kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NODEV
    )


def link_system_folders(root: str) -> None:
    """Have /lib and its like as the system has them: links into /usr, or folders of their own."""
    for link in SYSTEM_LINKS:
        if Path(link).is_symlink():
            Path(root + link).symlink_to(Path(link).readlink())
        elif Path(link).is_dir():
            bind(link, root + link)


def free_place(needed: Sequence[str]) -> str:
    """Return a folder of the system to build the new root on: whatever stands below it cannot be bound any more."""
    for place in ("/mnt", "/media", "/srv", "/tmp", "/opt", "/run"):  # noqa: S108 - covered before anything is written
        if Path(place).is_dir() and not any(path.startswith(f"{place}/") for path in needed):
            return place
    raise OSError("no folder is free to build the sandbox's root on")


def cover(place: str, flags: int, options: str, kept: Sequence[str]) -> None:
    """Mount an empty folder over a place; what of `kept` stands below it stays to be seen."""
    handles = [(path, os.open(path, os.O_PATH)) for path in kept if path.startswith(f"{place}/")]
    kernel.mount("empty", place, "tmpfs", flags, options)
    for path, handle in handles:
        bind(f"/proc/self/fd/{handle}", path)
        os.close(handle)


def mount_processes(target: str) -> None:
    """Mount /proc for the zygote (slots see none). In a container that hides parts of /proc only the container's own
    can be shown."""
    try:
        kernel.mount("proc", target, "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
    except PermissionError:
        kernel.mount("/proc", target, "", kernel.MS_BIND | kernel.MS_REC)


def hide_site(root: str, readable: Sequence[str]) -> None:
    """Where the site is installed beside its libraries, cover it: hidden checks ship in the same package."""
    package = Path(__file__).parent.parent
    if any(str(package).startswith(place + "/") for place in readable):
        kernel.mount("hidden", root + str(package), "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=64k,mode=755")
        for name in ("runner", "__init__.py"):
            bind(str(package / name), f"{root}{package}/{name}")


def bind(source: str, target: str, *, read_only: bool = True) -> None:
    """Show a file or folder at another place, without set-uid programs and, for folders, without devices."""
    if Path(source).is_dir():
        Path(target).mkdir(parents=True, exist_ok=True)
    else:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(target).touch()
    kernel.mount(source, target, "", kernel.MS_BIND | kernel.MS_REC)
    held = os.statvfs(target).f_flag  # flags of the host's mount may be added to, never taken away
    kept = sum(flag for shown, flag in KEPT_FLAGS.items() if held & shown)
    more = kernel.MS_RDONLY | kernel.MS_NODEV if read_only else 0
    kernel.mount("none", target, "", kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_NOSUID | kept | more)
