"""Four races under the interpreter lock, each played in a fixed order, and their repairs."""

import dis
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import Queue

import pytest


def steps(source: str) -> list[str]:
    return [step.opname for step in dis.get_instructions(compile(source, "-", "exec"))]


def test_one_line_is_several_steps():
    found = [step for step in steps("count += 1") if step.startswith(("LOAD_N", "BINARY", "STORE"))]
    print("count += 1:", ", ".join(found))
    assert found == ["LOAD_NAME", "BINARY_OP", "STORE_NAME"]


class Account:
    """Between reading and writing stands a call, as in real code; the test puts the rival there."""

    def __init__(self) -> None:
        self.balance = 100
        self.lock = threading.Lock()

    def deposit(self, amount: int, check: Callable[[], None]) -> None:
        new = self.balance + amount
        check()
        self.balance = new

    def deposit_locked(self, amount: int, check: Callable[[], None]) -> None:
        with self.lock:
            self.deposit(amount, check)


@pytest.mark.parametrize(("method", "patience", "expected"), [("deposit", None, 110), ("deposit_locked", 0.05, 130)])
def test_read_then_write(method, patience, expected):
    account = Account()
    rival = threading.Thread(target=lambda: getattr(account, method)(20, lambda: None))

    def let_the_rival_try() -> None:
        rival.start()
        rival.join(patience)  # without a lock it gets through; with one it cannot end before we do

    getattr(account, method)(10, let_the_rival_try)
    rival.join()
    print(f"{method}: 100 + 10 + 20 = {account.balance}")
    assert account.balance == expected


class Cache:
    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.lock = threading.Lock()
        self.made = 0

    def get(self, key: str, make: Callable[[], object]) -> object:
        if key not in self.values:
            self.made += 1
            self.values[key] = make()
        return self.values[key]

    def get_locked(self, key: str, make: Callable[[], object]) -> object:
        with self.lock:
            return self.get(key, make)


@pytest.mark.parametrize(("method", "expected"), [("get", 2), ("get_locked", 1)])
def test_check_then_act(method, expected):
    cache, both = Cache(), threading.Barrier(2)

    def make() -> object:
        try:
            both.wait(0.1 if "locked" in method else 5)  # meets the other thread, if it can come here
        except threading.BrokenBarrierError:
            pass
        return object()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: getattr(cache, method)("rates", make), range(2))
    print(f"{method}: made {cache.made} times, both got the same object: {first is second}")
    assert cache.made == expected


def test_going_through_a_dict_while_another_thread_adds_to_it():
    sessions = {"ada": 1, "ben": 2}
    threading_insert = lambda: sessions.update(eve=3)  # noqa: E731
    with pytest.raises(RuntimeError) as error:
        for _name in sessions:
            thread = threading.Thread(target=threading_insert)
            thread.start()
            thread.join()
    print(error.value)
    assert [name for name in list(sessions)] == ["ada", "ben", "eve"]  # a copy is made in one step


def test_two_values_that_belong_together_are_seen_apart():
    price = {"cents": 990, "currency": "EUR"}
    seen: list[tuple[object, object]] = []
    price["cents"] = 1_050
    reader = threading.Thread(target=lambda: seen.append((price["cents"], price["currency"])))
    reader.start()
    reader.join()
    price["currency"] = "CHF"
    print("a reader in between saw:", seen[0])
    assert seen == [(1_050, "EUR")]  # a price that never existed


def test_replacing_one_reference_shows_all_or_nothing():
    current = ("990", "EUR")
    seen: list[tuple[str, str]] = []

    def read() -> None:
        cents, currency = current
        seen.append((cents, currency))

    read()
    current = ("1050", "CHF")  # one assignment
    read()
    assert seen == [("990", "EUR"), ("1050", "CHF")]


def test_single_operations_on_built_ins_lose_nothing():
    rows: list[int] = []
    waiting: Queue[int] = Queue()

    def add(_: int) -> None:
        for number in range(1000):
            rows.append(number)
            waiting.put(number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(4)))
    print(f"4 threads, 1000 each: list {len(rows)}, queue {waiting.qsize()}")
    assert len(rows) == waiting.qsize() == 4000
