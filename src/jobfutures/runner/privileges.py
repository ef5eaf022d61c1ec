"""Started by root, the runner gives root up: it keeps what it needs to see, as an ordinary user, and nothing else of
the machine."""

import os
import pwd
import tempfile
from collections.abc import Sequence

from jobfutures.runner import cgroups, kernel, shell

OVERFLOW = 65534  # "nobody", also where no such name is known


def give_up_root(user: str, *, readable: Sequence[str]) -> cgroups.Groups | None:
    """Become `user` in a file system that holds `readable`, /proc, the control groups and an empty /tmp.

    Returns the control groups made for us, None where this machine has none to give. Raises OSError, or KeyError for
    an unknown user.
    """
    try:
        entry = pwd.getpwnam(user)
        number, group = entry.pw_uid, entry.pw_gid
    except KeyError:
        if user != "nobody":
            raise
        number = group = OVERFLOW
    groups = cgroups.prepare_as_root(number)
    os.unshare(os.CLONE_NEWNS)
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    places = [str(folder) for folder in groups.folders.values()] if groups else []
    shell.build_root(readable, writable=places)
    shell.cover("/tmp", kernel.MS_NOSUID | kernel.MS_NODEV, "size=256m,mode=1777", readable)  # noqa: S108
    tempfile.tempdir = None
    os.setgroups([])
    os.setresgid(group, group, group)
    os.setresuid(number, number, number)
    os.environ.clear()
    os.environ.update({"LANG": "C.UTF-8", "PATH": "/usr/bin"})
    return groups
