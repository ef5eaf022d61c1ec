"""Slopes and difficulties of items, estimated from answers of people whose abilities are N(0, 1)."""

from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Floats, Numbers, guesses
from jobfutures.psychometrics.calibration_errors import NotConverged, TooFewAnswers, WrongParameters
from jobfutures.psychometrics.maximisation import ExpectedCounts, Problem, bounded, maximised
from jobfutures.psychometrics.parameters import Parameters, curves
from jobfutures.psychometrics.priors import Priors
from jobfutures.psychometrics.quadrature import Quadrature, points_needed, posterior
from jobfutures.psychometrics.slopes import Slopes

MOST_CYCLES = 500
TOLERANCE = 1e-5  # leaves the last cycle's error below 1e-4 where plain EM would crawl: five easy items


@dataclass(frozen=True, eq=False)
class Calibration:
    """slope: per logit.  difficulty: logits.  guess: as given.  log_likelihood: natural logarithm, without priors.

    cycles: accelerated steps taken.  free_parameters: how many were estimated.
    """

    slope: Floats
    difficulty: Floats
    guess: Floats
    log_likelihood: float
    quadrature: Quadrature
    slopes: Slopes
    priors: Priors
    cycles: int

    @property
    def parameters(self) -> Parameters:
        return Parameters(self.slope, self.difficulty, self.guess)

    @property
    def free_parameters(self) -> int:
        return self.slopes.count + self.slopes.items

    def on_rasch_scale(self) -> tuple[Floats, float]:
        """Return the difficulties where every slope is 1, and the variance of ability there.

        Raises WrongParameters unless all slopes are equal.
        """
        slope = self.slope[0]
        if not np.allclose(self.slope, slope):
            raise WrongParameters("Only items of equal slope have a Rasch scale.")
        return self.difficulty * slope, float(slope**2)


def calibrate(
    answers: Answers,
    slopes: Slopes,
    *,
    guess: Numbers = 0.0,
    priors: Priors | None = None,
    points: int | None = None,
    tolerance: float = TOLERANCE,
) -> Calibration:
    """Estimate items by marginal maximum likelihood, or maximum a posteriori with `priors`.

    guess: chance to guess right, per item or one for all, in [0, 1); it is never estimated.  points: of the quadrature
    on [-6, 6]; None takes 61, or more where people are measured too well for that.  tolerance: an estimate is ready
    when no slope and no difficulty moved further in a cycle.
    Raises TooFewAnswers for an item without a finite estimate, NotConverged, and WrongParameters.
    Source: Bock & Aitkin (1981), Psychometrika 46; acceleration: Varadhan & Roland (2008), Simple and globally
    convergent methods for accelerating the convergence of any EM algorithm, Scandinavian Journal of Statistics 35.
    """
    problem = Problem(slopes, priors or Priors.none(answers.items), guesses(guess, answers.items))
    check(answers, problem, tolerance)
    state, quadrature, cycles = climbed(answers, problem, points, tolerance)
    found = problem.parameters(state)
    log_likelihood = posterior(answers, curves(found, quadrature.points), quadrature)[1]
    return Calibration(
        found.slope, found.difficulty, problem.guess, log_likelihood, quadrature, slopes, problem.priors, cycles
    )


def climbed(answers: Answers, problem: Problem, points: int | None, tolerance: float) -> tuple[Floats, Quadrature, int]:
    """Return the best state, on enough points for it, and the cycles it took."""
    state = start(answers, problem)
    quadrature = Quadrature.normal(points or points_needed(answers, problem.parameters(state)))
    state, cycles = Climb(answers, problem, quadrature, tolerance).to_the_top(state)
    needed = points_needed(answers, problem.parameters(state))
    if points is None and needed > len(quadrature.points):
        quadrature = Quadrature.normal(needed)
        state, more = Climb(answers, problem, quadrature, tolerance).to_the_top(state)
        cycles += more
    return state, quadrature, cycles


def check(answers: Answers, problem: Problem, tolerance: float) -> None:
    """Raise what `calibrate` promises, before any work is done."""
    if not 0 < tolerance < 1:
        raise WrongParameters("The tolerance must lie between 0 and 1.")
    if not problem.slopes.items == len(problem.priors.difficulty_mean) == answers.items:
        raise WrongParameters(f"Slopes and priors must speak of {answers.items} items, as the answers do.")
    unknown = problem.priors.difficulty_precision == 0
    extreme = unknown & ((answers.rights == 0) | (answers.rights == answers.counts))
    if extreme.any():
        first = int(np.flatnonzero(extreme)[0])
        raise TooFewAnswers(f"Item {first} has no answers, or only right or only wrong ones; give it a prior or wait.")
    unmet = problem.slopes.gather(answers.counts) == 0
    if unmet.any() and problem.priors.log_slope_precision == 0:
        raise TooFewAnswers("A slope is free that no answer speaks of; give ln slope a prior.")


def start(answers: Answers, problem: Problem) -> Floats:
    """Return slope 1 and, without a prior, the difficulty that gives N(0, 1) people the share of right answers."""
    share = (answers.rights + 0.5) / (answers.counts + 1)
    above = np.clip((share - problem.guess) / (1 - problem.guess), 0.02, 0.98)
    # 1 + 0.346 is the square of the factor by which a spread of 1 logit flattens a logistic curve.
    difficulty = -np.log(above / (1 - above)) * np.sqrt(1.346)
    known = problem.priors.difficulty_precision > 0
    return np.concatenate([np.zeros(problem.slopes.count), np.where(known, problem.priors.difficulty_mean, difficulty)])


@dataclass(frozen=True, eq=False)
class Climb:
    """Accelerated EM on one quadrature."""

    answers: Answers
    problem: Problem
    quadrature: Quadrature
    tolerance: float

    def step(self, state: Floats) -> tuple[Floats, float]:
        """Return the state after one EM step, and the log-posterior of the state before it."""
        found = curves(self.problem.parameters(state), self.quadrature.points)
        weight, log_likelihood = posterior(self.answers, found, self.quadrature)
        counted = self.answers.outcomes.T @ weight
        counts = ExpectedCounts(counted[: self.answers.items], counted[self.answers.items :], self.quadrature.points)
        after = maximised(self.problem, counts, state, 0.1 * self.tolerance)
        return after, log_likelihood + self.problem.log_prior(state)

    def cycle(self, state: Floats) -> Floats:
        """Take two EM steps, leap as far as they point, and take one more; stay with the two if the leap went down."""
        first, _ = self.step(state)
        second, height = self.step(first)
        move = first - state
        bend = second - first - move
        if np.abs(bend).max() == 0:
            return second
        length = max(1.0, float(np.linalg.norm(move) / np.linalg.norm(bend)))
        leap = bounded(self.problem, state + 2 * length * move + length**2 * bend)
        landed, leap_height = self.step(leap)
        return landed if leap_height >= height else second

    def to_the_top(self, state: Floats) -> tuple[Floats, int]:
        """Return the best state and the cycles it took. Raises NotConverged."""
        for cycles in range(1, MOST_CYCLES + 1):
            after = self.cycle(state)
            moved = np.abs(self.measures(after) - self.measures(state)).max()
            state = after
            if moved <= self.tolerance:
                return state, cycles
        raise NotConverged(f"The estimates still moved by {moved:.2g} after {MOST_CYCLES} cycles; nothing was kept.")

    def measures(self, state: Floats) -> Floats:
        parameters = self.problem.parameters(state)
        return np.concatenate([parameters.slope, parameters.difficulty])
