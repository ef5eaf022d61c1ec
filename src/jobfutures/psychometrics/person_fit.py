"""Do one person's answers hang together? Statistics whose cuts come from simulated honest people of the same bank.

A flag offers a free new check. It is never shown to companies and never lowers a level.
"""

import numpy as np

from jobfutures.psychometrics.arrays import Flags, Floats, Indexes, Numbers, finite
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongParameters
from jobfutures.psychometrics.parameters import Parameters, chances_at

FALSE_RATE = 0.02  # honest people whom a flag may trouble


def largest_drift(right: Flags, chance: Floats) -> Floats:
    """Return max |C_k| / n, C_k being the sum of (right - chance) over the first k answers; one a person, 0..1.

    right, chance: people x answers in the order they were given; chance at the person's final ability, in 0..1.
    Raises WrongParameters for other shapes or chances.
    Source: van Krimpen-Stoop & Meijer (2000), Detecting person misfit in adaptive testing using statistical process
    control techniques.
    """
    checked(right, chance)
    drift: Floats = np.abs(np.cumsum(right - chance, axis=1)).max(axis=1) / right.shape[1]
    return drift


def checked(right: Flags, chance: Floats) -> None:
    if right.ndim != 2 or right.shape != chance.shape or right.shape[1] == 0 or right.dtype != np.bool_:
        raise WrongParameters("Give people x answers: one boolean and one chance for each answer.")
    if not ((chance > 0) & (chance < 1)).all():
        raise WrongParameters("The chance of a right answer lies between 0 and 1.")


def lz(right: Flags, chance: Floats) -> Floats:
    """Return the standardised log-likelihood of each person's answers; low where they surprise.

    Its textbook cut of -1.645 flags less than 1 in 100 honest people of an adaptive test: use `cut`.
    right, chance: as for largest_drift.
    Source: Drasgow, Levine & Williams (1985), British Journal of Mathematical and Statistical Psychology 38.
    """
    checked(right, chance)
    logit = np.log(chance / (1 - chance))
    spread = np.sqrt((chance * (1 - chance) * logit**2).sum(axis=1))
    standardised: Floats = ((right - chance) * logit).sum(axis=1) / np.maximum(spread, np.finfo(float).tiny)
    return standardised


def lz_star(
    right: Flags, item: Indexes, parameters: Parameters, ability: Floats, prior_deviation: float | None
) -> Floats:
    """Return lz corrected for having estimated ability from the same answers. One a person; use `cut`.

    right, item: people x answers; item holds indexes into `parameters`.  ability: logits, one a person: the mode under
    the prior N(0, prior_deviation^2), or maximum likelihood for None. With EAP it is close, and its cut is simulated.
    Raises WrongParameters for other shapes.
    Source: Snijders (2001), Asymptotic null distribution of person fit statistics with estimated person parameter,
    Psychometrika 66; Magis, Raiche & Beland (2012), Journal of Educational and Behavioral Statistics 37.
    """
    if item.shape != right.shape or ability.shape != right.shape[:1]:
        raise WrongParameters("Give people x answers, the item of each answer, and one ability a person.")
    chance = chances_at(parameters, item, ability[:, None])
    checked(right, chance)
    guess = parameters.guess[item]
    steepness = parameters.slope[item] * (chance - guess) * (1 - chance) / (1 - guess)
    logit, pull = np.log(chance / (1 - chance)), steepness / (chance * (1 - chance))
    shared = (steepness * logit).sum(axis=1) / (steepness * pull).sum(axis=1)
    prior_pull = 0.0 if prior_deviation is None else -ability / prior_deviation**2
    weight = logit - shared[:, None] * pull
    spread = np.sqrt((chance * (1 - chance) * weight**2).sum(axis=1))
    surprise = ((right - chance) * logit).sum(axis=1) + shared * prior_pull
    standardised: Floats = surprise / np.maximum(spread, np.finfo(float).tiny)
    return standardised


def cut(honest: Numbers, *, false_rate: float = FALSE_RATE, low_is_odd: bool) -> float:
    """Return the value that a share of `false_rate` of `honest` people lies beyond.

    honest: the statistic of simulated people who took the same kind of check on the same bank.
    Raises WrongParameters unless 0 < false_rate < 1, TooFewAnswers unless 10 honest people may lie beyond.
    """
    if not 0 < false_rate < 1:
        raise WrongParameters("The share of honest people flagged lies between 0 and 1.")
    values = finite("The statistic of honest people", honest)
    if len(values) * false_rate < 10:
        raise TooFewAnswers(f"A cut at {false_rate} needs {int(np.ceil(10 / false_rate))} simulated people or more.")
    return float(np.quantile(values, false_rate if low_is_odd else 1 - false_rate))
