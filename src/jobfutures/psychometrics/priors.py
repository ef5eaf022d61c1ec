"""What is believed of items before anybody answers them."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from jobfutures.psychometrics.arrays import Floats, Numbers, finite, positive


@dataclass(frozen=True, eq=False)
class Priors:
    """Independent normal priors of each item; an infinite deviation says nothing is believed.

    difficulty_mean, difficulty_deviation: logits.  log_slope_deviation: the slope's natural logarithm has mean 0.
    """

    difficulty_mean: Floats
    difficulty_precision: Floats
    log_slope_precision: float

    @classmethod
    def none(cls, items: int) -> Self:
        return cls(np.zeros(items), np.zeros(items), 0.0)

    @classmethod
    def normal(
        cls, difficulty_mean: Numbers, difficulty_deviation: Numbers, log_slope_deviation: float | None = 0.3
    ) -> Self:
        """Return priors b ~ N(mean, deviation^2), ln a ~ N(0, log_slope_deviation^2), or flat in ln a for None.

        Raises WrongParameters unless every deviation is above 0.
        """
        mean = finite("The prior mean of difficulty", difficulty_mean)
        deviation = positive("The prior deviation of difficulty", difficulty_deviation, len(mean))
        precision = 0.0
        if log_slope_deviation is not None:
            precision = float(positive("The prior deviation of ln slope", [log_slope_deviation])[0] ** -2)
        return cls(mean, deviation**-2, precision)

    def log_density(self, log_slope: Floats, difficulty: Floats) -> float:
        """Return the log-density without its constant."""
        far = self.difficulty_precision * (difficulty - self.difficulty_mean) ** 2
        return float(-0.5 * (far.sum() + self.log_slope_precision * (log_slope**2).sum()))
