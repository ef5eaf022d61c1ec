"""How long items take: for hints, for cleaning calibration, and for noticing leaks. Never part of a level."""

from dataclasses import dataclass
from math import exp, sqrt
from statistics import NormalDist

import numpy as np

from jobfutures.psychometrics.arrays import Flags, Floats, Indexes, Numbers, finite, positive
from jobfutures.psychometrics.calibration_errors import NotConverged, TooFewAnswers, WrongAnswers, WrongParameters

RAPID = 0.10  # of an item's median time
FEWEST_BY_PERSON, FEWEST_TO_ITEM = 3, 2  # two answers tell the sum of two variances only
MOST_ROUNDS = 10_000
TOLERANCE = 1e-9
LEAK_ALARM = 2.0  # standard errors, in time and in success at once: 1 sound item in 2,000


@dataclass(frozen=True, eq=False)
class TimeModel:
    """ln T = time_intensity[item] - speed[person] + error, the error's deviation being 1 / consistency[item].

    time_intensity: ln seconds.  speed: ln seconds saved, mean 0 over people.  consistency: per ln second, > 0.
    """

    time_intensity: Floats
    consistency: Floats
    speed: Floats

    def hint_seconds(self, item: int, share: float) -> float:
        """Return the seconds within which a `share` of people, between 0 and 1, has answered `item`."""
        if not 0 < share < 1:
            raise WrongParameters("The share of people lies between 0 and 1.")
        spread = sqrt(float(self.consistency[item]) ** -2 + float(self.speed.var()))
        return exp(float(self.time_intensity[item]) + NormalDist().inv_cdf(share) * spread)


def estimate_times(person: Indexes, item: Indexes, seconds: Numbers) -> TimeModel:
    """Estimate the lognormal model from answers in any order; seconds[k] > 0 is how long person[k] took for item[k].

    Person and item indexes count from 0 without gaps. Speeds and intensities are least squares; consistencies solve
    the expected squares of the residuals, which estimated speeds make too small.
    Raises WrongAnswers for other lengths, TooFewAnswers below 2 answers to an item or 3 by a person, NotConverged.
    Source: van der Linden (2006), A lognormal model for response times on test items, Journal of Educational and
    Behavioral Statistics 31.
    """
    logs = np.log(positive("Seconds", seconds))
    if not len(person) == len(item) == len(logs) > 0 or min(person.min(), item.min()) < 0:
        raise WrongAnswers("Times need a person, an item and seconds, each as often.")
    by_person, by_item = np.bincount(person), np.bincount(item)
    if by_person.min() < FEWEST_BY_PERSON or by_item.min() < FEWEST_TO_ITEM:
        raise TooFewAnswers("Times need 2 answers or more to every item, and 3 or more by every person.")
    intensity, speed = intensities_and_speeds(person, item, logs)
    squares = (logs - intensity[item] + speed[person]) ** 2
    return TimeModel(intensity, variances(person, item, squares) ** -0.5, speed)


def intensities_and_speeds(person: Indexes, item: Indexes, logs: Floats) -> tuple[Floats, Floats]:
    """Return least squares of logs = intensity[item] - speed[person], by turns."""
    by_person, by_item = np.bincount(person), np.bincount(item)
    speed = np.zeros(len(by_person))
    for _ in range(MOST_ROUNDS):
        intensity = np.bincount(item, logs + speed[person]) / by_item
        after = np.bincount(person, intensity[item] - logs) / by_person
        after -= after.mean()
        moved = float(np.abs(after - speed).max())
        speed = after
        if moved < TOLERANCE:
            return np.bincount(item, logs + speed[person]) / by_item, speed
    raise NotConverged("Too few people link the items for their times to be compared.")


def variances(person: Indexes, item: Indexes, squares: Floats) -> Floats:
    """Return each item's variance of ln T from squared residuals.

    A residual holds its own error times (1 - 1/n), and 1/n of each other error of the person's n answers, so its
    expected square is own variance times (1 - 2/n) plus the sum of the person's variances over n^2.
    """
    by_person, by_item = np.bincount(person), np.bincount(item)
    seen = np.bincount(item, squares) / (by_item - 1)
    own = np.bincount(item, 1 - 2 / by_person[person]) / by_item
    system = np.diag(own)
    for other in range(len(by_item)):
        met = np.bincount(person[item == other], minlength=len(by_person))
        system[:, other] += np.bincount(item, met[person] / by_person[person] ** 2) / by_item
    found: Floats = np.linalg.solve(system, seen)
    return np.maximum(found, np.finfo(float).eps)


def rapid_guesses(item: Indexes, seconds: Numbers) -> Flags:
    """Say of each answer whether it took less than a tenth of its item's median: nobody reads that fast.

    Raises WrongAnswers for other lengths, WrongParameters unless every time is above 0 seconds.
    Source: Wise & Kong (2005), Response time effort, Applied Measurement in Education 18; 10%: Wise & Ma (2012).
    """
    times = positive("Seconds", seconds)
    if len(item) != len(times):
        raise WrongAnswers("Times need an item and seconds, each as often.")
    rapid = np.zeros(len(times), dtype=np.bool_)
    order = np.argsort(item, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(item[order])) + 1):
        rapid[group] = times[group] < RAPID * np.median(times[group])
    return rapid


def looks_leaked(right: Flags, chance: Numbers, log_time_errors: Numbers, consistency: float) -> bool:
    """Say whether the last answers to one item are both quicker and more often right than they should be.

    chance: of a right answer, one a person.  log_time_errors: ln seconds taken minus expected, per answer.
    Each must lie 2 standard errors off. Raises WrongParameters for other lengths or ranges.
    """
    expected = finite("The chance of a right answer", chance, len(right))
    errors = finite("Errors of ln seconds", log_time_errors, len(right))
    if consistency <= 0 or not ((expected > 0) & (expected < 1)).all() or len(right) == 0:
        raise WrongParameters("A leak watch needs answers, chances between 0 and 1 and a consistency above 0.")
    success = (right - expected).sum() / sqrt(float((expected * (1 - expected)).sum()))
    haste = -errors.sum() * consistency / sqrt(len(errors))
    return bool(success > LEAK_ALARM and haste > LEAK_ALARM)
