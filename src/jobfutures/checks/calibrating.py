"""Items estimated from answers. It brings NumPy and SciPy, so it is imported through `engine` only, by the job.

Right/wrong items follow the engine's calibration; it knows no partial credit, so code tasks keep the numbers of their
tags, and their answers are only counted.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import numpy as np

from jobfutures.checks.banks import Entry
from jobfutures.checks.cleaned import Cleaned, cleaned
from jobfutures.checks.gathered import Calibrated, Estimate, Gathered, Heard
from jobfutures.checks.watching import watched
from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Flags, Floats
from jobfutures.psychometrics.calibration import Calibration, calibrate
from jobfutures.psychometrics.curves import SHRINKAGE
from jobfutures.psychometrics.fit import marginal_reliability
from jobfutures.psychometrics.linking import Link, stocking_lord
from jobfutures.psychometrics.parameters import Parameters, curves
from jobfutures.psychometrics.priors import Priors
from jobfutures.psychometrics.quadrature import posterior
from jobfutures.psychometrics.slopes import Slopes
from jobfutures.psychometrics.tags import LOG_SLOPE_SD
from jobfutures.psychometrics.uncertainty import standard_errors

SLOPE_FREED = 200  # answers; fewer say too little of a slope, and it is taken as 1
ANCHOR_ANSWERS = 10
FEWEST_ANCHORS = 8
ROUNDS, STILL = 12, 0.01  # priors lie on the scale in use, estimates on that of who answered; logits
TOLERANCE = 1e-4


def calibrated(
    tagged: Sequence[Entry], used: Mapping[str, Entry], gathered: Gathered, heard: Heard, *, known_at: datetime | None
) -> Calibrated:
    """Return what answers say of every item that somebody answered.

    tagged: the items of today, as their tags have them.  used: the bank in use, by slug.  known_at: when its numbers
    were estimated from answers, None where they are tags.  Raises CalibrationError.
    """
    clean = cleaned(tagged, gathered, heard.since)
    moved = watched(clean, used, heard, known_at=known_at)
    changed = {one.item for one in moved.findings}
    found, link, anchors = linked(clean, used, changed)
    errors = standard_errors(clean.answers, found)
    is_free = found.slopes.place >= 0
    estimates = {}
    for place, entry in enumerate(clean.items):
        estimates[entry.item] = Estimate(
            slope=float(found.slope[place] / link.multiplier),
            difficulty=float(found.difficulty[place] * link.multiplier + link.shift),
            step_sd=float(errors.difficulty[place] * link.multiplier),
            log_slope_sd=float(errors.log_slope[place]) if is_free[place] else LOG_SLOPE_SD,
            answers=int(clean.answers.counts[place]),
        )
    after = moved.with_fit(found).with_groups(found.parameters)
    return Calibrated(
        estimates=estimates, seen=after.seen, findings=after.findings, anchors=anchors,
        multiplier=link.multiplier, shift=link.shift, reliability=reliability(gathered),
    )  # fmt: skip


def reliability(gathered: Gathered) -> float | None:
    enough = len(gathered.estimates) > 1
    return marginal_reliability(gathered.estimates, gathered.errors) if enough else None


def linked(clean: Cleaned, used: Mapping[str, Entry], changed: Collection[str]) -> tuple[Calibration, Link, int]:
    """Return the estimates, how they lie on the scale in use, and the number of items that tell so.

    Tags speak on the scale in use, so each link moves them for the next estimate, until it stays. changed: items that
    are no measure of others.
    """
    items, link = clean.items, Link(1.0, 0.0)
    slopes = Slopes.free_where(clean.answers.counts >= SLOPE_FREED)
    guess = np.array([entry.guess for entry in items])
    anchors = is_anchor(clean, used, changed)
    old = flattened([used.get(entry.item, entry) for entry in items], anchors)
    for _ in range(ROUNDS):
        priors = moved_priors(items, link)
        found = calibrate(clean.answers, slopes, guess=guess, priors=priors, tolerance=TOLERANCE)
        if anchors.sum() < FEWEST_ANCHORS:
            return found, link, 0
        before, link = link, stocking_lord(old, believed(clean.answers, found, anchors))
        if abs(link.shift - before.shift) + abs(link.multiplier - before.multiplier) < STILL:
            break
    return found, link, int(anchors.sum())


def is_anchor(clean: Cleaned, used: Mapping[str, Entry], changed: Collection[str]) -> Flags:
    """Say which items tell how the new scale lies on the one in use: scored there, answered often enough, unchanged."""
    return np.array([
        entry.item in used and used[entry.item].scored and entry.item not in changed and count >= ANCHOR_ANSWERS
        for entry, count in zip(clean.items, clean.answers.counts, strict=True)
    ])  # fmt: skip


def moved_priors(items: Sequence[Entry], link: Link) -> Priors:
    """Return what tags say of each item, on the scale of the people who answered."""
    mean = np.array([entry.steps[0] for entry in items])
    deviation = np.array([entry.step_sd for entry in items])
    return Priors.normal((mean - link.shift) / link.multiplier, deviation / link.multiplier, LOG_SLOPE_SD)


def flattened(entries: Sequence[Entry], kept: Flags) -> Parameters:
    """Return the curves that are expected of items whose difficulty is uncertain: the more so, the flatter."""
    slope = np.array([entry.slope for entry in entries])
    deviation = np.array([entry.step_sd for entry in entries])
    difficulty = np.array([entry.steps[0] for entry in entries])
    return expected(slope, difficulty, np.array([entry.guess for entry in entries]), deviation, kept)


def believed(answers: Answers, found: Calibration, kept: Flags) -> Parameters:
    """Return the expected curves of new estimates; where people say little, nearly those of the tags."""
    seen = curves(found.parameters, found.quadrature.points)
    counted = answers.outcomes.T @ posterior(answers, seen, found.quadrature)[0]
    met = counted[: answers.items] + counted[answers.items :]
    information = found.slope**2 * (met * seen.right_slope * -seen.wrong_slope).sum(axis=1)
    deviation = (information + found.priors.difficulty_precision) ** -0.5
    return expected(found.slope, found.difficulty, found.guess, deviation, kept)


def expected(slope: Floats, difficulty: Floats, guess: Floats, deviation: Floats, kept: Flags) -> Parameters:
    flat = slope / np.sqrt(1 + SHRINKAGE * (slope * deviation) ** 2)
    return Parameters(flat[kept], difficulty[kept], guess[kept])
