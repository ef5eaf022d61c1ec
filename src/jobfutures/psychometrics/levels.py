"""What a candidate is told: the likeliest level with its probability, a band, and rough marks for areas."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from jobfutures.psychometrics.ability import Estimate, Posterior
from jobfutures.psychometrics.curves import expected_scores
from jobfutures.psychometrics.errors import BadRule
from jobfutures.psychometrics.items import Bank, Floats, Integers

ONE_WORD = 0.80  # under it two levels are named, never one
MARK_ITEMS = 4
MARK_AT = 1.28  # standard deviations: an honest area is called strong, or weak, at most 1 time in 10


@dataclass(frozen=True, slots=True)
class Levels:
    """Names from the lowest up, and the cuts between them in logits, increasing, one fewer. Raises BadRule."""

    names: tuple[str, ...] = ("junior", "middle", "senior")
    cuts: tuple[float, ...] = (-0.5, 0.75)

    def __post_init__(self) -> None:
        if len(self.names) < 2 or len(self.cuts) != len(self.names) - 1:
            raise BadRule("There are two levels or more, and one cut between each two.")
        if not all(low < high for low, high in zip(self.cuts, self.cuts[1:], strict=False)):
            raise BadRule("The cuts between levels stand in increasing order.")

    def of(self, ability: Floats) -> Integers:
        """Return the number of the level at each ability: (...) from logits (...)."""
        return np.searchsorted(np.array(self.cuts), ability, side="right")

    def probabilities(self, points: Floats, weights: Floats) -> Floats:
        """Return the posterior mass between the cuts: (..., levels) from weights (..., g) at increasing `points` (g).

        A point stands for the cell around it, so a cut that falls into a cell shares its weight. Raises BadRule for a
        cut outside the points.
        """
        cuts = np.array(self.cuts)
        if cuts[0] < points[0] or cuts[-1] > points[-1]:
            raise BadRule("Every cut lies inside the points of the prior.")
        cell = np.searchsorted((points[1:] + points[:-1]) / 2, cuts)
        edges = np.concatenate([points[:1], (points[1:] + points[:-1]) / 2, points[-1:]])
        part = (cuts - edges[cell]) / (edges[cell + 1] - edges[cell])
        below = np.cumsum(weights, axis=-1) - weights
        under = below[..., cell] + weights[..., cell] * part
        none = np.zeros_like(under[..., :1])
        return np.diff(np.concatenate([none, under, none + 1], axis=-1), axis=-1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is told of one check.

    best: the likeliest level, with its probability.  next: its likelier neighbour, with that one's.  is_sure: whether
    one word may be said.
    """

    best: int
    probability: float
    next: int
    next_probability: float
    estimate: Estimate

    @property
    def is_sure(self) -> bool:
        return self.probability >= ONE_WORD


def verdict_of(posterior: Posterior, levels: Levels) -> Verdict:
    chances = levels.probabilities(posterior.prior.points, posterior.weights)
    best = int(chances.argmax())
    beside = [level for level in (best - 1, best + 1) if 0 <= level < len(chances)]
    second = max(beside, key=lambda level: float(chances[level]))
    return Verdict(best, float(chances[best]), second, float(chances[second]), posterior.estimate())


def sentences(verdict: Verdict, levels: Levels, *, taken_on: date, questions: int, tasks: int) -> str:
    """Return what the candidate reads, in English.

    questions: scored right/wrong items.  tasks: code tasks. Chances are told in 100, never as 0 or 100.
    """
    low, high = sorted((verdict.best, verdict.next))
    between = f"between {levels.names[low]} and {levels.names[high]}"
    if verdict.is_sure:
        level = f"Most likely {levels.names[verdict.best].upper()} ({in_100(verdict.probability)} in 100)"
        told = f"{level}; {between}: {in_100(verdict.next_probability)}."
    else:
        told = f"{between.capitalize()} ({in_100(verdict.probability + verdict.next_probability)} in 100)."
    start, end = verdict.estimate.band
    day = f"{taken_on.day} {taken_on:%B %Y}"
    asked = (
        f"{counted(questions, 'question')} and {counted(tasks, 'task')}" if tasks else counted(questions, "question")
    )
    return f"{told} 90% band: {start:z.1f} to {end:z.1f}. Taken on {day}, {asked}."


def in_100(probability: float) -> int:
    return min(max(round(100 * probability), 1), 99)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class Mark(StrEnum):
    """How one area stands against the rest of the same person's answers. Rough: a handful of items says little."""

    STRONG = "STRONG"
    MIXED = "MIXED"
    WEAK = "WEAK"


def area_marks(bank: Bank, answers: list[tuple[int, int]], estimate: Estimate) -> dict[int, Mark]:
    """Return the mark of every area with at least 4 answered items, by number of the area.

    answers: (item, score) pairs. A mark compares the scores in an area with those that the person's own ability
    foretells: STRONG and WEAK differ by 1.28 standard deviations or more, anything else is MIXED.
    """
    items = np.array([item for item, _ in answers], dtype=np.intp)
    scores = np.array([score for _, score in answers], dtype=np.float64)
    found: dict[int, Mark] = {}
    for area, number in zip(*np.unique(bank.area[items], return_counts=True), strict=True):
        if number < MARK_ITEMS:
            continue
        is_here = bank.area[items] == area
        mean, variance = expected_scores(bank, estimate.ability, items[is_here])
        surplus = float((scores[is_here] - mean).sum() / np.sqrt(variance.sum()))
        found[int(area)] = Mark.STRONG if surplus >= MARK_AT else Mark.WEAK if surplus <= -MARK_AT else Mark.MIXED
    return found
