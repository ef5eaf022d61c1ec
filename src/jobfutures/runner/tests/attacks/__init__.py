"""Hostile submissions. A program prints GOT only when it got something that it must not have; `ends` names the verdicts that will do."""

from dataclasses import dataclass

PRELUDE = """
import ctypes, errno, os, sys
libc = ctypes.CDLL(None, use_errno=True)
def got(what): os.write(1, f"GOT {what}\\n".encode())
def attempt(act, what):
    try: found = act()
    except BaseException as error: print("held:", what, type(error).__name__, getattr(error, "errno", "")); return None
    got(f"{what} {found!r:.80}"); return found
def call(number, *arguments, what):
    answer = libc.syscall(number, *arguments)
    got(f"{what} {answer}") if answer >= 0 else print("held:", what, errno.errorcode.get(ctypes.get_errno()))
"""
ANY = ("ok", "failed", "time", "cpu", "memory", "output", "crashed")


@dataclass(frozen=True)
class Attack:
    """One hostile program for x86-64. ends: verdicts that are as they should be."""

    name: str
    code: str
    ends: tuple[str, ...] = ("ok",)

    @property
    def program(self) -> str:
        return PRELUDE + self.code
