"""How well a simulated check measured: against the true abilities, and against its own promises."""

from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.ability import BAND_90, weights_of
from jobfutures.psychometrics.items import Bank, Flags, Floats
from jobfutures.psychometrics.levels import ONE_WORD, Levels
from jobfutures.psychometrics.selection import area_counts
from jobfutures.psychometrics.simulate import Run

TAIL = 1.5  # logits from the middle, beyond which people count as weak or strong


@dataclass(frozen=True, slots=True)
class Accuracy:
    """items: mean.  items_95: 95th percentile.  rmse, bias: logits.  covered: share of people inside their 90 % band;
    covered_tails: of those beyond 1.5 logits, covered_low: of those under -1.
    most_exposed: largest share of people who met one item.  overlap: share of a check that two people share, expected.
    area_spread: largest difference between the areas' numbers of items for one person.
    """

    items: float
    items_95: float
    rmse: float
    bias: float
    bias_low: float
    covered: float
    covered_tails: float
    covered_low: float
    most_exposed: float
    overlap: float
    area_spread: int


def accuracy(run: Run, bank: Bank, ability: Floats) -> Accuracy:
    """Judge a run of two people or more against true abilities (n), logits."""
    estimate, error = run.estimates()
    off = estimate - ability
    inside = np.abs(off) <= BAND_90 * error
    exposure = np.bincount(run.asked[run.asked >= 0], minlength=len(bank)) / len(ability)
    counts = area_counts(bank, run.asked, int(bank.area.max()) + 1)
    low = ability < -1
    return Accuracy(
        items=float(run.lengths.mean()),
        items_95=float(np.percentile(run.lengths, 95)),
        rmse=float(np.sqrt((off**2).mean())),
        bias=float(off.mean()),
        bias_low=mean_of(off[low]),
        covered=mean_of(inside),
        covered_tails=mean_of(inside[np.abs(ability) > TAIL]),
        covered_low=mean_of(inside[low]),
        most_exposed=float(exposure.max()),
        overlap=overlap(exposure, len(ability), float(run.lengths.mean())),
        area_spread=int((counts.max(axis=1) - counts.min(axis=1)).max()),
    )


def mean_of(values: Floats | Flags) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def overlap(exposure: Floats, people: int, mean_length: float) -> float:
    """Return how many items two different people share on average, over the mean length of a check.

    Source: Chen, Ankenmann & Spray (2003), The relationship between item exposure and test overlap in computerized
    adaptive testing, Journal of Educational Measurement 40(2).
    """
    met = exposure * people
    shared = (met * (met - 1)).sum() / (people * (people - 1))
    return float(shared / mean_length)


@dataclass(frozen=True, slots=True)
class LevelAccuracy:
    """right: share of people told their true level.  promised: mean probability that was told.  two_off: people told a
    level two or more away.  sure: share of people told one word, and sure_right: of these, told their true level.
    """

    right: float
    promised: float
    two_off: int
    sure: float
    sure_right: float


def level_accuracy(run: Run, levels: Levels, ability: Floats) -> LevelAccuracy:
    """Judge the likeliest level of a run against true abilities (n), logits."""
    chances = levels.probabilities(run.prior.points, weights_of(run.log_weight))
    told, promised = chances.argmax(axis=-1), chances.max(axis=-1)
    off = np.abs(told - levels.of(ability))
    is_sure = promised >= ONE_WORD
    return LevelAccuracy(
        right=mean_of(off == 0),
        promised=mean_of(promised),
        two_off=int((off > 1).sum()),
        sure=mean_of(is_sure),
        sure_right=mean_of(off[is_sure] == 0),
    )
