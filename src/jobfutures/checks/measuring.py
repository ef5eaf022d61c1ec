"""The measurement engine as checks use it. It brings NumPy, so it is imported through `engine` only, when it is needed.

A bank version never changes, so what is worked out from it is kept by its id.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any

import numpy as np

from jobfutures.checks.banks import Entry
from jobfutures.checks.models import Bank as BankRow
from jobfutures.psychometrics.ability import Estimate, Posterior, Prior
from jobfutures.psychometrics.curves import Table
from jobfutures.psychometrics.errors import NoItemLeft
from jobfutures.psychometrics.exposure import MOST_EXPOSED, Counters, drawn
from jobfutures.psychometrics.items import Bank, Format, guess_of
from jobfutures.psychometrics.levels import Levels, Verdict, area_marks, sentences, verdict_of
from jobfutures.psychometrics.parameters import Parameters, chances_at
from jobfutures.psychometrics.person_fit import largest_drift
from jobfutures.psychometrics.pilots import next_pilot
from jobfutures.psychometrics.selection import Policy, next_item, without_variants
from jobfutures.psychometrics.stopping import Progress, Stop, StopRules, is_enough, stops
from jobfutures.psychometrics.tags import DIFFERING_SD, difficulty_of_tags

FORMATS = {
    "ONE_OF": Format.CHOICE, "LINE": Format.CHOICE, "SOME_OF": Format.MULTI_SELECT, "NUMBER": Format.OPEN,
    "OUTPUT": Format.OUTPUT, "ORDER": Format.ORDERING, "GAP": Format.GAP, "TASK": Format.CODE,
}  # fmt: skip
PRIOR, RULES, LEVELS = Prior.normal(), StopRules(), Levels()
Counts = Mapping[str, Sequence[float]]  # slug -> eligible, given


@dataclass(frozen=True, eq=False)
class Prepared:
    """A bank version, ready to measure with."""

    entries: tuple[Entry, ...]
    bank: Bank
    table: Table
    policy: Policy

    @property
    def places(self) -> dict[str, int]:
        return {entry.item: place for place, entry in enumerate(self.entries)}


@dataclass(frozen=True)
class Given:
    """One answered question: the place of its item, its score, and whether it counted."""

    place: int
    score: int
    is_pilot: bool


@dataclass(frozen=True)
class Choice:
    place: int
    is_pilot: bool = False


def arrays(entries: Sequence[Entry]) -> Bank:
    """Return entries as the engine's bank, item by item."""
    most = max(len(entry.steps) for entry in entries)
    steps = np.full((len(entries), most), np.nan)
    for row, entry in enumerate(entries):
        steps[row, : len(entry.steps)] = entry.steps
    return Bank.of(
        [entry.slope for entry in entries],
        steps,
        guess=[entry.guess for entry in entries],
        step_sd=[entry.step_sd for entry in entries],
        log_slope_sd=[entry.log_slope_sd for entry in entries],
        area=[entry.part for entry in entries],
        level=[entry.level for entry in entries],
    )


def prepared_of(entries: Sequence[Entry], shares: Sequence[float]) -> Prepared:
    bank = arrays(entries)
    return Prepared(tuple(entries), bank, Table.of(bank, PRIOR.points), Policy(np.array(shares)))


@lru_cache(maxsize=16)
def prepared(bank_id: int) -> Prepared:
    """Return a bank version by its id. One query, the first time in a process."""
    row = BankRow.objects.only("items", "parts").get(pk=bank_id)
    return prepared_of([Entry.restored(one) for one in row.items], [part["share"] for part in row.parts])


def begun() -> bytes:
    """Return what is believed before the first answer, as it is stored."""
    return Posterior.before(PRIOR).stored()


def eligible(ready: Prepared, counts: Counts, known: Collection[str], usable: Collection[str], seed: int) -> list[int]:
    """Return the places that one check may ask: drawn by exposure, usable, and not met by this person before.

    counts: how often items were eligible and given.  known: slugs met before.  usable: slugs that may be asked at all.
    A part that the draw has emptied gets back all that the person may be asked.
    """
    rows = np.array([counts.get(entry.item, (0.0, 0.0)) for entry in ready.entries])
    chances = Counters(rows[:, 0], rows[:, 1]).chances(MOST_EXPOSED)
    lucky = drawn(chances, np.random.default_rng(seed).random(len(chances)))
    open_to = [entry.item in usable and entry.item not in known for entry in ready.entries]
    found = [place for place, is_open in enumerate(open_to) if is_open and lucky[place]]
    kept = {(ready.entries[place].part, ready.entries[place].is_task) for place in found}
    back = [
        place
        for place, entry in enumerate(ready.entries)
        if open_to[place] and not lucky[place] and (entry.part, entry.is_task) not in kept
    ]
    return sorted(found + back)


def has_task(ready: Prepared, candidates: Sequence[int]) -> bool:
    return any(ready.entries[place].is_task for place in candidates)


def next_choice(
    ready: Prepared, posterior: bytes, candidates: Sequence[int], past: Sequence[Given], *, seed: int, wants_task: bool
) -> Choice | None:
    """Return what to ask next, or None where no item is left. The same past gives the same choice.

    past: all answered questions, in their order; a code task comes first, where one is wanted.
    """
    number = len(past) + 1
    random = Random(f"{seed}:{number}")
    tasks = [place for place in candidates if ready.entries[place].is_task]
    if wants_task and tasks and not past:
        return Choice(random.choice(tasks))
    met = np.array([one.place for one in past], dtype=np.intp)
    left = without_variants(ready.bank, met)
    left[[place for place, entry in enumerate(ready.entries) if entry.is_task]] = False
    left &= np.isin(np.arange(len(ready.entries)), candidates)
    is_scored = np.array([entry.scored for entry in ready.entries])
    at = Posterior.restored(PRIOR, posterior)
    pilot = left & ~is_scored
    if pilot.any() and ready.policy.is_pilot_slot(number):
        answers = np.array([entry.answers for entry in ready.entries])
        return Choice(next_pilot(ready.bank, at.estimate().ability, pilot, answers), is_pilot=True)
    scored, draw = [one.place for one in past if not one.is_pilot], random.random()
    try:
        place = next_item(
            ready.table, at.weights, candidates=left & is_scored, given=scored, policy=ready.policy, draw=draw
        )
    except NoItemLeft:
        return None
    return Choice(place)


def after(ready: Prepared, posterior: bytes, place: int, score: int) -> bytes:
    """Return what is believed once the item at `place` was answered with `score`, as it is stored."""
    return Posterior.restored(PRIOR, posterior).after(ready.bank, place, score).stored()


def progress(
    ready: Prepared, posterior: bytes, candidates: Sequence[int], past: Sequence[Given], *, stopped: bool, task: bool
) -> Progress:
    """Return where a check stands. stopped: the candidate ends it.  task: a code task is wanted, and can be asked."""
    at = Posterior.restored(PRIOR, posterior)
    counted = [one for one in past if not one.is_pilot]
    parts = {ready.entries[one.place].part for one in counted}
    to_touch = {ready.entries[place].part for place in candidates if ready.entries[place].scored}
    done = any(ready.entries[one.place].is_task for one in counted)
    return Progress(
        questions=sum(not ready.entries[one.place].is_task for one in counted),
        error=at.estimate().error,
        surest=float(LEVELS.probabilities(PRIOR.points, at.weights).max()),
        areas_touched=parts >= to_touch,
        task_done=done or not task,
        candidate_stops=stopped,
    )


def ends(now: Progress) -> str:
    """Return which rule ends a check, by its name, or an empty text where it goes on."""
    found = Stop(int(stops(now, RULES)))
    return "" if found is Stop.GOES_ON else found.name


def has_result(now: Progress) -> bool:
    return bool(is_enough(now, RULES))


def outcome(
    ready: Prepared, posterior: bytes, past: Sequence[Given], parts: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return what a finished check is told by, in plain values: see `told`.

    ability, error: logits.  chances: of each level.  cuts: between levels, logits.  marks: part -> STRONG, MIXED or
    WEAK.  questions, tasks: how many counted.
    """
    counted = [one for one in past if not one.is_pilot]
    tasks = sum(ready.entries[one.place].is_task for one in counted)
    at = Posterior.restored(PRIOR, posterior)
    verdict = verdict_of(at, LEVELS)
    marks = area_marks(ready.bank, [(one.place, one.score) for one in counted], verdict.estimate)
    return {
        "ability": verdict.estimate.ability,
        "error": verdict.estimate.error,
        "chances": [float(chance) for chance in LEVELS.probabilities(PRIOR.points, at.weights)],
        "cuts": list(LEVELS.cuts),
        "marks": {parts[part]["id"]: mark.value for part, mark in marks.items()},
        "questions": len(counted) - tasks,
        "tasks": tasks,
    }


def told(found: Mapping[str, Any], taken_on: date) -> str:
    """Return what the candidate reads, from what `outcome` gave."""
    chances = found["chances"]
    best = max(range(len(chances)), key=chances.__getitem__)
    beside = max((place for place in (best - 1, best + 1) if 0 <= place < len(chances)), key=chances.__getitem__)
    verdict = Verdict(best, chances[best], beside, chances[beside], Estimate(found["ability"], found["error"]))
    return sentences(verdict, LEVELS, taken_on=taken_on, questions=found["questions"], tasks=found["tasks"])


def is_misfit(ready: Prepared, past: Sequence[Given], ability: float, cuts: Mapping[str, float]) -> bool:
    """Say whether answers do not hang together. cuts: by number of right/wrong answers, from the bank's simulation."""
    counted = [one for one in past if not one.is_pilot and not ready.entries[one.place].is_task]
    cut = cuts.get(str(len(counted)))
    if cut is None:
        return False
    bank, places = ready.bank, np.array([one.place for one in counted], dtype=np.intp)
    parameters = Parameters(bank.slope, bank.steps[:, 0], bank.guess)
    chances = chances_at(parameters, places, np.full(len(places), ability))
    right = np.array([[one.score > 0 for one in counted]])
    return bool(largest_drift(right, chances[None])[0] > cut)


def tagged(first: int, second: int | None) -> tuple[float, float]:
    """Return the difficulty of an item and its standard deviation, in logits, from two tags: 0 junior to 2 senior.

    Where a second person has not spoken, it is as uncertain as where two differ.
    """
    mean, sd = difficulty_of_tags([first], [first if second is None else second])
    return float(mean[0]), float(sd[0]) if second is not None else DIFFERING_SD


def guess(kind: str, options: int) -> float:
    """Return the probability to be right by chance. kind: of `models.Kind`.  options: among how many one chooses."""
    return guess_of(FORMATS[kind], options)
