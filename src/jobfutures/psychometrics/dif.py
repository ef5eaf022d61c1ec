"""Does an item favour one of two groups among people of equal ability? Mantel-Haenszel and the ETS classes."""

from dataclasses import dataclass
from enum import StrEnum
from math import log, sqrt

import numpy as np

from jobfutures.psychometrics.arrays import Floats
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongParameters
from jobfutures.psychometrics.chi_square import upper_tail

ETS_SCALE = -2.35  # turns a log odds ratio into a difference of ETS delta points
CONTINUITY = 0.5
LIKELY = 0.05
ONE_SIDED = 1.645


class DifClass(StrEnum):
    """A: negligible. B: moderate, to content review. C: large, to content review and out of scoring."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True)
class MantelHaenszel:
    """odds_ratio: alpha, above 1 where the reference group does better.  chi_square: 1 degree, with continuity.

    log_odds_error: standard error of ln alpha.
    """

    odds_ratio: float
    chi_square: float
    log_odds_error: float

    @property
    def delta(self) -> float:
        """D = -2.35 ln alpha, in ETS delta points; below 0 where the item is harder for the focal group."""
        return ETS_SCALE * log(self.odds_ratio)

    @property
    def delta_error(self) -> float:
        return abs(ETS_SCALE) * self.log_odds_error

    @property
    def probability(self) -> float:
        """Return the chance of a chi-square as large where no stratum favours anybody."""
        return upper_tail(self.chi_square, 1)

    @property
    def dif_class(self) -> DifClass:
        """Return the class of Zwick & Ercikan (1989), Journal of Educational Measurement 26."""
        size = abs(self.delta)
        if size < 1 or self.probability > LIKELY:
            return DifClass.A
        if size >= 1.5 and (size - 1) / self.delta_error > ONE_SIDED:
            return DifClass.C
        return DifClass.B


def mantel_haenszel(tables: Floats) -> MantelHaenszel:
    """Compare two groups in strata: tables[k] = [[reference right, wrong], [focal right, wrong]], people.

    The continuity correction is left out below a difference of 1/2, as R's mantelhaen.test does.
    Raises WrongParameters for another shape or negative counts, TooFewAnswers where the strata compare nobody.
    Source: Holland & Thayer (1988), Differential item performance and the Mantel-Haenszel procedure; standard error:
    Robins, Breslow & Greenland (1986), Biometrics 42.
    """
    if tables.ndim != 3 or tables.shape[1:] != (2, 2) or not (tables >= 0).all():
        raise WrongParameters("Give one table of 2 groups x right and wrong a stratum, with counts of 0 or more.")
    kept = tables[tables.sum(axis=(1, 2)) > 1].astype(np.float64)
    total = kept.sum(axis=(1, 2))
    (right, wrong), (focal_right, focal_wrong) = kept[:, 0].T, kept[:, 1].T
    for_reference, for_focal = right * focal_wrong / total, wrong * focal_right / total
    if for_reference.sum() == 0 or for_focal.sum() == 0:
        raise TooFewAnswers("No stratum holds right and wrong answers of both groups.")
    rows, columns = kept.sum(axis=2), kept.sum(axis=1)
    difference = abs(float((right - rows[:, 0] * columns[:, 0] / total).sum()))
    variance = float((rows.prod(axis=1) * columns.prod(axis=1) / (total**2 * (total - 1))).sum())
    corrected = difference - CONTINUITY if difference >= CONTINUITY else difference
    return MantelHaenszel(
        odds_ratio=float(for_reference.sum() / for_focal.sum()),
        chi_square=corrected**2 / variance,
        log_odds_error=log_odds_error(for_reference, for_focal, (right + focal_wrong) / total),
    )


def log_odds_error(for_reference: Floats, for_focal: Floats, agreeing: Floats) -> float:
    """Return the standard error of ln alpha. agreeing: the share of each stratum that speaks for the reference."""
    reference, focal = for_reference.sum(), for_focal.sum()
    variance = (
        (agreeing * for_reference).sum() / (2 * reference**2)
        + ((1 - agreeing) * for_reference + agreeing * for_focal).sum() / (2 * reference * focal)
        + ((1 - agreeing) * for_focal).sum() / (2 * focal**2)
    )
    return sqrt(float(variance))
