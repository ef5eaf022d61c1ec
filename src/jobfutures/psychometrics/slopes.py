"""Which slopes of a bank are estimated: each its own, one for all, or none."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from jobfutures.psychometrics.arrays import Flags, Floats, Indexes
from jobfutures.psychometrics.calibration_errors import WrongParameters

FIXED = -1


@dataclass(frozen=True, eq=False)
class Slopes:
    """place: for each item the index of its free ln slope, or FIXED where its slope is 1.  count: free slopes."""

    place: Indexes
    count: int

    @classmethod
    def free(cls, items: int) -> Self:
        """Return the two-parameter model (2PL): every item has a slope of its own."""
        return cls(np.arange(items), items)

    @classmethod
    def equal(cls, items: int) -> Self:
        """Return the one-parameter model (1PL): one slope for all, estimated. The Rasch model on another scale."""
        return cls(np.zeros(items, dtype=np.intp), 1)

    @classmethod
    def one(cls, items: int) -> Self:
        """Return the Rasch model on the scale N(0, 1): every slope is 1."""
        return cls(np.full(items, FIXED), 0)

    @classmethod
    def free_where(cls, mask: Flags) -> Self:
        """Return slopes free where `mask` says so and 1 elsewhere. Raises WrongParameters for anything but booleans."""
        if mask.dtype != np.bool_ or mask.ndim != 1:
            raise WrongParameters("Say of each item whether its slope is free: a flat array of booleans.")
        return cls(np.where(mask, np.cumsum(mask) - 1, FIXED), int(mask.sum()))

    @property
    def items(self) -> int:
        return len(self.place)

    def spread(self, log_slopes: Floats) -> Floats:
        """Return one number an item from one a free slope, 0 where the slope is fixed."""
        return np.append(log_slopes, 0.0)[self.place]

    def gather(self, values: Floats) -> Floats:
        """Return the sums of `values`, one an item, over the items of each free slope."""
        is_free = self.place != FIXED
        return np.bincount(self.place[is_free], values[is_free], self.count)

    def jacobian(self) -> Floats:
        """Return 2 items x (count + items): from free ln slopes and difficulties to (ln slopes, difficulties)."""
        rows = np.zeros((2 * self.items, self.count + self.items))
        is_free = np.flatnonzero(self.place != FIXED)
        rows[is_free, self.place[is_free]] = 1
        rows[self.items :, self.count :] = np.eye(self.items)
        return rows
