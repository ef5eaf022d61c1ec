"""What an item's answers say at each ability: probabilities and information.

An item whose numbers are uncertain says less. Each logit z = a(theta - s) of a step is divided by sqrt(1 + 0.346 V),
V = a^2 sd_s^2 + z^2 sd_lna^2, the usual approximation of a logistic curve averaged over a normal error. It keeps z
increasing in theta, so a better answer still never lowers an estimate.
Source: Zeger, Liang & Albert (1988), Models for longitudinal data, Biometrics 44(4): (16 sqrt(3) / (15 pi))^2.
"""

from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.items import Bank, Floats, Integers

SHRINKAGE = 0.346
ITEMS_AT_ONCE = 256  # bounds the memory of tables over a large bank


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The steps of some items at some abilities.

    logit, rise (items, steps, points): the log odds of passing a step, and their derivative, per logit of ability.
    A step that an item does not have is at -inf, with rise 0.
    """

    logit: Floats
    rise: Floats


def steps_at(bank: Bank, points: Floats, items: Integers) -> Steps:
    widest = int(bank.best_score[items].max())
    places = bank.steps[items, :widest, None]
    slope = bank.slope[items, None, None]
    logit = slope * (points - places)
    at_step = 1 + SHRINKAGE * (slope * bank.step_sd[items, None, None]) ** 2
    spread = at_step + SHRINKAGE * (logit * bank.log_slope_sd[items, None, None]) ** 2
    is_missing = np.isnan(places)
    return Steps(
        logit=np.where(is_missing, -np.inf, logit / np.sqrt(spread)),
        rise=np.where(is_missing, 0.0, slope * at_step / spread**1.5),
    )


def unguessed(steps: Steps) -> Floats:
    """Return log probabilities (items, scores, points) of every score, as if nobody guessed."""
    items, _, points = steps.logit.shape
    summed = np.concatenate([np.zeros((items, 1, points)), np.cumsum(steps.logit, axis=1)], axis=1)
    summed -= summed.max(axis=1, keepdims=True)
    found: Floats = summed - np.log(np.exp(summed).sum(axis=1, keepdims=True))
    return found


def log_probabilities(bank: Bank, points: Floats, items: Integers) -> Floats:
    """Return the log probability of each score: (items, scores, points), -inf for a score that an item does not have.

    points: (points) logits.  items: (items) numbers in the bank.
    """
    found = unguessed(steps_at(bank, points, items))
    guess = bank.guess[items, None]
    with np.errstate(divide="ignore"):  # log(0) = -inf is what it means that nobody guesses
        can_guess = np.log(guess)
    is_guessed = guess[:, 0] > 0
    found[is_guessed, 1] = np.logaddexp(can_guess, np.log1p(-guess) + found[:, 1])[is_guessed]
    found[is_guessed, 0] += np.log1p(-guess[is_guessed])
    return found


def probabilities(bank: Bank, points: Floats, items: Integers) -> Floats:
    """Return the probability of each score: (items, scores, points). points: (points) logits."""
    found: Floats = np.exp(log_probabilities(bank, points, items))
    return found


def expected_scores(bank: Bank, ability: float, items: Integers) -> tuple[Floats, Floats]:
    """Return the mean and the variance of the score of each item at one ability: two arrays (items)."""
    chances = probabilities(bank, np.array([ability]), items)[:, :, 0]
    scores = np.arange(chances.shape[1])
    mean = chances @ scores
    return mean, chances @ scores**2 - mean**2


def information(bank: Bank, points: Floats, items: Integers) -> Floats:
    """Return the Fisher information of one answer as it is scored: (items, points), per squared logit.

    Without uncertainty this is a^2 Q/P ((P - c)/(1 - c))^2 for right/wrong items and a^2 Var(score) for code tasks.
    Source: Lord (1980), Applications of Item Response Theory, chapter 5; Muraki (1993), Information functions of the
    generalized partial credit model, Applied Psychological Measurement 17(4).
    """
    steps = steps_at(bank, points, items)
    chances = np.exp(unguessed(steps))
    summed = np.concatenate([np.zeros_like(steps.rise[:, :1]), np.cumsum(steps.rise, axis=1)], axis=1)
    mean = (chances * summed).sum(axis=1, keepdims=True)
    knowing = (chances * (summed - mean) ** 2).sum(axis=1)
    guess = bank.guess[items, None]
    solved = (1 - guess) * chances[:, 1]
    found: Floats = np.where(guess > 0, knowing * solved / np.maximum(guess + solved, np.finfo(float).tiny), knowing)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The information of every item of a bank at the points of a prior. Make it once for a bank.

    information: (items, points).
    """

    bank: Bank
    information: Floats

    @classmethod
    def of(cls, bank: Bank, points: Floats) -> "Table":
        found = np.empty((len(bank), len(points)))
        for start in range(0, len(bank), ITEMS_AT_ONCE):
            items = np.arange(start, min(start + ITEMS_AT_ONCE, len(bank)))
            found[items] = information(bank, points, items)
        return cls(bank, found)
