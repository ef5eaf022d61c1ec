"""The proof of an exercise: its reference passes with margin, its starter does not, and each bad solution fails for
the reason it promises."""

import random
import uuid
from collections.abc import Collection

from jobfutures.exercises.content import Exercise
from jobfutures.exercises.rules import has_passed, job_for, requirement_results
from jobfutures.kit.content.faults import Fault
from jobfutures.runner.client import Client
from jobfutures.runner.errors import RunnerError
from jobfutures.runner.job import Outcome

BOUNDS = ("starter", "reference")  # what content check runs of a code task: its bad solutions are those of its exercise
MARGIN = 2  # the reference uses at most one half of each budget of the whole run


def expectation_faults(exercise: Exercise, name: str, outcome: Outcome) -> list[str]:
    """Return a sentence for everything in which an outcome differs from what exercise.toml promises for this
    solution."""
    results = requirement_results(exercise, outcome)
    passed = has_passed(exercise, outcome)
    if name == "reference":
        if not passed:
            whys = [why for one in results for why in one.why]
            return [f"reference: must pass; {outcome.verdict}: {outcome.reason} {whys}"]
        return margin_faults(exercise, outcome)
    if passed:
        return [f"{name}: must not pass"]
    bad = next((one for one in exercise.fields.bad if one.folder == name), None)
    if bad is None:
        return []
    faults = []
    failed = {one.id for one in results if not one.ok}
    said = " ".join([outcome.reason, outcome.errors, *(why for one in results for why in one.why)])
    if outcome.verdict != bad.verdict:
        faults.append(f"{name}: ended with {outcome.verdict}, not {bad.verdict}: {outcome.reason}")
    if bad.fails and failed != set(bad.fails):
        faults.append(f"{name}: fails {sorted(failed)}, not {sorted(bad.fails)}: {said[:300]}")
    if bad.says not in said:
        faults.append(f"{name}: does not say {bad.says!r}: {said[:300]}")
    return faults


def margin_faults(exercise: Exercise, outcome: Outcome) -> list[str]:
    budgets = exercise.fields.budgets
    used = [("memory", outcome.memory_kib, budgets.memory_kib, "KiB"), ("CPU", outcome.cpu_ms, budgets.cpu_ms, "ms")]
    return [
        f"reference: uses {figure:g} {unit} of {name}; a budget of {limit} leaves it no margin"
        for name, figure, limit, unit in used
        if limit and figure * MARGIN > limit
    ]


def prove(exercise: Exercise, client: Client, *, only: Collection[str] = (), seed: int | None = None) -> list[Fault]:
    """Run starter, reference and every bad solution, or `only` some; return a fault for each promise not kept."""
    faults = []
    for name in only or ["starter", *exercise.solutions]:
        chosen = random.SystemRandom().randrange(1 << 30) if seed is None else seed
        files = {} if name == "starter" else exercise.solutions[name]
        try:
            outcome = client.run(job_for(exercise, files, job_id=uuid.uuid4().hex, seed=chosen))
        except RunnerError as error:
            faults.append(Fault(exercise.name, 1, f"solutions/{name}", f"could not be run: {error}"))
            continue
        faults += [
            Fault(exercise.name, 1, f"solutions/{name}", f"{fault} (seed {chosen})")
            for fault in expectation_faults(exercise, name, outcome)
        ]
    return faults
