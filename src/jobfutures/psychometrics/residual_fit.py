"""Does an item behave as its curve says, where everybody was asked other items? S-X2 needs people who all answered the
same; a check that adapts has none, so its residuals are summed in groups of ability instead.
"""

from collections.abc import Iterable

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.fit import Fit
from jobfutures.psychometrics.foreseen import Foreseen

GROUPS = 10
FEWEST_ANSWERS = 200  # 20 a group, so that a sum of residuals is nearly normal


def residual_fits(answers: Answers, judged: Iterable[Foreseen], free_parameters: int = 2) -> dict[int, Fit]:
    """Return the fit of each item with 200 answers or more: the squares of the groups' standardised residuals.

    judged: the answers to each item, see `foreseen`.  free_parameters: estimated of the item, 1 or 2; they cost as many
    degrees of freedom.
    Ability and chance come from earlier answers, so neither the answer itself nor what it led to can move them.
    Source: Yen (1981), Using simulation results to choose a latent trait model, Applied Psychological Measurement 5;
    groups and variances by predicted chances as in Hosmer & Lemeshow (1980), Communications in Statistics A9.
    """
    found = {}
    for one in judged:
        if len(one.places) < FEWEST_ANSWERS:
            continue
        edges = np.quantile(one.ability, np.arange(1, GROUPS) / GROUPS)
        group = np.searchsorted(edges, one.ability, side="right")
        residual = np.bincount(group, answers.right[one.places] - one.chance, GROUPS)
        variance = np.bincount(group, one.chance * (1 - one.chance), GROUPS)
        met = variance > 0
        statistic = float((residual[met] ** 2 / variance[met]).sum())
        found[one.item] = Fit(statistic, int(met.sum()) - free_parameters)
    return found
