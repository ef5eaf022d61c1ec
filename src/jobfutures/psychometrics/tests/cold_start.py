"""A new bank meets its first people: tagged by authors, calibrated as answers come in, a quarter of slots seeded."""

from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Flags, Floats
from jobfutures.psychometrics.calibration import Calibration, calibrate
from jobfutures.psychometrics.parameters import Parameters, chances
from jobfutures.psychometrics.priors import Priors
from jobfutures.psychometrics.slopes import Slopes
from jobfutures.psychometrics.tests.simulated import Rules, bank, rmse, sit, uniforms

TAG_SEED, ABILITY_SEED, ANSWER_SEED = 20250401, 20250402, 20250403
TAGGER_ERROR = 0.65  # logits; makes tags alone as wrong as the protocol found them: 0.68
CUTS, TAG_MEANS, TAG_DEVIATION = np.array([-0.45, 0.45]), np.array([-0.9, 0.0, 0.9]), 0.75
ADAPTIVE, SEEDED, BATCH = 15, 5, 100
MOST_EXPOSED = 0.25
FREED_FROM = 200  # answers to an item, before its slope is estimated


@dataclass(frozen=True)
class Milestone:
    """people: who have answered so far.  fewest: answers to the least answered item."""

    people: int
    difficulty_rmse: float
    fewest: int


def tag_means(truth: Parameters) -> Floats:
    """Return the prior mean of the level that an author, who errs, gives each item."""
    seen = truth.difficulty + np.random.default_rng(TAG_SEED).normal(0, TAGGER_ERROR, len(truth))
    return TAG_MEANS[np.searchsorted(CUTS, seen)]


def seeded(counts: Floats, people: int, chance: np.random.Generator) -> Flags:
    """Return people x items: each person's least answered items, one person after another; ties at random."""
    chosen = np.zeros((people, len(counts)), dtype=np.bool_)
    running = counts.copy()
    for row in chosen:
        row[np.lexsort((chance.random(len(running)), running))[:SEEDED]] = True
        running += row
    return chosen


class Eligibility:
    """Bars items from a share of attempts, so that none is given in more than a quarter of them."""

    def __init__(self, items: int) -> None:
        self.eligible, self.given = np.zeros(items), np.zeros(items)

    def barred(self, people: int, chance: np.random.Generator) -> Flags:
        share = np.minimum(1, MOST_EXPOSED * self.eligible / np.maximum(self.given, 1e-9))
        share[self.given == 0] = 1
        barred: Flags = chance.random((people, len(share))) >= share
        self.eligible += (~barred).sum(axis=0)
        return barred


def milestones(at: tuple[int, ...], items: int = 300) -> list[Milestone]:
    """Calibrate after every batch, and report when `at` people have answered."""
    truth, total = bank(items), max(at)
    means = tag_means(truth)
    priors = Priors.normal(means, np.full(items, TAG_DEVIATION))
    chance = np.random.default_rng(ABILITY_SEED)
    would_answer = uniforms(total, items, ANSWER_SEED) < chances(truth, chance.normal(size=total))
    asked = np.zeros((total, items), dtype=np.bool_)
    in_use, found, eligibility = Parameters.of(np.ones(items), means), [], Eligibility(items)
    for begin in range(0, total, BATCH):
        block = np.s_[begin : begin + BATCH]
        pilot = seeded(asked.sum(axis=0).astype(np.float64), BATCH, chance)
        barred = pilot | eligibility.barred(BATCH, chance)
        sitting = sit(in_use, would_answer[block], Rules(ADAPTIVE, ADAPTIVE), excluded=barred, chance=chance)
        eligibility.given += np.bincount(sitting.item.ravel(), minlength=items)
        np.put_along_axis(pilot, sitting.item, values=True, axis=1)
        asked[block] = pilot
        in_use = recalibrated(asked, would_answer, begin + BATCH, priors).parameters
        if begin + BATCH in at:
            error = rmse(in_use.difficulty, truth.difficulty)
            found.append(Milestone(begin + BATCH, error, int(asked.sum(axis=0).min())))
    return found


def recalibrated(asked: Flags, would_answer: Flags, people: int, priors: Priors) -> Calibration:
    person, item = np.nonzero(asked[:people])
    answers = Answers(person, item, would_answer[person, item], people, asked.shape[1])
    return calibrate(answers, Slopes.free_where(answers.counts >= FREED_FROM), priors=priors, tolerance=1e-3)
