"""Landlock: the second wall around files, and the first where namespaces are forbidden.

Source: the kernel's userspace-api/landlock documentation. Needs no privilege.
"""

import ctypes
import os
import struct
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from jobfutures.runner import kernel

EXECUTE, WRITE_FILE, READ_FILE, READ_DIRECTORY = 1, 2, 4, 8
MAKE_CHARACTER_DEVICE, MAKE_BLOCK_DEVICE, REFER, TRUNCATE, DEVICE_IOCTL = 1 << 6, 1 << 11, 1 << 13, 1 << 14, 1 << 15
RIGHTS_OF_VERSION_1 = (1 << 13) - 1
FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3  # from version 6
VERSION_WITH_SCOPES = 6
NET_RIGHTS = 3  # bind and connect over TCP, from version 4


def version() -> int:
    """Return the version of Landlock in this kernel; 0 where there is none."""
    with suppress(OSError):
        return kernel.system_call("landlock_create", None, ctypes.c_size_t(0), kernel.LANDLOCK_VERSION_FLAG)
    return 0


def restrict(*, readable: Sequence[str], writable: Sequence[str], network: bool = False) -> int:
    """Allow reading (and running) below `readable`, everything but devices below `writable`, and no other file.

    network: whether TCP ports may be bound and reached; only where the network is the sandbox's own.
    Returns the version in force, 0 where the kernel has none. Missing paths are left out.
    """
    known = version()
    if not known:
        return 0
    handled = rights_known(known)
    scopes = SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if known >= VERSION_WITH_SCOPES else 0
    attributes = struct.pack("QQQ", handled, 0 if network or known < 4 else NET_RIGHTS, scopes)
    sizes = {1: 8, 2: 8, 3: 8, 4: 16, 5: 16}
    held = ctypes.create_string_buffer(attributes, len(attributes))
    ruleset = kernel.system_call("landlock_create", held, ctypes.c_size_t(sizes.get(known, 24)), 0)
    read = EXECUTE | READ_FILE | READ_DIRECTORY
    write = handled & ~(MAKE_CHARACTER_DEVICE | MAKE_BLOCK_DEVICE | DEVICE_IOCTL)
    for paths, rights in ((readable, read), (writable, write)):
        for path in paths:
            allow(ruleset, path, rights & handled)
    kernel.process_control(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.system_call("landlock_restrict", ruleset, 0)
    os.close(ruleset)
    return known


def rights_known(known: int) -> int:
    """Return the rights around files that a version of Landlock can take away."""
    later = {REFER: 2, TRUNCATE: 3, DEVICE_IOCTL: 5}
    return RIGHTS_OF_VERSION_1 | sum(right for right, since in later.items() if known >= since)


def allow(ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rule = struct.pack("=Qi", rights if Path(path).is_dir() else rights & FILE_RIGHTS, place)
    kernel.system_call(
        "landlock_add", ruleset, kernel.LANDLOCK_PATH_BENEATH, ctypes.create_string_buffer(rule, len(rule)), 0
    )
    os.close(place)
