"""How a zygote lays out its memory, seen in an interpreter of its own."""

import json
import subprocess
import sys
from typing import Any

import pytest

from jobfutures.runner import memory

ONE_PIECE = """
import json
from jobfutures.runner import memory
held = memory.reserve_arenas(20)
print(json.dumps(max(end - begin for begin, end in memory.anonymous_memory()) >> 20))
"""
HOLES = """
import ctypes, json
from jobfutures.runner import memory
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
small = [make(size) for size in range(480) for make in (bytes, float, lambda _: object()) for _ in range(200)]
large = [libc.malloc(size) for size in range(600, 60_000, 300)]
last = libc.malloc(600)
del small[::2]
for piece in large[::2]:
    libc.free(ctypes.c_void_p(piece))
known = memory.anonymous_memory()
filling = memory.fill_holes()
later = [*map(bytes, range(2, 480)), *map(float, range(200)), *(object() for _ in range(200))]
inside = sum(begin <= id(one) < end for one in later for begin, end in known)
before = [size for size in range(600, 60_000, 1100) if libc.malloc(size) < last]
print(json.dumps([inside, before]))
"""
IMMORTAL = """
import gc, json, sys
from jobfutures.runner import memory
def outer():
    def inner():
        return "a constant of the inner one", a_name_of_the_inner_one
    return inner
held = {"key": ["a value " + sys.argv[0]]}
memory.make_immortal()
later = [object()]
inner = next(one for one in outer.__code__.co_consts if hasattr(one, "co_consts"))
constant = next(one for one in inner.co_consts if isinstance(one, str))
there = [outer, outer.__code__, inner, constant, inner.co_names[0], held, held["key"], held["key"][0]]
print(json.dumps([[sys.getrefcount(one) == memory.IMMORTAL for one in there], sys.getrefcount(later[0])]))
"""


def run(script: str) -> Any:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_reserved_arenas_stand_in_one_piece() -> None:
    assert run(ONE_PIECE) >= 20


def test_what_comes_after_the_holes_are_filled_stands_beside_all_that_was_there() -> None:
    inside, before = run(HOLES)

    assert inside <= 2  # where objects were that the filling itself used
    assert before == []


def test_what_is_immortal_has_no_count_and_what_comes_later_has_one() -> None:
    assert run(IMMORTAL) == [[True] * 8, 2]


@pytest.mark.parametrize(("asked_kib", "has_room"), [(0, True), (1 << 40, False)])
def test_memory_is_gathered_only_where_there_is_room(
    asked_kib: int, has_room: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "ROOM_KIB", asked_kib)

    assert memory.has_room() is has_room
