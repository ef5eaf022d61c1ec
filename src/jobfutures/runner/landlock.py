"""Landlock: the second wall around files, and the first where namespaces are forbidden.

Source: the kernel's userspace-api/landlock documentation. Needs no privilege.
"""

import ctypes
import os
import stat
import struct
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from jobfutures.runner import kernel

EXECUTE, WRITE_FILE, READ_FILE, READ_DIRECTORY = 1, 2, 4, 8
MAKE_CHARACTER_DEVICE, MAKE_BLOCK_DEVICE, REFER, TRUNCATE, DEVICE_IOCTL = 1 << 6, 1 << 11, 1 << 13, 1 << 14, 1 << 15
RIGHTS_OF_VERSION_1 = (1 << 13) - 1
EVERYTHING_BUT_DEVICES = ~(MAKE_CHARACTER_DEVICE | MAKE_BLOCK_DEVICE | DEVICE_IOCTL)
FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3  # from version 6
VERSION_WITH_SCOPES = 6
NET_RIGHTS = 3  # bind and connect over TCP, from version 4
RULE = struct.Struct("=Qi")  # rights, place


def version() -> int:
    """Return the version of Landlock in this kernel; 0 where there is none."""
    with suppress(OSError):
        return kernel.system_call("landlock_create", None, ctypes.c_size_t(0), kernel.LANDLOCK_VERSION_FLAG)
    return 0


@dataclass(frozen=True, slots=True)
class Rules:
    """A wall that is ready to be put up in any number of children: its places are open already."""

    version: int
    attributes: bytes
    allowed: list[bytes] = field(default_factory=list)

    def allow(self, paths: Sequence[str], *, write: bool) -> None:
        """Let files below these paths be read and run or, with `write`, all be done but devices; pass over what is
        not there."""
        handled = rights_known(self.version)
        rights = handled & (EVERYTHING_BUT_DEVICES if write else EXECUTE | READ_FILE | READ_DIRECTORY)
        for path in paths:
            with suppress(FileNotFoundError):
                place = os.open(path, os.O_PATH | os.O_CLOEXEC)
                is_folder = stat.S_ISDIR(os.fstat(place).st_mode)
                self.allowed.append(RULE.pack(rights if is_folder else rights & FILE_RIGHTS, place))

    def forget(self) -> None:
        """Close the places, in a process that has other rules."""
        for rule in self.allowed:
            os.close(RULE.unpack(rule)[1])

    def enforce(self) -> None:
        """Put the wall up around this process, for good."""
        ruleset = kernel.system_call("landlock_create", self.attributes, ctypes.c_size_t(len(self.attributes)), 0)
        for rule in self.allowed:
            kernel.system_call("landlock_add", ruleset, kernel.LANDLOCK_PATH_BENEATH, rule, 0)
        kernel.process_control(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.system_call("landlock_restrict", ruleset, 0)
        os.close(ruleset)


def no_files(*, network: bool = False) -> Rules | None:
    """Return a wall that allows no file yet, or None where the kernel has no Landlock.

    network: whether TCP ports may be bound and reached; only where the network is the sandbox's own.
    """
    known = version()
    if not known:
        return None
    scopes = SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if known >= VERSION_WITH_SCOPES else 0
    attributes = struct.pack("QQQ", rights_known(known), 0 if network or known < 4 else NET_RIGHTS, scopes)
    sizes = {1: 8, 2: 8, 3: 8, 4: 16, 5: 16}
    return Rules(known, attributes[: sizes.get(known, 24)])


def restrict(*, readable: Sequence[str], writable: Sequence[str]) -> int:
    """Put up a wall at once; return its version, 0 where the kernel has none."""
    rules = no_files()
    if rules is None:
        return 0
    rules.allow(readable, write=False)
    rules.allow(writable, write=True)
    rules.enforce()
    return rules.version


def rights_known(known: int) -> int:
    """Return the rights around files that a version of Landlock can take away."""
    later = {REFER: 2, TRUNCATE: 3, DEVICE_IOCTL: 5}
    return RIGHTS_OF_VERSION_1 | sum(right for right, since in later.items() if known >= since)
