"""Has an item changed since it was calibrated? Its difficulty estimated anew, and a running sum of surprises."""

from dataclasses import dataclass
from enum import StrEnum
from math import exp, sqrt

import numpy as np

from jobfutures.psychometrics.arrays import Flags, Floats, Numbers, finite, guesses, positive
from jobfutures.psychometrics.calibration_errors import NotConverged, TooFewAnswers, WrongParameters
from jobfutures.psychometrics.parameters import Parameters, curves

LAST_ANSWERS = 200
FAR_Z = 3.0
MUCH_EASIER = -0.5  # logits
LOOSE_DEVIATION = 2.0  # logits around the old difficulty: keeps an item that everybody answers right finite
ALLOWANCE = 0.25  # half of the shift to be noticed, in standard deviations of one answer
ANSWERS_BETWEEN_FALSE_ALARMS = 20_000.0
SPREAD_FACTOR = 0.346  # of ability's variance: what flattens a logistic curve seen through uncertain abilities
MOST_STEPS = 100
TOLERANCE = 1e-9


class DriftVerdict(StrEnum):
    """KEEP: goes on. PILOT: is asked unscored until calibrated anew. RETIRE: leaked, is not asked again."""

    KEEP = "KEEP"
    PILOT = "PILOT"
    RETIRE = "RETIRE"


@dataclass(frozen=True)
class Drift:
    """difficulty, error: new estimate and its standard error, logits.  change: new minus old.  z: change in errors."""

    difficulty: float
    error: float
    change: float
    z: float

    def verdict(self, *, sum_alarmed: bool, leaked: bool) -> DriftVerdict:
        """Return what to do. sum_alarmed: the running sum passed its limit.  leaked: quicker and more often right."""
        if leaked:
            return DriftVerdict.RETIRE
        if abs(self.z) > FAR_Z or self.change < MUCH_EASIER or sum_alarmed:
            return DriftVerdict.PILOT
        return DriftVerdict.KEEP


@dataclass(frozen=True)
class KnownItem:
    """An item as the bank in use holds it. error: of its difficulty, logits, > 0."""

    slope: float
    difficulty: float
    guess: float
    error: float


def reestimated(item: KnownItem, right: Flags, abilities: Numbers, deviations: Numbers) -> Drift:
    """Estimate the difficulty anew from the last 200 of these answers, with slope and guess as they are.

    abilities, deviations: each person's estimate and its standard error, logits, from their other answers.
    Raises WrongParameters for other lengths or ranges, TooFewAnswers without an answer, NotConverged.
    """
    ability = finite("Abilities", abilities, len(right))[-LAST_ANSWERS:]
    deviation = finite("Deviations", deviations, len(right))[-LAST_ANSWERS:]
    if len(ability) == 0:
        raise TooFewAnswers("Nobody answered the item yet.")
    if (deviation < 0).any():
        raise WrongParameters("Deviations of ability must not be negative.")
    positive("Slope and error", [item.slope, item.error])
    difficulty, error = anchored_difficulty(item, right[-LAST_ANSWERS:], ability, deviation)
    change = difficulty - item.difficulty
    return Drift(difficulty, error, change, change / sqrt(error**2 + item.error**2))


def anchored_difficulty(item: KnownItem, right: Flags, ability: Floats, deviation: Floats) -> tuple[float, float]:
    """Return the difficulty and its standard error, by Newton steps with expected information."""
    slope = item.slope / np.sqrt(1 + SPREAD_FACTOR * (item.slope * deviation) ** 2)
    guess = guesses(item.guess, len(ability))
    difficulty = item.difficulty
    for _ in range(MOST_STEPS):
        # One row a person, at the single point 0: the curve of an item as far away as the person's ability is.
        found = curves(Parameters(slope, difficulty - ability, guess), np.zeros(1))
        up, down = found.right_slope[:, 0], found.wrong_slope[:, 0]
        score = -float(slope @ np.where(right, up, down)) - (difficulty - item.difficulty) / LOOSE_DEVIATION**2
        information = float(slope**2 @ (up * -down)) + LOOSE_DEVIATION**-2
        step = min(max(score / information, -1.0), 1.0)
        difficulty += step
        if abs(step) < TOLERANCE:
            return difficulty, information**-0.5
    raise NotConverged("The difficulty could not be estimated from the last answers.")


def surprise_sums(right: Flags, chance: Numbers, allowance: float = ALLOWANCE) -> tuple[Floats, Floats]:
    """Return after each answer the running sums for "easier" and for "harder", both >= 0.

    A surprise is (right - chance) in its standard deviation; a sum takes what exceeds `allowance`, and restarts at 0.
    Raises WrongParameters for other lengths, or chances outside 0..1.
    Source: Page (1954), Continuous inspection schemes, Biometrika 41; for items: Veerkamp & Glas (2000), Detection of
    known items in adaptive testing with a statistical quality control method.
    """
    expected = finite("The chance of a right answer", chance, len(right))
    if not ((expected > 0) & (expected < 1)).all():
        raise WrongParameters("The chance of a right answer lies between 0 and 1.")
    surprise = (right - expected) / np.sqrt(expected * (1 - expected))
    return running_sum(surprise - allowance), running_sum(-surprise - allowance)


def running_sum(steps: Floats) -> Floats:
    """Return the sums of `steps` that restart at 0 whenever they would fall below."""
    walk = np.cumsum(steps)
    lowest: Floats = np.minimum.accumulate(np.minimum(walk, 0))
    return walk - lowest


def sum_limit(allowance: float = ALLOWANCE, between_alarms: float = ANSWERS_BETWEEN_FALSE_ALARMS) -> float:
    """Return the height of a sum that a sound item passes once in `between_alarms` answers.

    Raises WrongParameters unless allowance > 0 and between_alarms > 1.
    Source: Siegmund (1985), Sequential Analysis, chapter 2: the mean run is (exp(2kb) - 2kb - 1) / 2k^2 for limits
    b - 1.166 and allowance k, for normal surprises.
    """
    if allowance <= 0 or between_alarms <= 1:
        raise WrongParameters("A limit needs an allowance above 0 and more than 1 answer between alarms.")
    low, high = 0.0, 50.0 / allowance
    while high - low > TOLERANCE:
        middle = (low + high) / 2
        reach = 2 * allowance * (middle + 1.166)
        run = (exp(reach) - reach - 1) / (2 * allowance**2)
        low, high = (middle, high) if run < between_alarms else (low, middle)
    return low
