"""How the memory of a zygote is laid out, so that a fork of it is cheap: most of what a short job costs is memory.

A fork copies the table of pages, the child copies every page that it writes to, and its end takes all of it back.
Hence three things, each worth its own figure in decision 006: small objects side by side, in huge pages, with counts
of references that nobody writes.
"""

import ctypes
import gc
import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from itertools import batched, chain, compress, repeat
from operator import ne
from pathlib import Path
from types import CodeType
from typing import Any

from jobfutures.runner.kernel import libc

M_ARENA_MAX = -8
MADV_COLLAPSE = 25
HUGE_PAGE = 1 << 21
OBJECT_BYTES = 512  # the largest object that Python's own allocator takes from an arena
EMPTY_BYTES, OBJECT_ALONE = sys.getsizeof(b""), sys.getsizeof(object())
OBJECTS_AN_ARENA = 1_984  # of that size, in an arena of 1 MiB
IMMORTAL = 0xFFFF_FFFF  # the lower half of a count that CPython 3.13 neither raises nor lowers
USER_ADDRESSES = 1 << 48
ROOM_KIB = 1 << 20
AT_ONCE = 1_000
MOST_HOLES = 100_000
LARGEST_HOLE = 120_000  # bytes; malloc maps what is larger by itself
SMALLEST_HOLE = 24  # bytes: what malloc gives at least


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
    filling = [b""] * (count * OBJECTS_AN_ARENA)  # in its full length: a list that grows moves, and leaves gaps
    for place in range(len(filling)):
        filling[place] = bytes(OBJECT_BYTES - EMPTY_BYTES)
    return filling[:: OBJECTS_AN_ARENA * 3 // 4]  # at least one in every arena: an empty one would be unmapped


def fill_holes() -> list[object]:
    """Fill what is free between the objects that stay; return what fills it.

    What comes later then stands together, in new arenas and at the end of the heap. Otherwise each object would take a
    hole in some page that was shared until then, and often the only one that its huge page had kept whole.
    """
    gc.collect()  # empties the lists that keep free objects for later
    edges = [*chain(*sorted(anonymous_memory()))]  # begin, end, begin, end ...
    filling: list[object] = [edges]
    fill_heap()
    for size in range(OBJECT_BYTES, 0, -16):  # every size that Python's own allocator has pages for
        for number in range(MOST_HOLES):
            filling.append(object_of(size, number))
            if bisect_right(edges, id(filling[-1])) % 2 == 0:
                break
    return filling


def object_of(size: int, number: int) -> object:
    """Return a new object that takes so many bytes and that the collector does not look at."""
    if size > EMPTY_BYTES:
        return bytes(size - EMPTY_BYTES)
    return float(number) if size > OBJECT_ALONE else object()


class HeapInfo(ctypes.Structure):
    """`struct mallinfo2`; the last of its numbers is how many bytes are free at the end of the heap."""

    _fields_ = (("others", ctypes.c_size_t * 9), ("free_at_end", ctypes.c_size_t))


def fill_heap() -> None:
    """Take every piece of malloc's heap that is free between others, for ever. A libc without mallinfo2 is left as
    it is."""
    if not hasattr(libc, "mallinfo2"):
        return
    libc.mallinfo2.restype, libc.sbrk.restype, libc.malloc.restype = HeapInfo, ctypes.c_void_p, ctypes.c_void_p
    end = libc.sbrk(0) - libc.mallinfo2().free_at_end
    size = LARGEST_HOLE
    while size >= SMALLEST_HOLE:
        for _ in range(MOST_HOLES):
            one = libc.malloc(ctypes.c_size_t(size))
            if one is None or one >= end:
                libc.free(ctypes.c_void_p(one))
                break
        size = min(size - 16, size * 15 // 16)


def anonymous_memory() -> list[tuple[int, int]]:
    """Return where our own writable memory that is no file's begins and ends."""
    found = []
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        addresses, permissions, _offset, _device, inode, *_name = line.split(maxsplit=5)
        if permissions == "rw-p" and inode == "0":
            begin, end = (int(address, 16) for address in addresses.split("-"))
            found.append((begin, end))
    return found


def has_room() -> bool:
    """Say whether the machine has memory to spare: what is gathered in huge pages, zygotes no longer share."""
    free = re.search(r"(?m)^MemAvailable: +(\d+) kB$", Path("/proc/meminfo").read_text())
    return free is not None and int(free[1]) >= ROOM_KIB


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
    code: list[CodeType] = []
    for some in batched(gc.get_objects(), AT_ONCE, strict=False):
        code += count_no_more((*some, *gc.get_referents(*some)), counts)
    while code:  # the collector does not look into it: names, constants, and the code of the functions inside
        inside = ((one.co_names, one.co_consts, *one.co_names, *one.co_consts) for one in code)
        code = [
            new for some in batched(inside, AT_ONCE, strict=False) for new in count_no_more([*chain(*some)], counts)
        ]


def count_no_more(objects: Sequence[Any], counts: memoryview) -> list[CodeType]:
    """Write the counts of those that are not yet immortal, for the page of another may be shared; return the code
    among them."""
    mortal = [*compress(objects, map(ne, map(sys.getrefcount, objects), repeat(IMMORTAL)))]
    for address in map(id, mortal):
        counts[address >> 2] = IMMORTAL
    return [one for one in mortal if type(one) is CodeType]
