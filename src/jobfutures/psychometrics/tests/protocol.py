"""The banks, people and answers of the measured protocol: fixed seeds, drawn in a fixed order."""

import numpy as np

from jobfutures.psychometrics.ability import Prior
from jobfutures.psychometrics.items import Bank, Floats, Integers

STANDARD = Prior.of(np.linspace(-4, 4, 161), -0.5 * np.linspace(-4, 4, 161) ** 2)
FIVE_AREAS = np.arange(300) % 5
TASK = 300


def two_parameters(items: int) -> tuple[Floats, Floats]:
    """Return slopes, exp(N(0.1, 0.3)) cut to [0.4, 2.5], and difficulties, N(0, 1)."""
    rng = np.random.default_rng(20250101)
    slope = np.clip(np.exp(rng.normal(0.1, 0.3, items)), 0.4, 2.5)
    return slope, rng.normal(0.0, 1.0, items)


def bank(items: int = 300, area: Integers | int = 0) -> Bank:
    slope, difficulty = two_parameters(items)
    return Bank.of(slope, difficulty, area=area)


def bank_with_task() -> Bank:
    """Return 300 questions and, as item 300, a code task in five scores."""
    slope, difficulty = two_parameters(300)
    steps = np.full((301, 4), np.nan)
    steps[:300, 0] = difficulty
    steps[TASK] = [-1, -0.3, 0.4, 1.1]
    return Bank.of([*slope, 1.6], steps)


def people(count: int) -> Floats:
    return np.random.default_rng(20250102).normal(0.0, 1.0, count)


def uniforms(count: int, items: int = 300) -> Floats:
    """Return one number for each person and item; what items after the 300th need is drawn apart."""
    found = np.random.default_rng(20250103).random((count, min(items, 300)))
    more = np.random.default_rng(20250105).random((count, items - found.shape[1]))
    return np.concatenate([found, more], axis=1)
