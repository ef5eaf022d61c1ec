"""What an answer means, and in which order answers are offered. Pure; knows no database and no clock."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jobfutures.predictions.content.truth import how_it_ended, trimmed

OFFERED = ("OUTPUT", "EXCEPTION")  # what these questions ask is chosen from a list; a number or a line is not
LONGEST_ANSWER = 4000
ENDED = ("It ended without an exception.", "It ended with ")


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer was worth. why: of the answer that was chosen, where it is a known wrong one.

    others: the other wrong answers that people give, with what is so instead.
    """

    answer: str
    right: bool
    why: str
    others: tuple[tuple[str, str], ...]


def offered(slug: str, truth: str, wrong: Iterable[Mapping[str, str]]) -> list[str]:
    """Return the answers to choose from, in an order that depends on nothing but their hashes."""
    answers = [truth, *(one["answer"] for one in wrong)]
    return sorted(answers, key=lambda answer: hashlib.sha256(f"{slug}\0{answer}".encode()).digest())


def judge(answer: str, truth: str, wrong: Sequence[Mapping[str, str]]) -> Judged:
    """Compare an answer with the truth that was recorded."""
    said = trimmed(answer)
    why = next((one["why"] for one in wrong if one["answer"] == said), "")
    others = tuple((one["answer"], one["why"]) for one in wrong if one["answer"] != said)
    return Judged(said, said == truth, why, others)


def own_words(errors: str) -> tuple[str, str]:
    """Split what came on the error stream into the program's own part, and the last line, how it ended."""
    before, _, last = errors.rstrip("\n").rpartition("\n")
    return (before, last) if last.startswith(ENDED) else (errors, "")


def is_as_recorded(output: str, errors: str, ran: Mapping[str, object]) -> bool:
    """Tell whether a run printed and ended as the record says."""
    line = int(str(ran.get("line", 0)))
    expected = how_it_ended(str(ran.get("exception", "")), line)
    return trimmed(output) == trimmed(str(ran.get("output", ""))) and own_words(errors)[1] == expected
