"""A bank as it is known after some people: author tags, sparse answers, and one posterior mode for each item.

Small and plain on purpose: it makes realistic errors of items for tests of scoring, and serves nobody else.
"""

import numpy as np

from jobfutures.psychometrics.items import Bank, Floats, Integers
from jobfutures.psychometrics.simulate import answered
from jobfutures.psychometrics.tags import AGREED_SD, LOG_SLOPE_SD, TAGGED, difficulty_of_tags
from jobfutures.psychometrics.tests import protocol

POINTS = np.linspace(-6, 6, 61)
ANSWERS_EACH = 20


def tags(difficulty: Floats, rng: np.random.Generator) -> Integers:
    """Return the level an author gives to each item: the likelier the nearer."""
    odds = np.exp(-0.5 * ((difficulty[:, None] - TAGGED) / AGREED_SD) ** 2)
    return (rng.random(len(difficulty))[:, None] > np.cumsum(odds / odds.sum(axis=1, keepdims=True), axis=1)).sum(
        axis=1
    )


def bank_after(people: int, seed: int = 20250107) -> Bank:
    """Return what is known of the 300 items after `people` answered 20 each, dealt evenly and at random."""
    rng = np.random.default_rng([seed, people])
    truth = protocol.bank()
    tagged = tags(truth.difficulty, rng)
    mean = difficulty_of_tags(tagged, tagged)[0]
    if not people:
        return Bank.of(np.ones(300), mean, step_sd=AGREED_SD, log_slope_sd=LOG_SLOPE_SD)
    ability = rng.normal(0, 1, people)
    right = answered(truth, ability, rng.random((people, 300)))
    asked = np.zeros((people, 300))
    for start in range(0, people, 15):  # 15 people with 20 items each share out all 300
        dealt = rng.permutation(300).reshape(15, ANSWERS_EACH)[: people - start]
        np.put_along_axis(asked[start : start + 15], dealt, 1, axis=1)
    log_slope, difficulty = np.zeros(300), mean.copy()
    for _ in range(25):
        log_slope, difficulty = improved(log_slope, difficulty, mean, right, asked)
    errors = standard_errors(log_slope, difficulty, right, asked)
    return Bank.of(np.exp(log_slope), difficulty, log_slope_sd=errors[0], step_sd=errors[1])


def curves(log_slope: Floats, difficulty: Floats) -> tuple[Floats, Floats]:
    """Return logits and probabilities: (items, points) each."""
    logit = np.exp(log_slope)[:, None] * (POINTS - difficulty[:, None])
    return logit, 1 / (1 + np.exp(-logit))


def posterior(solved: Floats, right: Integers, asked: Floats) -> Floats:
    log_weight = (asked * right) @ np.log(solved) + (asked * (1 - right)) @ np.log1p(-solved) - 0.5 * POINTS**2
    found = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    return found / found.sum(axis=1, keepdims=True)


def improved(
    log_slope: Floats, difficulty: Floats, mean: Floats, right: Integers, asked: Floats
) -> tuple[Floats, Floats]:
    """Return the items after one EM step, whose maximisation is one step of Fisher scoring under the priors."""
    logit, solved = curves(log_slope, difficulty)
    weights, slope = posterior(solved, right, asked), np.exp(log_slope)
    met = asked.T @ weights
    surplus, spread = (asked * right).T @ weights - met * solved, met * solved * (1 - solved)
    pull = (surplus * logit).sum(axis=1) - log_slope / LOG_SLOPE_SD**2
    push = -slope * surplus.sum(axis=1) - (difficulty - mean) / AGREED_SD**2
    aa = (spread * logit**2).sum(axis=1) + LOG_SLOPE_SD**-2
    bb, ab = slope**2 * spread.sum(axis=1) + AGREED_SD**-2, -slope * (spread * logit).sum(axis=1)
    determinant = aa * bb - ab**2
    return log_slope + (bb * pull - ab * push) / determinant, difficulty + (aa * push - ab * pull) / determinant


def standard_errors(log_slope: Floats, difficulty: Floats, right: Integers, asked: Floats) -> tuple[Floats, Floats]:
    """Return the posterior deviations of ln(slope) and difficulty from the scores of single people."""
    logit, solved = curves(log_slope, difficulty)
    weights = posterior(solved, right, asked)
    steep = asked * (right * (weights @ logit.T) - weights @ (logit * solved).T)
    hard = -np.exp(log_slope) * asked * (right - weights @ solved.T)
    aa, bb, ab = (
        (steep**2).sum(axis=0) + LOG_SLOPE_SD**-2,
        (hard**2).sum(axis=0) + AGREED_SD**-2,
        (steep * hard).sum(axis=0),
    )
    determinant = aa * bb - ab**2
    return np.sqrt(bb / determinant), np.sqrt(aa / determinant)
