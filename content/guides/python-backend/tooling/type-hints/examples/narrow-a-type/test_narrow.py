"""Which checks a type checker understands, which it does not, and which understand too much."""

import subprocess
import sys

import pytest

SNIPPETS = {
    "none": """
def f(note: str | None) -> int:
    if note is None:
        return 0
    return len(note)
""",
    "isinstance": """
def f(value: int | str | list[str]) -> str:
    if isinstance(value, list):
        return value[0]
    if isinstance(value, str):
        return value
    return str(value + 1)
""",
    "early exit": """
def f(note: str | None) -> int:
    assert note is not None
    return len(note)
""",
    "a helper that returns bool": """
def known(note: str | None) -> bool:
    return note is not None

def f(note: str | None) -> int:
    return len(note) if known(note) else 0
""",
    "a helper that returns TypeIs": """
from typing import TypeIs

def known(note: str | None) -> TypeIs[str]:
    return note is not None

def f(note: str | None) -> int:
    return len(note) if known(note) else 0
""",
    "a tag field": """
from dataclasses import dataclass
from typing import Literal

@dataclass
class Card:
    kind: Literal["card"]
    last4: str

@dataclass
class Transfer:
    kind: Literal["transfer"]
    iban: str

def f(payment: Card | Transfer) -> str:
    return payment.last4 if payment.kind == "card" else payment.iban
""",
    "a closure and a later assignment": """
from collections.abc import Callable

def f(note: str | None) -> Callable[[], int]:
    if note is None:
        return int
    def size() -> int:
        return len(note)
    note = None
    return size
""",
    "a dict asked twice": """
def f(row: dict[str, str | None], key: str) -> int:
    if row.get(key) is not None:
        return len(row.get(key))
    return 0
""",
    "a dict asked once": """
def f(row: dict[str, str | None], key: str) -> int:
    if (note := row.get(key)) is not None:
        return len(note)
    return 0
""",
    "an attribute that a call may change": """
class Job:
    note: str | None = None
    def reset(self) -> None:
        self.note = None
    def f(self) -> int:
        if self.note is not None:
            self.reset()
            return len(self.note)
        return 0
""",
    "every case named": """
from typing import Literal, assert_never

def f(state: Literal["open", "paid", "sent"]) -> int:
    match state:
        case "open": return 1
        case "paid": return 2
        case _: assert_never(state)
""",
}
EXPECTED = {
    "none": [],
    "isinstance": [],
    "early exit": [],
    "a helper that returns bool": ["arg-type"],
    "a helper that returns TypeIs": [],
    "a tag field": [],
    "a closure and a later assignment": ["arg-type"],
    "a dict asked twice": ["arg-type"],
    "a dict asked once": [],
    "an attribute that a call may change": [],  # no complaint, and it fails when it runs
    "every case named": ["arg-type"],
}


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> list[str]:
    folder = tmp_path_factory.mktemp("typed")
    for number, source in enumerate(SNIPPETS.values()):
        (folder / f"s{number}.py").write_text(source)
    command = [sys.executable, "-m", "mypy", "--config-file=", "--cache-dir=/dev/null", "."]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder).stdout.splitlines()


@pytest.mark.parametrize("name", SNIPPETS)
def test_what_the_checker_understands(said, name):
    prefix = f"s{list(SNIPPETS).index(name)}.py:"
    errors = [line.split("error: ")[1] for line in said if line.startswith(prefix) and "error: " in line]
    print(f"{name}: {errors[0] if errors else 'understood'}")
    assert [error.rsplit("[", 1)[1].rstrip("]") for error in errors] == EXPECTED[name]


def test_the_attribute_that_was_understood_too_well_fails_when_it_runs():
    space: dict[str, type] = {}
    exec(SNIPPETS["an attribute that a call may change"], space)
    job = space["Job"]()
    job.note = "ring twice"
    with pytest.raises(TypeError) as error:
        job.f()
    print(error.value)
