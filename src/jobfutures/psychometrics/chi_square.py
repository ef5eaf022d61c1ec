"""The upper tail of the chi-square distribution, so that measuring needs no SciPy."""

from math import erfc, exp, lgamma, log, sqrt

from jobfutures.psychometrics.calibration_errors import WrongParameters


def upper_tail(statistic: float, degrees: int) -> float:
    """Return the probability that chi-square with `degrees` of freedom exceeds `statistic`.

    Raises WrongParameters unless statistic >= 0 and degrees >= 1.
    Source: Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.4.4 and 26.4.5.
    """
    if not statistic >= 0 or degrees < 1:
        raise WrongParameters("A chi-square statistic is at least 0, with 1 degree of freedom or more.")
    half = statistic / 2
    if half == 0:  # so is the half of the smallest number there is
        return 1.0
    first = degrees % 2  # odd degrees build on one degree, even ones on two
    tail = erfc(sqrt(half)) if first else exp(-half)
    for step in range(1 if first else 2, degrees, 2):
        tail += exp(step / 2 * log(half) - half - lgamma(step / 2 + 1))
    return min(tail, 1.0)
