"""Eight bugs in fully typed functions: what a strict checker says, and what happens when they run."""

import subprocess
import sys

import pytest

BUGS: dict[str, tuple[str, str, object]] = {
    "no such attribute": ("def f(name: str) -> str:\n    return name.upcase()", "f('tea')", AttributeError),
    "swapped arguments": (
        "def transfer(source: int, target: int, cents: int) -> str:\n    return f'{cents} from {source} to {target}'\n"
        "def f(mine: int, yours: int) -> str:\n    return transfer(500, mine, yours)",
        "f(1, 2)",
        "2 from 500 to 1",
    ),
    "wrong unit": (
        "def f(euros: int) -> int:\n    price_in_cents = euros\n    return price_in_cents * 2",
        "f(10)",
        20,
    ),
    "key that is not there": ("def f(prices: dict[str, int]) -> int:\n    return prices['rum']", "f({})", KeyError),
    "empty list": ("def f(rows: list[int]) -> int:\n    return rows[0]", "f([])", IndexError),
    "a lie at the border": (
        "import json\nfrom typing import cast\n"
        "def f(text: str) -> int:\n    return cast('dict[str, int]', json.loads(text))['price'] + 1",
        """f('{"price": "990"}')""",
        TypeError,
    ),
    "off by one": ("def f(page: int, size: int) -> int:\n    return page * size", "f(1, 20)", 20),
    "wrong order of steps": (
        "class Order:\n    paid = False\n    def ship(self) -> str:\n        return 'shipped'\n"
        "def f() -> str:\n    return Order().ship()",
        "f()",
        "shipped",
    ),
}
WITH_TYPES = {
    "ids of their own": """
from typing import NewType
Account = NewType("Account", int)
Cents = NewType("Cents", int)
def transfer(source: Account, target: Account, cents: Cents) -> str:
    return f"{cents} from {source} to {target}"
def f(mine: Account, yours: Account) -> str:
    return transfer(Cents(500), mine, yours)
""",
    "states as classes": """
class Paid:
    def ship(self) -> str:
        return "shipped"
class Open:
    def pay(self) -> Paid:
        return Paid()
def f() -> str:
    return Open().ship()
""",
    "two accounts swapped": """
from typing import NewType
Account = NewType("Account", int)
def transfer(source: Account, target: Account) -> str:
    return f"from {source} to {target}"
def f(mine: Account, yours: Account) -> str:
    return transfer(yours, mine)
""",
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("typed")
    sources = {**{name: bug[0] for name, bug in BUGS.items()}, **WITH_TYPES}
    for number, source in enumerate(sources.values()):
        (folder / f"s{number}.py").write_text(source + "\n")
    command = [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--cache-dir=/dev/null", "."]
    lines = subprocess.run(command, capture_output=True, text=True, cwd=folder).stdout.splitlines()
    return {
        name: [line.split("error: ")[1] for line in lines if line.startswith(f"s{number}.py:") and "error: " in line]
        for number, name in enumerate(sources)
    }


@pytest.mark.parametrize("name", BUGS)
def test_a_strict_checker_and_eight_bugs(complaints, name):
    source, call, expected = BUGS[name]
    space: dict[str, object] = {}
    exec(source, space)
    try:
        happened = eval(call, space)
    except Exception as error:
        happened = type(error)
    shown = happened.__name__ if isinstance(happened, type) else repr(happened)
    print(f"{name}: checker {'found it' if complaints[name] else 'silent'}, at run time {shown}")
    assert happened == expected
    assert bool(complaints[name]) is (name == "no such attribute")


def test_types_of_ones_own_move_some_of_them_into_its_reach(complaints):
    for name in WITH_TYPES:
        print(f"{name}: {complaints[name][-1] if complaints[name] else 'silent'}")
    assert complaints["ids of their own"] and complaints["states as classes"]
    assert complaints["two accounts swapped"] == []  # both are accounts: only a name in the call would help


def test_a_newtype_costs_nothing_and_is_nothing_when_it_runs():
    from typing import NewType

    Cents = NewType("Cents", int)
    assert type(Cents(500)) is int and Cents("five") == "five"


def test_a_rule_is_caught_by_asking_for_the_rule():
    def offset(page: int, size: int) -> int:
        return page * size

    def repaired(page: int, size: int) -> int:
        return (page - 1) * size

    rows = list(range(45))
    shown = {f.__name__: [row for page in (1, 2, 3) for row in rows[f(page, 20) :][:20]] for f in (offset, repaired)}
    print("rows shown on three pages:", {name: len(found) for name, found in shown.items()})
    assert shown["offset"] != rows and shown["repaired"] == rows
