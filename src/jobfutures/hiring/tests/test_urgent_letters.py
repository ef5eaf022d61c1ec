"""Answers and times of interviews come by letter at once, whatever somebody chose."""

from pathlib import Path

from jobfutures.hiring.urgent_letters import URGENT
from jobfutures.notices.urgent import must_come

LETTERS = Path(__file__).parents[1] / "templates"


def test_every_letter_that_must_come_is_known_to_the_room_of_notices() -> None:
    assert all(must_come(one) for one in URGENT)
    assert not must_come("notices/mail/digest.txt")


def test_every_letter_that_must_come_is_there() -> None:
    there = {path.relative_to(LETTERS).as_posix() for path in LETTERS.glob("hiring/mail/*.txt")}

    assert there >= URGENT
