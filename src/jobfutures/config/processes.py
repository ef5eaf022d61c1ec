"""The processes of `serve`: forks of it, and programs of their own; both are watched and ended in the same way."""

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

LONGEST_PAUSE_SECONDS = 30  # between two starts of a role that dies at once
STEADY_SECONDS = 10  # a role that lived longer than this restarts at once; one that did not waits
DRAIN_SECONDS = 15  # how long a role may take to finish its work
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
ASKED_TO_STOP = (signal.SIGINT, signal.SIGTERM)
FORK = multiprocessing.get_context("fork")


class Running(Protocol):
    """What `subprocess.Popen` offers, as far as it is used here; its session has its number."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> int | None: ...
    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


class Forked:
    """One act in a fork of this process: what was imported here is there at once, and its memory is shared."""

    def __init__(self, name: str, act: Callable[[], int], closes: Sequence[int] = ()) -> None:
        parent = os.getpid()
        self.process = FORK.Process(target=live, args=(name, act, closes, parent), name=name)
        signal.pthread_sigmask(signal.SIG_BLOCK, ASKED_TO_STOP)  # or it would remember for us that it was asked to stop
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKED_TO_STOP)

    @property
    def pid(self) -> int:
        return self.process.pid or 0

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    def poll(self) -> int | None:
        return self.process.exitcode

    def terminate(self) -> None:
        self.process.terminate()

    def kill(self) -> None:
        self.process.kill()

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code. Raises subprocess.TimeoutExpired."""
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired(self.process.name, timeout or 0)
        return self.process.exitcode


def live(name: str, act: Callable[[], int], closes: Sequence[int], parent: int) -> None:
    """Become a process of our own, do the act and end with its code. closes: descriptors that are only our parent's."""
    for number in ASKED_TO_STOP:
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    die_with_parent(parent)
    name_process(name)
    for one in closes:
        os.close(one)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKED_TO_STOP)
    sys.exit(act())


def program(words: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Start a program with an environment of its own: nothing of this process's memory is in it."""
    return subprocess.Popen(words, preexec_fn=die_with_parent, start_new_session=True, env=environment)


def die_with_parent(parent: int | None = None) -> None:
    """Ask Linux to end this process when its parent is killed, so that nothing is left holding the port. parent: who
    that must still be."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if parent is not None and os.getppid() != parent:
        raise SystemExit("The process that started this one was killed meanwhile.")


def name_process(name: str) -> None:
    """Let `ps` and `top` tell one fork from another; Linux keeps 15 bytes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NAME, f"jobfutures {name}".encode()[:15], 0, 0, 0)


@dataclass
class Child:
    """One role: what starts it, and the process that runs it now. once: it has an end, and is not started again."""

    name: str
    begin: Callable[[], Running]
    once: bool = False
    process: Running | None = None
    started_at: float = 0.0
    quick_deaths: int = 0
    start_after: float = field(default=0.0)

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = self.begin()

    def check(self) -> None:
        """Notice a death, and restart: at once after a steady life, with growing pauses after quick deaths."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None and not self.once:
            code = self.process.returncode
            steady = now - self.started_at > STEADY_SECONDS
            self.quick_deaths = 0 if steady else self.quick_deaths + 1
            self.start_after = now + (0 if steady else min(2 ** min(self.quick_deaths, 7) / 4, LONGEST_PAUSE_SECONDS))
            say(f"{self.name} ended with {code}; it is started again. Work in progress is kept in the database.")
            self.end_leftovers()
            self.process = None
        if self.process is None and now >= self.start_after:
            self.start()

    def end_leftovers(self) -> None:
        """End what the role's own children left behind: a web worker without its parent would keep the port."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def stop(children: Sequence[Child]) -> None:
    """Ask every role to finish, wait, and end those that do not."""
    running = [child.process for child in children if child.process and child.process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + DRAIN_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for child in children:
        child.end_leftovers()
