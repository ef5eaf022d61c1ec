"""Which blocks run, in which order, and what a finally can destroy."""

import subprocess
import sys
import warnings

import pytest


def run(body: str, log: list[str]) -> str:
    """try, except, else, finally around one of several bodies."""
    try:
        log.append("try")
        if body == "fails":
            raise ValueError("no stock")
        if body == "returns":
            return "from try"
    except ValueError:
        log.append("except")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return "after"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("succeeds", (["try", "else", "finally"], "after")),
        ("fails", (["try", "except", "finally"], "after")),
        ("returns", (["try", "finally"], "from try")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_order(body, expected):
    log: list[str] = []
    result = run(body, log)
    print(f"{body}: {', '.join(log)}; result {result!r}")
    assert (log, result) == expected


def charge() -> None:
    raise ValueError("card refused")


def test_what_else_is_for_its_errors_are_not_caught_here():
    log: list[str] = []

    def all_in_try(raw: str) -> None:
        try:
            int(raw)
            charge()
        except ValueError:
            log.append("not a number")  # a lie: the number was fine

    def split(raw: str) -> None:
        try:
            int(raw)
        except ValueError:
            log.append("not a number")
        else:
            charge()

    all_in_try("12")
    with pytest.raises(ValueError, match="card refused"):
        split("12")
    print("everything in try:", log, "| with else: the refusal of the card reaches the caller")
    assert log == ["not a number"]


def test_the_value_is_computed_before_finally_runs():
    def count() -> int:
        number = 1
        try:
            return number
        finally:
            number = 2

    def items() -> list[int]:
        found = [1]
        try:
            return found
        finally:
            found.append(2)

    print(f"number {count()}, list {items()}")
    assert (count(), items()) == (1, [1, 2])


def test_a_return_in_finally_swallows_the_error():
    source = """
def save():
    try:
        raise OSError("disk full")
    finally:
        return "saved"
"""
    space: dict[str, object] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # Python 3.14 warns about this line
        exec(source, space)
    print("disk full, and save() says:", space["save"]())
    assert space["save"]() == "saved"


def test_an_error_in_finally_replaces_the_first_but_keeps_it_as_context():
    def work() -> None:
        try:
            raise ValueError("no stock")
        finally:
            raise ConnectionError("could not close")

    with pytest.raises(ConnectionError) as raised:
        work()
    print(f"raised: {raised.value}; while handling: {raised.value.__context__}")
    assert isinstance(raised.value.__context__, ValueError)


def test_finally_runs_on_break_and_when_a_generator_is_closed():
    log: list[str] = []

    def rows():
        try:
            yield from range(3)
        finally:
            log.append("cursor closed")

    opened = rows()
    for row in opened:
        try:
            if row == 1:
                break
        finally:
            log.append(f"row {row}")
    opened.close()
    print(", ".join(log))
    assert log == ["row 0", "row 1", "cursor closed"]


@pytest.mark.parametrize(
    ("ending", "expected"), [("sys.exit(1)", "finally"), ("os._exit(1)", ""), ("os.kill(os.getpid(), 9)", "")]
)
def test_finally_needs_a_living_interpreter(ending, expected):
    code = f"import os, sys\ntry:\n    {ending}\nfinally:\n    print('finally', flush=True)"
    ended = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    print(f"{ending}: {ended.stdout.strip() or 'nothing'}")
    assert ended.stdout.strip() == expected
