"""Which walls this machine allows: probed at start, published, never guessed and never lowered for a job."""

import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from jobfutures.runner import kernel, landlock, seccomp
from jobfutures.runner.job import Tier
from jobfutures.runner.shell import OF_ZYGOTES, map_identity

APPARMOR_FIX = (
    "sudo apparmor_parser -r deploy/apparmor/jobfutures-runner, then start it so: "
    "aa-exec -p jobfutures-runner -- jobfutures serve"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One question to the kernel. `answer` is a short fact, or the reason why not."""

    name: str
    ok: bool
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a runner offers. reason and fix: empty when nothing better could be had here."""

    tier: Tier
    reason: str = ""
    fix: str = ""
    cold: bool = False  # bubblewrap is there, for exercises that must start programs
    groups: bool = False  # memory and tasks are limited and measured by control groups
    probes: tuple[Probe, ...] = ()

    def as_facts(self) -> dict[str, Any]:
        probes = [{"name": probe.name, "ok": probe.ok, "answer": probe.answer} for probe in self.probes]
        return {
            "tier": self.tier.value,
            "reason": self.reason,
            "fix": self.fix,
            "cold": self.cold,
            "groups": self.groups,
            "probes": probes,
        }

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Self:
        """Raises KeyError or ValueError where the facts are not those of a runner."""
        probes = tuple(
            Probe(name=str(one["name"]), ok=bool(one["ok"]), answer=str(one["answer"])) for one in facts["probes"]
        )
        return cls(
            tier=Tier(facts["tier"]),
            reason=str(facts["reason"]),
            fix=str(facts["fix"]),
            cold=bool(facts["cold"]),
            groups=bool(facts["groups"]),
            probes=probes,
        )


def in_child(attempt: Callable[[], object]) -> str:
    """Try something in a forked child that then ends; return "" or the reason why it failed."""
    readable, writable = os.pipe()
    pid = os.fork()
    if pid == 0:
        answer = ""
        try:
            kernel.process_control(kernel.PR_SET_DUMPABLE, 1)  # giving up root took it, and id maps need it
            attempt()
        except BaseException as error:  # noqa: BLE001 - the answer is the reason, whatever it is
            answer = f"{type(error).__name__}: {error}"
        os.write(writable, answer.encode()[:500])
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable, "rb") as pipe:
        answer = pipe.read().decode(errors="replace")
    os.waitpid(pid, 0)
    return answer


def enter_user_namespace() -> None:
    user, group = os.getuid(), os.getgid()
    os.unshare(os.CLONE_NEWUSER)
    map_identity(user, group)


def mount_in_namespace() -> None:
    user, group = os.getuid(), os.getgid()
    os.unshare(OF_ZYGOTES)
    map_identity(user, group)
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("probe", "/tmp", "tmpfs", kernel.MS_NOSUID, "size=1m")  # noqa: S108


def nested_namespaces() -> None:
    mount_in_namespace()
    enter_user_namespace()


def limited_files() -> None:
    version = landlock.version()
    if version < landlock.VERSION_WITH_SCOPES:
        raise OSError(f"version {version}; {landlock.VERSION_WITH_SCOPES} is needed (Linux 6.12)")
    landlock.restrict(readable=["/usr"], writable=[])


def filtered_calls() -> None:
    kernel.install_filter(seccomp.compiled("landlock"))
    os.getpid()


def end_by_handle() -> None:
    os.close(os.pidfd_open(os.getpid()))


QUESTIONS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("user namespaces", enter_user_namespace),
    ("mounts in a namespace", mount_in_namespace),
    ("nested namespaces", nested_namespaces),
    ("Landlock", limited_files),
    ("system call filter", filtered_calls),
    ("process handles", end_by_handle),
)
NEEDED = {
    Tier.NAMESPACES: {
        "user namespaces",
        "mounts in a namespace",
        "nested namespaces",
        "system call filter",
        "process handles",
    },
    Tier.LANDLOCK: {"Landlock", "system call filter", "process handles"},
}


def probe() -> State:
    """Ask the kernel and return the strongest tier that holds. Must run before any thread starts: it forks."""
    if sys.platform != "linux" or platform.machine() not in kernel.NUMBERS:
        reason = f"The sandbox needs Linux on x86-64 or arm64; this is {sys.platform} on {platform.machine()}."
        return State(
            tier=Tier.NONE,
            reason=reason,
            fix="Run JobFutures in a Linux virtual machine (WSL 2, Docker Desktop, Podman machine).",
        )
    probes = tuple(
        Probe(name=name, ok=not answer, answer=answer or "yes")
        for name, answer in ((n, in_child(q)) for n, q in QUESTIONS)
    )
    held = {one.name for one in probes if one.ok}
    tier = next((tier for tier in (Tier.NAMESPACES, Tier.LANDLOCK) if NEEDED[tier] <= held), Tier.NONE)
    if tier is Tier.NAMESPACES:
        return State(tier=tier, probes=probes)
    missing = next(one for one in probes if not one.ok)
    return State(tier=tier, reason=f"{missing.name}: {missing.answer}", fix=fix_for(missing.name), probes=probes)


def fix_for(missing: str) -> str:
    """Return the command that mends a failed probe on this machine."""
    apparmor, old_switch, count = (
        "kernel/apparmor_restrict_unprivileged_userns",
        "kernel/unprivileged_userns_clone",
        "user/max_user_namespaces",
    )
    if missing in {"user namespaces", "mounts in a namespace", "nested namespaces"}:
        if read_setting(apparmor) == "1":
            return APPARMOR_FIX
        if read_setting(old_switch) == "0":
            return "sudo sysctl -w kernel.unprivileged_userns_clone=1"
        if read_setting(count) == "0":
            return "sudo sysctl -w user.max_user_namespaces=15000"
        return "This container forbids namespaces: allow it unshare, mount, pivot_root and setns, or run outside it."
    if missing == "Landlock":
        return "Boot a kernel of 6.12 or later with landlock in its lsm= list."
    return "Use a kernel with seccomp filters (CONFIG_SECCOMP_FILTER)."


def read_setting(name: str) -> str:
    try:
        with open(f"/proc/sys/{name}", encoding="ascii") as file:  # noqa: PTH123
            return file.read().strip()
    except OSError:
        return ""
