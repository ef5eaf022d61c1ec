"""Which build this is, what must be true of code that runs without the lock, and what to look for in one's own."""

import ast
import sys
import sysconfig
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.utils import DatabaseError

SOURCE = '''
import threading
total = 0
cache = {}
LIMITS = {"free": 10}
_lock = threading.Lock()

def count():
    global total
    total += 1

def remember(key, value):
    cache[key] = value

def remember_safely(key, value):
    with _lock:
        cache[key] = value

def read(key):
    return LIMITS[key]

def forget():
    cache.clear()
'''
CHANGING = {"append", "add", "update", "clear", "pop", "setdefault", "remove", "extend"}


def unlocked_writes(source: str) -> list[str]:
    """Functions that change a name of the module outside of any `with ...lock`."""
    tree = ast.parse(source)
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    shared = {target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)}
    found = []
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        guarded = {
            inner
            for block in ast.walk(function)
            if isinstance(block, ast.With) and "lock" in ast.unparse(block.items[0]).lower()
            for inner in ast.walk(block)
        }
        for node in ast.walk(function):
            name = None
            match node:
                case ast.AugAssign(target=ast.Name(id=name)):
                    pass
                case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))]):
                    pass
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in CHANGING:
                    pass
                case _:
                    continue
            if name in shared and node not in guarded:
                found.append(f"{function.name}: {ast.unparse(node)}")
    return found


def test_an_inventory_of_what_threads_share():
    found = unlocked_writes(SOURCE)
    print("written without a lock:", found)
    assert found == ["count: total += 1", "remember: cache[key] = value", "forget: cache.clear()"]


def test_which_build_is_this():
    can_do_without = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    print(f"free-threaded build: {can_do_without}; lock in use now: {sys._is_gil_enabled()}")
    assert sys._is_gil_enabled() or can_do_without  # without the lock only in a build that allows it


def test_a_count_for_each_thread_needs_no_lock_and_loses_nothing():
    local = threading.local()
    parts: list[list[int]] = []

    def hit(_: int) -> None:
        if not hasattr(local, "part"):
            local.part = [0]
            parts.append(local.part)
        for _turn in range(1000):
            local.part[0] += 1

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(hit, range(8)))
    print("8 jobs of 1000, added up at the end:", sum(part[0] for part in parts))
    assert sum(part[0] for part in parts) == 8000


@pytest.mark.django_db
def test_some_objects_belong_to_the_thread_that_made_them():
    ours, errors = connections["default"], []

    def use_it_elsewhere() -> None:
        try:
            ours.cursor()
        except DatabaseError as error:
            errors.append(str(error).split(".")[0])

    thread = threading.Thread(target=use_it_elsewhere)
    thread.start()
    thread.join()
    print(errors[0])
    assert "same thread" in errors[0]


@pytest.mark.parametrize(
    ("cores", "overhead", "expected"), [(1, 0.4, 0.71), (4, 0.4, 2.86), (4, 0.1, 3.64)], ids=str
)
def test_what_the_build_must_win_back(cores, overhead, expected):
    """Computing threads on several cores, each slower by the overhead of the build."""
    factor = round(cores / (1 + overhead), 2)
    print(f"{cores} cores, each thread takes {overhead:.0%} more time: {factor} times the work of today's single thread")
    assert factor == expected


@pytest.mark.parametrize(("workers", "base_mb", "own_mb"), [(4, 300, 20), (16, 300, 20)])
def test_what_threads_instead_of_processes_save(workers, base_mb, own_mb):
    processes, threads = workers * (base_mb + own_mb), base_mb + workers * own_mb
    print(f"{workers} workers: {processes} MB as processes that share nothing, {threads} MB as threads")
    assert threads < processes / 3
