"""What everybody's other answers say of them: an answer must not speak in its own cause when an item is judged."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Floats, Indexes
from jobfutures.psychometrics.parameters import Parameters, curves
from jobfutures.psychometrics.quadrature import Quadrature, posterior

ROUNDS = 10  # of fitting a population; later ones move it by less than 0.01 logits
NARROWEST = 0.2  # logits


@dataclass(frozen=True, eq=False)
class LeftOut:
    """The answers to one item. places: in `Answers`, in their order there.  ability, deviation: of who gave them, from
    their other answers, logits.  chance: of a right answer, with all that is uncertain of the ability.
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


def left_out(answers: Answers, parameters: Parameters, quadrature: Quadrature) -> Iterator[LeftOut]:
    """Yield each item that somebody answered, with what the other answers say of those who did."""
    found, points = curves(parameters, quadrature.points), quadrature.points
    joint = answers.outcomes @ np.vstack([found.log_right, found.log_wrong]) + np.log(quadrature.weights)
    order = np.argsort(answers.item, kind="stable")
    for places in np.split(order, np.flatnonzero(np.diff(answers.item[order])) + 1):
        item = int(answers.item[places[0]])
        own = np.where(answers.right[places, None], found.log_right[item], found.log_wrong[item])
        others = joint[answers.person[places]] - own
        weight = np.exp(others - others.max(axis=1, keepdims=True))
        weight /= weight.sum(axis=1, keepdims=True)
        mean = weight @ points
        spread = np.sqrt(np.maximum(weight @ points**2 - mean**2, 0))
        yield LeftOut(item, places, mean, spread, weight @ found.right[item])
