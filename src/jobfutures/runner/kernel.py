"""The few Linux calls that the standard library lacks. Each raises OSError with the name of the call.

Numbers are those of the kernel's own headers; the system call numbers that differ between machines stand in `NUMBERS`.
"""

import ctypes
import os
import platform
import struct

NUMBERS = {
    "x86_64": {
        "pivot_root": 155,
        "seccomp": 317,
        "landlock_create": 444,
        "landlock_add": 445,
        "landlock_restrict": 446,
    },
    "aarch64": {
        "pivot_root": 41,
        "seccomp": 277,
        "landlock_create": 444,
        "landlock_add": 445,
        "landlock_restrict": 446,
    },
}

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_NOATIME, MS_NODIRATIME, MS_BIND, MS_REC, MS_PRIVATE, MS_RELATIME = (
    32,
    1024,
    2048,
    4096,
    16384,
    1 << 18,
    1 << 21,
)
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_SECUREBITS = 1, 4, 24, 28
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 36, 38, 47, 4
SECUREBITS = 0x2F  # no privileges for uid 0, none kept over a change of uid; both locked
SECCOMP_SET_MODE_FILTER = 1
LANDLOCK_VERSION_FLAG, LANDLOCK_PATH_BENEATH = 1, 1
CAPABILITY_VERSION_3 = 0x20080522

libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, result: int) -> int:
    """Return the result of a C call that is negative on failure. Raises OSError."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def system_call(name: str, *arguments: object) -> int:
    """Call the kernel by number. Raises OSError; KeyError on a machine type that is not in NUMBERS."""
    return call(name, libc.syscall(ctypes.c_long(NUMBERS[platform.machine()][name]), *arguments))


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    call(
        f"mount {target}",
        libc.mount(
            source.encode(), target.encode(), kind.encode() or None, ctypes.c_ulong(flags), options.encode() or None
        ),
    )


def unmount(target: str) -> None:
    """Detach a mount and everything below it."""
    call(f"umount {target}", libc.umount2(target.encode(), MNT_DETACH))


def pivot_root(new: str, old: str) -> None:
    system_call("pivot_root", new.encode(), old.encode())


def process_control(option: int, value: int = 0) -> None:
    call(f"prctl {option}", libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0))


def drop_capabilities() -> None:
    """Give up every capability, for good: bounding set, ambient set and the three sets of the process."""
    process_control(PR_SET_SECUREBITS, SECUREBITS)
    for capability in range(64):
        if libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0):
            break  # the kernel knows no capability of this number
    process_control(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header, none = struct.pack("II", CAPABILITY_VERSION_3, 0), bytes(24)
    call("capset", libc.capset(ctypes.c_char_p(header), ctypes.c_char_p(none)))


class FilterProgram(ctypes.Structure):
    """`struct sock_fprog`: how many instructions, and where they are."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def install_filter(instructions: bytes) -> None:
    """Install a seccomp filter: compiled BPF, 8 bytes an instruction. It can never be taken off again."""
    held = ctypes.create_string_buffer(instructions, len(instructions))
    program = FilterProgram(len(instructions) // 8, ctypes.addressof(held))
    process_control(PR_SET_NO_NEW_PRIVS, 1)
    system_call("seccomp", SECCOMP_SET_MODE_FILTER, 0, ctypes.byref(program))
