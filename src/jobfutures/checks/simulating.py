"""What a bank version can do: simulated people take the check as it is given, and the gates that a release must pass.

Imported by commands and tasks only: it brings the whole engine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil, isnan
from typing import Any

import numpy as np

from jobfutures.checks.banks import Entry
from jobfutures.checks.measuring import LEVELS, PRIOR, RULES, Prepared, arrays
from jobfutures.psychometrics.ability import moments, weights_of
from jobfutures.psychometrics.accuracy import accuracy, level_accuracy
from jobfutures.psychometrics.exposure import MOST_EXPOSED
from jobfutures.psychometrics.items import Bank, Floats
from jobfutures.psychometrics.parameters import Parameters, chances_at
from jobfutures.psychometrics.person_fit import FALSE_RATE, largest_drift
from jobfutures.psychometrics.simulate import Design, Run, answered, simulate

PEOPLE, SEED = 2000, 20261129
FIT_PEOPLE = 1000
LEAST_ITEMS_A_PART = 6
MOST_WITH_EQUAL_SLOPES = 27  # questions of a bank whose slopes are not estimated yet, on average
MOST_QUESTIONS, MOST_EXPOSED_ITEM = 18, 0.37  # of a calibrated bank: on average; of checks, that ask one item


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition of a release. found: the figure, None where nothing happened that it could be counted from.

    least, most: its bounds, None where there is none.
    """

    name: str
    found: float | None
    least: float | None = None
    most: float | None = None

    @property
    def holds(self) -> bool:
        if self.found is None:
            return True
        return (self.least is None or self.found >= self.least) and (self.most is None or self.found <= self.most)


def scored_only(ready: Prepared) -> Prepared:
    """Return the bank without pilots: they measure nobody."""
    entries = [entry for entry in ready.entries if entry.scored]
    from_places = arrays(entries)
    return Prepared(tuple(entries), from_places, ready.table, ready.policy)


def truth_of(bank: Bank, rng: np.random.Generator) -> Bank:
    """Return items as they might truly be, where `bank` is what is believed of them.

    What is believed is what was known before, drawn with its standard error: the truth lies around it.
    """
    steps = bank.steps + rng.normal(0, 1, (len(bank), 1)) * bank.step_sd[:, None]
    slope = bank.slope * np.exp(rng.normal(0, 1, len(bank)) * bank.log_slope_sd)
    return Bank.of(slope, steps, guess=bank.guess, area=bank.area, level=bank.level)


def simulated(ready: Prepared, *, people: int = PEOPLE, seed: int = SEED) -> dict[str, Any]:
    """Return the accuracy sheet of a bank version: what `psychometrics.accuracy` finds, without and with a code task.

    people: how many, N(0, 1).  The items are believed, not known: for each simulation their truth is drawn anew.
    """
    whole, ready = ready, scored_only(ready)
    rng = np.random.default_rng(seed)
    ability = rng.normal(0, 1, people)
    pilots = len(whole.entries) - len(ready.entries)
    sheet: dict[str, Any] = {"people": people, "seed": seed, "scored": len(ready.entries), "pilots": pilots}
    tasks = [place for place, entry in enumerate(ready.entries) if entry.is_task]
    for name, task in (("questions", None), ("with_task", middle(ready.bank, tasks) if tasks else None)):
        if name == "questions" or task is not None:
            truth = truth_of(ready.bank, rng)
            scores = answered(truth, ability, rng.random((people, len(ready.bank))))
            run = simulate(without_tasks(ready, task), design(ready, task), scores, rng)
            sheet[name] = figures(run, ready.bank, ability)
    sheet["fit_cuts"] = fit_cuts(ready, rng)
    return sheet


def middle(bank: Bank, tasks: Sequence[int]) -> int:
    return min(tasks, key=lambda place: abs(float(bank.difficulty[place])))


def without_tasks(ready: Prepared, task: int | None) -> Bank:
    """Return the bank; where no task is asked, tasks tell nothing and are never chosen."""
    if task is not None:
        return ready.bank
    bank = ready.bank
    slope = np.where(bank.is_task, 1e-6, bank.slope)
    return Bank.of(slope, bank.steps, guess=bank.guess, step_sd=bank.step_sd, log_slope_sd=bank.log_slope_sd,
                   area=bank.area, level=bank.level)  # fmt: skip


def design(ready: Prepared, task: int | None) -> Design:
    return Design(prior=PRIOR, rules=RULES, levels=LEVELS, policy=ready.policy, most_exposed=MOST_EXPOSED, task=task)


def figures(run: Run, bank: Bank, ability: Floats) -> dict[str, Any]:
    found = {**asdict(accuracy(run, bank, ability)), **asdict(level_accuracy(run, LEVELS, ability))}
    return {name: None if isnan(value) else value for name, value in found.items()}


def fit_cuts(ready: Prepared, rng: np.random.Generator) -> dict[str, float]:
    """Return, for each number of right/wrong answers, the drift that only 2 in 100 honest people exceed."""
    ability = rng.normal(0, 1, FIT_PEOPLE)
    truth = truth_of(ready.bank, rng)
    rules = type(RULES)(least=RULES.least, most=RULES.most, sure=None, precision=None)
    whole = Design(prior=PRIOR, rules=rules, levels=LEVELS, policy=ready.policy, most_exposed=MOST_EXPOSED)
    bank = without_tasks(ready, None)
    scores = answered(truth, ability, rng.random((FIT_PEOPLE, len(bank))))
    run = simulate(bank, whole, scores, rng)
    final = moments(PRIOR.points, weights_of(run.log_weight))[0]
    parameters = Parameters(bank.slope, bank.steps[:, 0], bank.guess)
    cuts = {}
    for length in range(RULES.least, RULES.most + 1):
        places = run.asked[:, :length]
        chances = chances_at(parameters, places, final[:, None])
        right = np.take_along_axis(scores, places, axis=1) > 0
        cuts[str(length)] = float(np.quantile(largest_drift(right, chances), 1 - FALSE_RATE))
    return cuts


def needs(shares: Sequence[float]) -> list[int]:
    """Return how many scored items each part of a calibrated bank needs, so that none is asked too often.

    shares: of the parts, summing to 1.
    """
    return [max(LEAST_ITEMS_A_PART, ceil(share * MOST_QUESTIONS / MOST_EXPOSED_ITEM)) for share in shares]


def gates(
    sheet: Mapping[str, Any], entries: Sequence[Entry], parts: int, *, is_provisional: bool
) -> list[Gate]:  # fmt: skip
    """Return every condition of a release with its figure.

    is_provisional: the items are known from tags only. What is said must be as true as ever (the bands, what is
    promised of a level); how exact and how short a check is can only be asked of items that people have answered.
    """
    found = sheet["questions"]
    smallest = min(sum(entry.part == part and entry.scored for entry in entries) for part in range(parts))
    return [
        Gate("share of people inside their 90 % band", found["covered"], 0.87, 0.96),
        Gate("the same beyond 1.5 logits", found["covered_tails"], 0.84),
        Gate("promised minus true share of right levels", found["promised"] - found["right"], -0.05, 0.03),
        Gate("share told a level two away", found["two_off"] / sheet["people"], None, 0.002),
        Gate(
            "share told the right level where one word is said", found["sure_right"], 0.84 if is_provisional else 0.88
        ),
        Gate("mean number of questions", found["items"], None, longest(entries)),
        Gate("largest share of checks that ask one item", found["most_exposed"], None, MOST_EXPOSED_ITEM),
        Gate("scored items of the smallest part", float(smallest), LEAST_ITEMS_A_PART),
    ]


def longest(entries: Sequence[Entry]) -> float:
    """Return how many questions a check may have on average.

    While all questions are believed to tell equally much, none can be chosen because it tells more.
    """
    scored = [entry for entry in entries if entry.scored and not entry.is_task]
    known = sum(entry.slope != 1.0 for entry in scored)
    return MOST_QUESTIONS if known * 2 >= len(scored) else MOST_WITH_EQUAL_SLOPES
