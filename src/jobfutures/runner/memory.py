"""How the memory of a zygote is laid out, so that a fork of it is cheap: most of what a short job costs is memory.

A fork copies the table of pages, the child copies every page that it writes to, and its end takes all of it back.
Hence three things, each worth its own figure in decision 006: small objects side by side, in huge pages, with counts
of references that nobody writes.
"""

import ctypes
import gc
import sys
from itertools import batched
from pathlib import Path
from types import CodeType

from jobfutures.runner.kernel import libc

M_ARENA_MAX = -8
MADV_COLLAPSE = 25
HUGE_PAGE = 1 << 21
OBJECT_BYTES = 512  # the largest object that Python's own allocator takes from an arena
EMPTY_BYTES = sys.getsizeof(b"")
OBJECTS_AN_ARENA = 1_984  # of that size, in an arena of 1 MiB
IMMORTAL = 0xFFFF_FFFF  # the lower half of a count that CPython 3.13 neither raises nor lowers
USER_ADDRESSES = 1 << 48
AT_ONCE = 1_000
MOST_HOLES = 100_000


def one_malloc_arena() -> None:
    """Let threads share one arena: with one for each, a limit on address space stops a program at seven threads."""
    libc.mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """Give the system what malloc holds and nobody uses: some megabytes after much was imported."""
    libc.malloc_trim(0)


def reserve_arenas(count: int) -> list[bytes]:
    """Make Python's allocator map `count` arenas of 1 MiB one after the other; return what keeps them mapped.

    Arenas are mapped as they are needed. Between two imports lie the libraries that these bring, and a heap in twenty
    pieces has few places where a huge page fits.
    """
    filling = [bytes(OBJECT_BYTES - EMPTY_BYTES) for _ in range(count * OBJECTS_AN_ARENA)]
    return filling[:: OBJECTS_AN_ARENA * 3 // 4]  # at least one in every arena: an empty one would be unmapped


def fill_holes() -> list[bytes]:
    """Fill what is free between the objects that stay; return what fills it.

    What comes later then stands together, in new arenas. Otherwise each object would take a hole in some page that
    was shared until then: 75 of the 676 pages that a child of a short job copied.
    """
    known = anonymous_memory()
    filling: list[bytes] = []
    for size in range(OBJECT_BYTES, EMPTY_BYTES, -16):  # every size that the allocator has pages for
        for _ in range(MOST_HOLES):
            one = bytes(size - EMPTY_BYTES)
            filling.append(one)
            if not any(begin <= id(one) < end for begin, end in known):
                break
    return filling


def anonymous_memory() -> list[tuple[int, int]]:
    """Return where our own writable memory that is no file's begins and ends."""
    found = []
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        addresses, permissions, _offset, _device, inode, *_name = line.split(maxsplit=5)
        if permissions == "rw-p" and inode == "0":
            begin, end = (int(address, 16) for address in addresses.split("-"))
            found.append((begin, end))
    return found


def use_huge_pages() -> int:
    """Gather our own anonymous memory in huge pages; return how many there are now.

    fork copies one entry for a huge page where it would copy 512, and the end of a child takes as many back. Only what
    is there now is gathered: what a child adds comes in small pages, for its peak is measured. Where the kernel
    (before 6.1) or the machine has none to give, memory stays as it is and forks are only slower.
    """
    gathered = 0
    for begin, end in anonymous_memory():
        for place in range(-(-begin // HUGE_PAGE) * HUGE_PAGE, end - HUGE_PAGE + 1, HUGE_PAGE):
            gathered += not libc.madvise(ctypes.c_void_p(place), ctypes.c_size_t(HUGE_PAGE), MADV_COLLAPSE)
    return gathered


def make_immortal() -> None:
    """Make all objects that are there now immortal, as PEP 683 defines it: using one no longer writes to its page.

    Python offers this to C alone, so the counts are written where CPython 3.13 keeps them; any other interpreter is
    left as it is. What a child makes later lives and ends as ever. Objects that the collector has frozen before are
    taken as done.
    """
    if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 13) or sys.byteorder != "little":
        return
    counts = memoryview((ctypes.c_uint32 * (USER_ADDRESSES // 4)).from_address(0)).cast("B").cast("I")
    for some in batched(gc.get_objects(), AT_ONCE, strict=False):
        for one in (*some, *gc.get_referents(*some)):
            if counts[id(one) >> 2] != IMMORTAL:  # else not written: its page may be shared
                counts[id(one) >> 2] = IMMORTAL
                if type(one) is CodeType:
                    make_code_immortal(one, counts)


def make_code_immortal(code: CodeType, counts: memoryview) -> None:
    """The collector does not look into code: its names and constants, and the code of the functions inside."""
    for one in (code.co_names, code.co_consts, *code.co_names, *code.co_consts):
        if counts[id(one) >> 2] != IMMORTAL:
            counts[id(one) >> 2] = IMMORTAL
            if type(one) is CodeType:
                make_code_immortal(one, counts)
