"""Compile the lists of jobfutures.runner.seccomp to the filters in policies/, for both kinds of machine.

`python tools/seccomp.py` writes them, `--check` says whether they are what the lists give. Needs libseccomp (Debian:
libseccomp2).
"""

import errno
import sys
import tempfile
from contextlib import suppress
from typing import Any

import pyseccomp as kernel

from jobfutures.runner import seccomp

MACHINES = {"x86_64": kernel.Arch.X86_64, "aarch64": kernel.Arch.AARCH64}


def allow(target: Any, name: str, *conditions: Any) -> None:
    with suppress(OSError, ValueError):  # this machine has no such call
        target.add_rule(kernel.ALLOW, name, *conditions)


def refuse(target: Any, name: str, *conditions: Any, number: int = errno.EPERM) -> None:
    with suppress(OSError, ValueError):
        target.add_rule(kernel.ERRNO(number), name, *conditions)


def for_zygote(target: Any) -> None:
    for name in seccomp.REFUSED_TO_ZYGOTES:
        refuse(target, name)
    for family in (seccomp.PACKET, seccomp.ALG, seccomp.VSOCK):
        refuse(target, "socket", kernel.Arg(0, kernel.EQ, family), number=errno.EAFNOSUPPORT)


def for_slot(target: Any, *, network: bool, executing: bool) -> None:
    """Threads always, processes only where the job may execute; sockets only of the families that stay inside."""
    for name in seccomp.ALLOWED + (seccomp.ALLOWED_IN_OWN_NETWORK if network else ()):
        allow(target, name)
    for name in seccomp.EXECUTING:
        (allow if executing else refuse)(target, name)
    flags = (seccomp.NEW_NAMESPACES, 0) if executing else (seccomp.NEW_NAMESPACES | seccomp.THREAD, seccomp.THREAD)
    allow(target, "clone", kernel.Arg(0, kernel.MASKED_EQ, *flags))
    for family in (seccomp.UNIX, seccomp.INET, seccomp.INET6) if network else ():
        for kind in (seccomp.STREAM, seccomp.DATAGRAM):
            allow(target, "socket", kernel.Arg(0, kernel.EQ, family), kernel.Arg(1, kernel.MASKED_EQ, 0xF, kind))
    for request in seccomp.TERMINAL_READS:
        allow(target, "ioctl", kernel.Arg(1, kernel.EQ, request))
    for option in seccomp.PROCESS_CONTROLS:
        allow(target, "prctl", kernel.Arg(0, kernel.EQ, option))
    allow(target, "prlimit64", kernel.Arg(0, kernel.EQ, 0))  # its own limits only
    for name in seccomp.DANGEROUS:
        refuse(target, name)


def compile_filter(policy: seccomp.Policy, machine: str) -> bytes:
    default = kernel.ALLOW if policy == "zygote" else kernel.ERRNO(errno.ENOSYS)
    target = kernel.SyscallFilter(default)
    target.set_attr(kernel.Attr.ACT_BADARCH, kernel.KILL_PROCESS)
    if MACHINES[machine] != kernel.system_arch():
        target.add_arch(MACHINES[machine])
        target.remove_arch(kernel.system_arch())
    target.set_attr(kernel.Attr.CTL_OPTIMIZE, 2)  # a tree instead of a list: 8 comparisons a call, not 200
    if policy == "zygote":
        for_zygote(target)
    else:
        for_slot(target, network=policy != "landlock", executing=policy == "exec")
    with tempfile.TemporaryFile() as file:
        target.export_bpf(file)
        file.seek(0)
        return file.read()


def main() -> int:
    wrong = []
    for policy in seccomp.POLICIES:
        for machine in MACHINES:
            file, instructions = seccomp.filter_file(policy, machine), compile_filter(policy, machine)
            if "--check" not in sys.argv:
                file.write_bytes(instructions)
            elif not file.exists() or file.read_bytes() != instructions:
                wrong.append(file.name)
            print(f"{file.name}: {len(instructions) // 8} instructions")
    print(f"{len(seccomp.ALLOWED) + len(seccomp.ALLOWED_IN_OWN_NETWORK)} calls allowed without a condition")
    if wrong:
        print(f"not what the lists give: {', '.join(wrong)}; run python tools/seccomp.py")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
