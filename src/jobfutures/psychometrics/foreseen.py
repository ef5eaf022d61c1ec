"""What was foreseen of each answer when it was given: from the earlier answers of the same person, and no later ones.

A check that adapts asks harder after a right answer, so later questions give an answer away; and an answer must not
speak in its own cause. Earlier answers do neither, whichever way questions are chosen.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Floats, Indexes
from jobfutures.psychometrics.parameters import Parameters, curves
from jobfutures.psychometrics.quadrature import Quadrature, posterior

ROUNDS = 10  # of fitting a population; later ones move it by less than 0.01 logits
NARROWEST = 0.2  # logits
ANSWERS_AT_ONCE = 20_000  # bounds the memory


@dataclass(frozen=True, eq=False)
class Foreseen:
    """The answers to one item. places: in `Answers`, in their order there.  ability, deviation: of who gave them, from
    their earlier answers, logits.  chance: of a right answer, with all that was uncertain of the ability.
    """

    item: int
    places: Indexes
    ability: Floats
    deviation: Floats
    chance: Floats


def population(answers: Answers, parameters: Parameters) -> Quadrature:
    """Return points whose weights are a normal population with the mean and the deviation that these answers show.

    Source: Bock & Aitkin (1981), Psychometrika 46: EM for the two moments, items being known.
    """
    quadrature = Quadrature.normal()
    points, found = quadrature.points, curves(parameters, quadrature.points)
    for _ in range(ROUNDS):
        share = posterior(answers, found, quadrature)[0].mean(axis=0)
        mean = float(share @ points)
        deviation = max(float(np.sqrt(share @ (points - mean) ** 2)), NARROWEST)
        density = np.exp(-0.5 * ((points - mean) / deviation) ** 2)
        quadrature = Quadrature(points, np.maximum(density / density.sum(), np.finfo(float).tiny))
    return quadrature


def foreseen(answers: Answers, parameters: Parameters, quadrature: Quadrature) -> Iterator[Foreseen]:
    """Yield each item that somebody answered, with what was foreseen of each answer to it.

    answers: each person's in the order they were given, people in any order.  quadrature: of the population.
    Source: Dawid (1984), Statistical theory: the prequential approach, Journal of the Royal Statistical Society A 147.
    """
    ability, deviation, chance = before_each(answers, parameters, quadrature)
    order = np.argsort(answers.item, kind="stable")
    for places in np.split(order, np.flatnonzero(np.diff(answers.item[order])) + 1):
        item = int(answers.item[places[0]])
        yield Foreseen(item, places, ability[places], deviation[places], chance[places])


def before_each(answers: Answers, parameters: Parameters, quadrature: Quadrature) -> tuple[Floats, Floats, Floats]:
    """Return ability, its deviation and the chance of a right answer before each answer."""
    found, points = curves(parameters, quadrature.points), quadrature.points
    ability, deviation, chance = (np.empty(len(answers.item)) for _ in range(3))
    order = np.argsort(answers.person, kind="stable")
    starts = np.flatnonzero(np.diff(answers.person[order], prepend=-1))
    for block in np.array_split(starts, max(1, len(order) // ANSWERS_AT_ONCE)):
        end = starts[starts > block[-1]][:1]
        rows = order[block[0] : end[0] if len(end) else len(order)]
        weight = weights_before(answers, rows, found.log_right, found.log_wrong, quadrature)
        mean = weight @ points
        ability[rows] = mean
        deviation[rows] = np.sqrt(np.maximum(weight @ points**2 - mean**2, 0))
        chance[rows] = (weight * found.right[answers.item[rows]]).sum(axis=1)
    return ability, deviation, chance


def weights_before(
    answers: Answers, rows: Indexes, log_right: Floats, log_wrong: Floats, quadrature: Quadrature
) -> Floats:
    """Return answers x points: the posterior of each answer's person before it. rows: of whole people, in order."""
    item = answers.item[rows]
    told = np.where(answers.right[rows, None], log_right[item], log_wrong[item])
    summed = np.cumsum(told, axis=0) - told
    first = np.flatnonzero(np.diff(answers.person[rows], prepend=-1))
    lengths = np.diff(np.append(first, len(rows)))
    joint = summed - np.repeat(summed[first], lengths, axis=0) + np.log(quadrature.weights)
    weight = np.exp(joint - joint.max(axis=1, keepdims=True))
    found: Floats = weight / weight.sum(axis=1, keepdims=True)
    return found
