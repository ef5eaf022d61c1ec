"""Where on the scale a person stands: a posterior over fixed points, moved by one answer at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import index
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from jobfutures.psychometrics.curves import log_probabilities
from jobfutures.psychometrics.errors import BadPrior
from jobfutures.psychometrics.items import Bank, Floats

BAND_90 = 1.6449  # standard errors each side of a 90 % band
STORED = np.dtype("<f8")


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What is believed before the first answer.

    points (g): logits, increasing.  log_weight (g): log of the weight of each point, up to a constant.
    Raises BadPrior for fewer than 3 points, points out of order, or numbers that are not finite.
    """

    points: Floats
    log_weight: Floats

    def __post_init__(self) -> None:
        if self.points.ndim != 1 or len(self.points) < 3 or self.points.shape != self.log_weight.shape:
            raise BadPrior("A prior needs at least 3 points, and one weight for each.")
        if not np.isfinite(self.points).all() or not np.isfinite(self.log_weight).all():
            raise BadPrior("The points and the log weights of a prior are finite numbers.")
        if (np.diff(self.points) <= 0).any():
            raise BadPrior("The points of a prior stand in increasing order.")
        self.points.setflags(write=False)
        self.log_weight.setflags(write=False)

    @classmethod
    def of(cls, points: ArrayLike, log_weight: ArrayLike) -> Self:
        return cls(np.array(points, dtype=np.float64), np.array(log_weight, dtype=np.float64))

    @classmethod
    def normal(cls, mean: float = 0.0, sd: float = 1.25, *, reach: float = 5.0, count: int = 201) -> Self:
        """Return a normal prior on `count` equal steps of [-reach, reach], all in logits.

        The usual 1.25 is wider than the people are: with 1 the band of weak and strong people is too narrow.
        """
        if not (sd > 0 and reach > 0 and count >= 3):
            raise BadPrior("A normal prior needs a deviation and a reach above 0, and at least 3 points.")
        points = np.linspace(-reach, reach, count)
        return cls(points, -0.5 * ((points - mean) / sd) ** 2)


@dataclass(frozen=True, slots=True)
class Estimate:
    """An ability and its standard error, in logits: the mean and the deviation of the posterior."""

    ability: float
    error: float

    @property
    def band(self) -> tuple[float, float]:
        """The ends of the 90 % band, in logits."""
        return self.ability - BAND_90 * self.error, self.ability + BAND_90 * self.error


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """What is believed after some answers. log_weight (g): log weight at each point of the prior, up to a constant."""

    prior: Prior
    log_weight: Floats

    @classmethod
    def before(cls, prior: Prior) -> Self:
        return cls(prior, prior.log_weight)

    def after(self, bank: Bank, item: int, score: int) -> "Posterior":
        """Return what is believed once `item` was answered with `score`. Raises BadAnswer."""
        bank.check_answer(item, score)
        log_chances = log_probabilities(bank, self.prior.points, np.array([item]))[0]
        return Posterior(self.prior, self.log_weight + log_chances[index(score)])  # True would index as a mask

    def after_all(self, bank: Bank, answers: Iterable[tuple[int, int]]) -> "Posterior":
        """Return what is believed after (item, score) pairs, the same numbers as one `after` after the other."""
        found = self
        for item, score in answers:
            found = found.after(bank, item, score)
        return found

    @property
    def weights(self) -> Floats:
        """The probability of each point: (g), summing to 1."""
        return weights_of(self.log_weight)

    def estimate(self) -> Estimate:
        """Return the expected a posteriori ability.

        Source: Bock & Mislevy (1982), Adaptive EAP estimation of ability, Applied Psychological Measurement 6(4).
        """
        ability, error = moments(self.prior.points, self.weights)
        return Estimate(float(ability), float(error))

    def stored(self) -> bytes:
        """Return 8 bytes for each point, the same on every machine."""
        return self.log_weight.astype(STORED).tobytes()

    @classmethod
    def restored(cls, prior: Prior, stored: bytes) -> Self:
        """Return what `stored` gave. Raises BadPrior where it does not fit the points of `prior`."""
        if len(stored) != STORED.itemsize * len(prior.points):
            raise BadPrior(f"{len(stored)} stored bytes do not fit a prior of {len(prior.points)} points.")
        log_weight = np.frombuffer(stored, dtype=STORED).astype(np.float64)
        if not np.isfinite(log_weight).all():
            raise BadPrior("The stored posterior holds numbers that are not finite.")
        return cls(prior, log_weight)


def weights_of(log_weight: Floats) -> Floats:
    """Return weights that sum to 1 along the last axis: (..., g) from log weights (..., g)."""
    found = np.exp(log_weight - log_weight.max(axis=-1, keepdims=True))
    found /= found.sum(axis=-1, keepdims=True)
    return found


def moments(points: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return the means and the standard deviations (...) of weights (..., g) at points (g), all in logits."""
    mean = np.einsum("...g,g->...", weights, points)  # as in selection: one core, however many people
    variance = np.einsum("...g,g->...", weights, points**2) - mean**2
    return mean, np.sqrt(np.maximum(variance, 0.0))
