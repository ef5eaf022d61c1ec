"""Do the groups that people say they belong to pass equally often? Rates, ratios, and the counts behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from statistics import median

from jobfutures.psychometrics.calibration_errors import WrongParameters

FEWEST_SHOWN = 10


@dataclass(frozen=True)
class GroupImpact:
    """One group. Everything but the name is None where fewer than 10 people are in it.

    applicants, selected: people.  rate: selected / applicants, 0..1.  ratio: rate / the highest shown rate, 0..1, None
    where nobody was selected anywhere.  is_flagged: the ratio is below 4/5.
    """

    name: str
    applicants: int | None
    selected: int | None
    rate: float | None
    ratio: float | None
    is_flagged: bool | None


def four_fifths(groups: Mapping[str, tuple[int, int]]) -> list[GroupImpact]:
    """Return the impact of a selection on `groups`, given as (selected, applicants), in their order.

    A group under 10 is hidden and sets no standard for others; one without applicants has no ratio, which is not 0.
    Raises WrongParameters unless 0 <= selected <= applicants.
    Source: Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4(D).
    """
    for name, (selected, applicants) in groups.items():
        if not 0 <= selected <= applicants:
            raise WrongParameters(f"Of the group {name}, {selected} of {applicants} cannot have been selected.")
    shown = [counts for counts in groups.values() if counts[1] >= FEWEST_SHOWN]
    best = max(shown, key=lambda counts: counts[0] / counts[1], default=(0, 1))
    return [impact(name, counts, best) for name, counts in groups.items()]


def impact(name: str, counts: tuple[int, int], best: tuple[int, int]) -> GroupImpact:
    """Compare one group's (selected, applicants) with the best one's."""
    selected, applicants = counts
    if applicants < FEWEST_SHOWN:
        return GroupImpact(name, None, None, None, None, None)
    rate = selected / applicants
    if best[0] == 0:
        return GroupImpact(name, applicants, selected, rate, None, None)
    ratio = selected * best[1] / (applicants * best[0])
    is_flagged = 5 * selected * best[1] < 4 * best[0] * applicants  # whole numbers: exactly 4/5 is not below 4/5
    return GroupImpact(name, applicants, selected, rate, ratio, is_flagged)


def above_median(scores: Mapping[str, Sequence[float]]) -> list[GroupImpact]:
    """Return the impact where "selected" means a score above the median of everybody, as for tools that give scores.

    Raises WrongParameters where a score is not a number.
    Source: New York City, Rules of the Department of Consumer and Worker Protection, title 6, section 5-301.
    """
    everybody = [score for group in scores.values() for score in group]
    if any(isnan(score) for score in everybody):
        raise WrongParameters("A score is not a number.")
    middle = median(everybody) if everybody else 0.0
    return four_fifths({name: (sum(score > middle for score in group), len(group)) for name, group in scores.items()})
