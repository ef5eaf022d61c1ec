"""Mantel-Haenszel for a whole bank: strata of ability, purified once of the items that favour somebody."""

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Flags, Floats
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongParameters
from jobfutures.psychometrics.dif import DifClass, MantelHaenszel, mantel_haenszel
from jobfutures.psychometrics.parameters import Parameters
from jobfutures.psychometrics.quadrature import Quadrature, expected_abilities

FEWEST_IN_GROUP = 200
STRATA = 10


def screen(answers: Answers, parameters: Parameters, is_focal: Flags) -> list[MantelHaenszel | None]:
    """Return the comparison of each item, or None where fewer than 200 people of a group answered it.

    is_focal: per person; the others are the reference group, and people who said nothing must not be in `answers`.
    Ability is EAP in deciles of the people who answered the item. Items of class B and C in a first pass do not count
    for ability in the second, except in their own comparison.
    Raises WrongParameters unless there is one flag a person and as many parameters as items.
    Source of the purification: Holland & Thayer (1988).
    """
    if is_focal.dtype != np.bool_ or is_focal.shape != (answers.people,):
        raise WrongParameters(f"Say of each of the {answers.people} people whether they are in the focal group.")
    if len(parameters) != answers.items:
        raise WrongParameters(f"The answers speak of {answers.items} items; give as many parameters.")
    everything = np.ones(answers.items, dtype=np.bool_)
    abilities = abilities_from(answers, parameters, everything)
    first = [compared(answers, item, abilities, is_focal) for item in range(answers.items)]
    clean = np.array([result is None or result.dif_class == DifClass.A for result in first])
    if clean.all() or not clean.any():
        return first
    abilities = abilities_from(answers, parameters, clean)
    second = []
    for item in range(answers.items):
        own = abilities if clean[item] else abilities_from(answers, parameters, clean | (np.arange(len(clean)) == item))
        second.append(compared(answers, item, own, is_focal))
    return second


def abilities_from(answers: Answers, parameters: Parameters, counting: Flags) -> Floats:
    """Return EAP abilities from the items that are `counting`; 0 for people who answered none of them."""
    kept = counting[answers.item]
    part = Answers(answers.person[kept], answers.item[kept], answers.right[kept], answers.people, answers.items)
    return expected_abilities(part, parameters, Quadrature.normal())[0]


def compared(answers: Answers, item: int, abilities: Floats, is_focal: Flags) -> MantelHaenszel | None:
    """Return the comparison of one item, or None where it says nothing about one of the groups."""
    asked = answers.item == item
    person, right = answers.person[asked], answers.right[asked]
    focal = is_focal[person]
    if min(focal.sum(), (~focal).sum()) < FEWEST_IN_GROUP:
        return None
    ability = abilities[person]
    edges = np.quantile(ability, np.arange(1, STRATA) / STRATA)
    place = np.searchsorted(edges, ability, side="right") * 4 + focal * 2 + ~right
    tables = np.bincount(place, minlength=4 * STRATA).reshape(STRATA, 2, 2).astype(np.float64)
    try:
        return mantel_haenszel(tables)
    except TooFewAnswers:
        return None
