"""People and banks of the measured protocol: fixed seeds and order of draws, so that figures can be compared."""

from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Flags, Floats, Indexes
from jobfutures.psychometrics.parameters import Parameters, chances, curves

BANK_SEED, PEOPLE_SEED, UNIFORM_SEED, CALIBRATION_SEED = 20250101, 20250102, 20250103, 20250200
GRID = np.linspace(-5, 5, 101)


def drawn_parameters(chance: np.random.Generator, items: int, guess: float = 0.0) -> Parameters:
    slope = np.clip(np.exp(chance.normal(0.1, 0.3, items)), 0.4, 2.5)
    return Parameters.of(slope, chance.normal(0.0, 1.0, items), guess)


def bank(items: int, guess: float = 0.0) -> Parameters:
    return drawn_parameters(np.random.default_rng(BANK_SEED), items, guess)


def people(count: int) -> Floats:
    return np.random.default_rng(PEOPLE_SEED).normal(0.0, 1.0, count)


def uniforms(count: int, items: int, seed: int = UNIFORM_SEED) -> Floats:
    """Person i is right on item j where this is below the chance: every rule of choice meets the same answers."""
    return np.random.default_rng(seed).random((count, items))


def calibration_set(count: int, items: int, seed: int = CALIBRATION_SEED) -> tuple[Parameters, Floats]:
    """Return true items, and people x items answers of people whose abilities have mean 0 and deviation 1 exactly."""
    chance = np.random.default_rng(seed)
    truth = drawn_parameters(chance, items)
    ability = chance.normal(0.0, 1.0, count)
    ability = (ability - ability.mean()) / ability.std()
    return truth, (chance.random((count, items)) < chances(truth, ability)).astype(np.int8)


def sparse_set(count: int, items: int, each: int, seed: int = CALIBRATION_SEED) -> tuple[Parameters, Answers]:
    """Return true items, and answers of people who each met `each` items drawn at random."""
    chance = np.random.default_rng(seed)
    truth = drawn_parameters(chance, items)
    ability = chance.normal(0.0, 1.0, count)
    ability = (ability - ability.mean()) / ability.std()
    item = np.sort(np.argsort(chance.random((count, items)), axis=1)[:, :each], axis=1)
    right = chance.random((count, each)) < np.take_along_axis(chances(truth, ability), item, axis=1)
    return truth, Answers(np.repeat(np.arange(count), each), item.ravel(), right.ravel(), count, items)


def rmse(estimates: Floats, truth: Floats) -> float:
    return float(np.sqrt(np.mean((estimates - truth) ** 2)))


@dataclass(frozen=True)
class Sitting:
    """What people did in an adaptive test. item, right: people x most answers, in order; only the first `length` count.

    ability, error: EAP and its posterior deviation at the end.
    """

    item: Indexes
    right: Flags
    length: Indexes
    ability: Floats
    error: Floats


@dataclass(frozen=True)
class Rules:
    least: int
    most: int
    target: float = 0.0
    prior_deviation: float = 1.0


def sit(
    scored_with: Parameters,
    would_answer: Flags,
    rules: Rules,
    *,
    excluded: Flags | None = None,
    second_half: Flags | None = None,
    chance: np.random.Generator | None = None,
) -> Sitting:
    """Give everybody the most informative item at their EAP, again and again.

    would_answer, second_half: people x items.  chance: if given, draws the first three items from the best five.
    """
    count, items = would_answer.shape
    found = curves(scored_with, GRID)
    information = (scored_with.slope[:, None] ** 2 * found.right_slope * -found.wrong_slope).T
    log_posterior = np.tile(-0.5 * (GRID / rules.prior_deviation) ** 2, (count, 1))
    asked = np.zeros((count, items), dtype=np.bool_) if excluded is None else excluded.copy()
    item, right = np.zeros((count, rules.most), dtype=np.intp), np.zeros((count, rules.most), dtype=np.bool_)
    length, (ability, error) = np.zeros(count, dtype=np.intp), moments(log_posterior)
    for turn in range(rules.most):
        on = np.flatnonzero((turn < rules.least) | (error > rules.target))
        nearest = np.abs(GRID - ability[on, None]).argmin(axis=1)
        chosen = best(np.where(asked[on], -1, information[nearest]), turn, chance)
        answer = (would_answer if second_half is None or 2 * turn < rules.most else second_half)[on, chosen]
        log_posterior[on] += np.where(answer[:, None], found.log_right[chosen], found.log_wrong[chosen])
        asked[on, chosen] = True
        item[on, turn], right[on, turn], length[on] = chosen, answer, turn + 1
        ability[on], error[on] = moments(log_posterior[on])
    return Sitting(item, right, length, ability, error)


def best(worth: Floats, turn: int, chance: np.random.Generator | None) -> Indexes:
    """Return for each row its best column, or at random one of its best five."""
    if chance is None:
        return worth.argmax(axis=1)
    order = np.argsort(-worth * (1 + 1e-9 * chance.random(worth.shape)), axis=1)
    place = chance.integers(5, size=len(worth)) if turn < 3 else np.zeros(len(worth), dtype=np.intp)
    return order[np.arange(len(worth)), place]


def moments(log_posterior: Floats) -> tuple[Floats, Floats]:
    weight = np.exp(log_posterior - log_posterior.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    mean = weight @ GRID
    return mean, np.sqrt(np.maximum(weight @ GRID**2 - mean**2, 0))
