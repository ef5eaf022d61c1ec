"""A good question is small. An import of 300 rows fails; make the failing input as short as it can be before asking."""

import csv
import io
from collections.abc import Callable

ROWS = [f"{number};Customer {number};{number * 10}" for number in range(1, 301)]
ROWS[211] = '212;"Ng; Ltd";2120'  # somebody's name holds the separator, so the sender put it in quotes
FILE = "\n".join(ROWS)


def load(text: str) -> list[tuple[int, str, int]]:
    """The import that fails. Its message names neither row nor reason."""
    return [(int(number), name, int(cents)) for number, name, cents in (line.split(";") for line in text.splitlines())]


def fails(lines: list[str]) -> bool:
    try:
        load("\n".join(lines))
    except ValueError:
        return True
    return False


def smallest(lines: list[str], fails: Callable[[list[str]], bool]) -> tuple[list[str], int]:
    """Leave out ever smaller pieces as long as it still fails. Return what is left, and how often it was tried."""
    tried, piece = 0, len(lines) // 2
    while piece:
        start = 0
        while start < len(lines):
            without = lines[:start] + lines[start + piece :]
            tried += 1
            if without and fails(without):
                lines = without
            else:
                start += piece
        piece //= 2
    return lines, tried


def test_what_one_would_have_sent_to_a_colleague():
    try:
        load(FILE)
    except ValueError as error:
        message = str(error)
    print(f"{len(ROWS)} rows, and: {message}")
    assert "212" not in message and "Ng" not in message


def test_what_one_sends_after_ten_minutes():
    left, tried = smallest(list(ROWS), fails)
    print(f"{len(left)} row after {tried} tries: {left[0]!r}")
    assert left == ['212;"Ng; Ltd";2120']
    assert tried < 40


def test_half_of_the_time_the_small_question_answers_itself():
    read = list(csv.reader(io.StringIO(FILE), delimiter=";"))
    print(f"{len(read)} rows by the csv module, and row 212 is {read[211]}")
    assert read[211] == ["212", "Ng; Ltd", "2120"]
    assert {len(row) for row in read} == {3}


def minutes_lost(alone: float, ask_after: float, solve_together: float, interrupted: float) -> float:
    """Both people's minutes: mine until I ask or solve it alone, then ours together, and the colleague's way back."""
    if alone <= ask_after:
        return alone
    return ask_after + 2 * solve_together + interrupted


def test_why_neither_at_once_nor_never():
    cases = [5, 5, 10, 10, 15, 20, 25, 240, 480]  # how long each of nine problems would have taken alone
    totals = {after: sum(minutes_lost(alone, after, 10, 15) for alone in cases) for after in (0, 30, 10_000)}
    for after, total in totals.items():
        print(f"ask after {after} min: {total:.0f} minutes of both together")
    assert totals[30] < totals[0] < totals[10_000]
