"""Unscored questions that teach us about items which few people have answered."""

import numpy as np

from jobfutures.psychometrics.errors import NoItemLeft
from jobfutures.psychometrics.items import Bank, Flags, Integers

NEAR = 1.0  # logits; an answer further away says little about where an item stands
SCORED_ANSWERS = 60
SCORED_SD = 0.35


def is_scored(bank: Bank, answers: Integers) -> Flags:
    """Say of each item whether enough is known to score it: (items), from its number of answers (items)."""
    return (answers >= SCORED_ANSWERS) & (bank.step_sd <= SCORED_SD)


def next_pilot(bank: Bank, ability: float, candidates: Flags, answers: Integers) -> int:
    """Return the least answered candidate near `ability` (logits); of equals the nearest.

    candidates, answers (items). Where no candidate is near, the nearest. Raises NoItemLeft without candidates.
    """
    chosen = np.flatnonzero(candidates)
    if not len(chosen):
        raise NoItemLeft("No pilot item is left that this person may be given.")
    distance = np.abs(bank.difficulty[chosen] - ability)
    is_near = distance <= max(NEAR, float(distance.min()))
    chosen, distance = chosen[is_near], distance[is_near]
    return int(chosen[np.lexsort((distance, answers[chosen]))[0]])
