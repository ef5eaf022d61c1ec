"""Bringing a new calibration to the scale of an old one, by items that both hold."""

from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.arrays import Floats, Numbers, positive
from jobfutures.psychometrics.calibration_errors import NotConverged, TooFewAnswers, WrongParameters
from jobfutures.psychometrics.parameters import Curves, Parameters, curves
from jobfutures.psychometrics.quadrature import Quadrature

FEWEST_ANCHORS = 2
MOST_STEPS = 100
MOST_HALVINGS = 40
TOLERANCE = 1e-10


@dataclass(frozen=True)
class Link:
    """An ability t on the new scale is multiplier t + shift on the old one. multiplier > 0; shift in old logits."""

    multiplier: float
    shift: float

    def slope(self, slope: Numbers) -> Floats:
        """Return slopes on the old scale, or their standard errors."""
        return np.asarray(slope, dtype=np.float64) / self.multiplier

    def difficulty(self, difficulty: Numbers) -> Floats:
        """Return difficulties or abilities on the old scale."""
        return np.asarray(difficulty, dtype=np.float64) * self.multiplier + self.shift

    def moved(self, new: Parameters) -> Parameters:
        return Parameters(self.slope(new.slope), self.difficulty(new.difficulty), new.guess)


def mean_sigma(old_difficulty: Numbers, new_difficulty: Numbers) -> Link:
    """Return the link that gives the anchors' difficulties the old mean and deviation.

    Raises WrongParameters for other lengths, TooFewAnswers below 2 anchors or where all are equally difficult.
    Source: Marco (1977), Item characteristic curve solutions to three intractable testing problems.
    """
    old, new = np.asarray(old_difficulty, dtype=np.float64), np.asarray(new_difficulty, dtype=np.float64)
    if old.ndim != 1 or old.shape != new.shape:
        raise WrongParameters("Anchor items come in pairs: as many old difficulties as new ones.")
    if len(old) < FEWEST_ANCHORS or old.std() == 0 or new.std() == 0:
        raise TooFewAnswers("Linking needs at least 2 anchor items of different difficulty.")
    multiplier = float(old.std() / new.std())
    return Link(multiplier, float(old.mean() - multiplier * new.mean()))


def stocking_lord(old: Parameters, new: Parameters, population: Numbers | None = None) -> Link:
    """Return the link under which the anchors' expected number of right answers agrees best with the old one.

    old, new: the same anchor items in the same order.  population: weights of the points of Quadrature.normal()
    on the old scale; None takes N(0, 1).
    Raises what mean_sigma raises, and NotConverged.
    Source: Stocking & Lord (1983), Developing a common metric in item response theory, Applied Psychological
    Measurement 7. Minimised by Levenberg-Marquardt steps from the mean/sigma link.
    """
    quadrature = Quadrature.normal()
    weights = quadrature.weights if population is None else positive("Weights", population, len(quadrature.points))
    target = curves(old, quadrature.points).right.sum(axis=0)
    start = mean_sigma(old.difficulty, new.difficulty)
    state = np.array([np.log(start.multiplier), start.shift])
    damping = 1e-3
    for _ in range(MOST_STEPS):
        misfit, slopes = misfit_and_slopes(state, new, quadrature.points, target)
        curvature, pull = slopes.T @ (weights[:, None] * slopes), slopes.T @ (weights * misfit)
        for _halving in range(MOST_HALVINGS):
            step = -np.linalg.solve(curvature + damping * np.diag(np.diag(curvature)), pull)
            after, _slopes = misfit_and_slopes(state + step, new, quadrature.points, target)
            if weights @ after**2 <= weights @ misfit**2:
                break
            damping *= 4
        state, damping = state + step, damping / 4
        if np.abs(step).max() < TOLERANCE:
            return Link(float(np.exp(state[0])), float(state[1]))
    raise NotConverged("The two calibrations could not be linked; look for anchor items that changed.")


def misfit_and_slopes(state: Floats, new: Parameters, points: Floats, target: Floats) -> tuple[Floats, Floats]:
    """Return the excess of expected right answers at each point, and its derivatives by ln multiplier and shift."""
    multiplier = np.exp(state[0])
    moved = Link(float(multiplier), float(state[1])).moved(new)
    found: Curves = curves(moved, points)
    steepness = found.right_slope * found.right
    # The logit is slope (point - shift) / multiplier - slope * difficulty, all of the new scale.
    by_shift = -(steepness * moved.slope[:, None]).sum(axis=0)
    by_log_multiplier = by_shift * (points - state[1])
    return found.right.sum(axis=0) - target, np.column_stack([by_log_multiplier, by_shift])
