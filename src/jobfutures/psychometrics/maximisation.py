"""The M-step: parameters that fit the expected counts of right and wrong answers best."""

from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.arrays import Floats
from jobfutures.psychometrics.parameters import Parameters, curves
from jobfutures.psychometrics.priors import Priors
from jobfutures.psychometrics.slopes import Slopes

LONGEST_STEP = 1.0  # of ln slope and of difficulty, in one Newton step
MOST_STEPS = 10
LOG_SLOPE_BOUND = float(np.log(20.0))  # slopes outside 1/20..20 and difficulties beyond 20 logits are no estimates
DIFFICULTY_BOUND = 20.0


@dataclass(frozen=True, eq=False)
class ExpectedCounts:
    """right, wrong: items x points, answers that people of each ability are expected to have given."""

    right: Floats
    wrong: Floats
    points: Floats


@dataclass(frozen=True, eq=False)
class Problem:
    """What an estimate is asked of, beside the answers. guess: per item."""

    slopes: Slopes
    priors: Priors
    guess: Floats

    def parameters(self, state: Floats) -> Parameters:
        """Return the items behind `state`: free ln slopes, then difficulties."""
        log_slope, difficulty = self.split(state)
        return Parameters(np.exp(log_slope), difficulty, self.guess)

    def split(self, state: Floats) -> tuple[Floats, Floats]:
        """Return the ln slope of every item, and its difficulty."""
        count = self.slopes.count
        return self.slopes.spread(state[:count]), state[count:]

    def log_prior(self, state: Floats) -> float:
        return self.priors.log_density(state[: self.slopes.count], state[self.slopes.count :])


def bounded(problem: Problem, state: Floats) -> Floats:
    count = problem.slopes.count
    slopes = np.clip(state[:count], -LOG_SLOPE_BOUND, LOG_SLOPE_BOUND)
    return np.concatenate([slopes, np.clip(state[count:], -DIFFICULTY_BOUND, DIFFICULTY_BOUND)])


def maximised(problem: Problem, counts: ExpectedCounts, state: Floats, tolerance: float) -> Floats:
    """Return `state` after Newton steps with expected information (Fisher scoring), until they are below `tolerance`.

    Source: Bock & Aitkin (1981), Marginal maximum likelihood estimation of item parameters, Psychometrika 46;
    Mislevy (1986), Bayes modal estimation in item response models, Psychometrika 51.
    """
    for _ in range(MOST_STEPS):
        step = np.clip(newton_step(problem, counts, state), -LONGEST_STEP, LONGEST_STEP)
        state = bounded(problem, state + step)
        if np.abs(step).max() < tolerance:
            break
    return state


def newton_step(problem: Problem, counts: ExpectedCounts, state: Floats) -> Floats:
    """Solve for one step. Items meet each other only through a shared slope, so difficulties are eliminated first."""
    parameters = problem.parameters(state)
    found = curves(parameters, counts.points)
    pull = counts.right * found.right_slope + counts.wrong * found.wrong_slope
    weight = (counts.right + counts.wrong) * found.right_slope * -found.wrong_slope
    slope, priors, slopes = parameters.slope, problem.priors, problem.slopes
    log_slope, difficulty = state[: slopes.count], state[slopes.count :]

    score_b = -slope * pull.sum(axis=1) - priors.difficulty_precision * (difficulty - priors.difficulty_mean)
    information_b = slope**2 * weight.sum(axis=1) + priors.difficulty_precision + np.finfo(float).tiny
    mixed = -slope * (weight * found.logit).sum(axis=1)
    own = (weight * found.logit**2).sum(axis=1) - mixed**2 / information_b
    score_a = (pull * found.logit).sum(axis=1) - mixed * score_b / information_b
    information_a = slopes.gather(own) + priors.log_slope_precision + np.finfo(float).tiny
    step_a = (slopes.gather(score_a) - priors.log_slope_precision * log_slope) / information_a
    return np.concatenate([step_a, (score_b - mixed * slopes.spread(step_a)) / information_b])
