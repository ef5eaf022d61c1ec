"""Arrays that come from outside, checked once at the door."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jobfutures.psychometrics.calibration_errors import WrongParameters

type Floats = NDArray[np.float64]
type Indexes = NDArray[np.intp]
type Flags = NDArray[np.bool_]
type Numbers = float | Sequence[float] | NDArray[np.floating] | NDArray[np.integer]


def finite(name: str, values: Numbers, length: int | None = None) -> Floats:
    """Return `values` as a flat array of finite numbers; one number is repeated `length` times.

    Raises WrongParameters for a wrong length, a second dimension, NaN or infinity.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 0 and length is not None:
        array = np.full(length, array)
    if array.ndim != 1 or (length is not None and len(array) != length):
        raise WrongParameters(f"{name} must be a flat array{f' of {length} numbers' if length is not None else ''}.")
    if not np.isfinite(array).all():
        raise WrongParameters(f"{name} holds a number that is not finite.")
    return array


def positive(name: str, values: Numbers, length: int | None = None) -> Floats:
    """Return `values` as `finite` does. Raises WrongParameters if one is not above 0."""
    array = finite(name, values, length)
    if (array <= 0).any():
        raise WrongParameters(f"{name} must be above 0 everywhere.")
    return array


def guesses(values: Numbers, length: int) -> Floats:
    """Return chances to guess right, each at least 0 and below 1. Raises WrongParameters outside that range."""
    array = finite("The chance to guess", values, length)
    if (array < 0).any() or (array >= 1).any():
        raise WrongParameters("The chance to guess must be at least 0 and below 1.")
    return array
