"""Try an exercise while you write it: `python tools/exercise.py SLUG [SOLUTION ...] [--repeat N] [--visible]`.

Runs the starter, the reference and every bad solution (or those named) in a runner of its own, and says what each
requirement found,
what was measured, and whether that is what exercise.toml promises. Exit code 1 where it is not. SLUG-task is the code
task of an exercise.
"""

import argparse
import random
import sys
import uuid
from pathlib import Path

from jobfutures.exercises.content import Exercise
from jobfutures.exercises.proof import expectation_faults
from jobfutures.exercises.reading import read_exercises
from jobfutures.exercises.rules import has_passed, job_for, requirement_results
from jobfutures.exercises.tasks import SUFFIX, variants_of
from jobfutures.kit.content.faults import ContentFaults
from jobfutures.runner.client import Client
from jobfutures.runner.job import Outcome
from jobfutures.runner.temporary import temporary_runner
from jobfutures.topics.content import read_vocabulary

CONTENT = Path(__file__).parent.parent / "content"


def try_solution(client: Client, exercise: Exercise, name: str, *, hidden: bool, quiet: bool) -> list[str]:
    """Run one solution with a fresh seed; print what it found and return what differs from the promise."""
    files = {} if name == "starter" else exercise.solutions[name]
    seed = random.SystemRandom().randrange(1 << 30)
    outcome = client.run(job_for(exercise, files, job_id=uuid.uuid4().hex, seed=seed, hidden=hidden))
    faults = expectation_faults(exercise, name, outcome) if hidden else []
    if not quiet or faults:
        print(f"\n== {name}, seed {seed}: {describe(exercise, outcome)}")
    return faults


def describe(exercise: Exercise, outcome: Outcome) -> str:
    lines = [
        f"{outcome.verdict} {'PASS' if has_passed(exercise, outcome) else 'fail'}  {outcome.reason}",
        f"   {outcome.wall_ms:.0f} ms, CPU {outcome.cpu_ms:.0f} ms, {outcome.memory_kib} KiB",
    ]
    for result in requirement_results(exercise, outcome):
        mark, figures = "ok  " if result.ok else "FAIL", dict(result.figures) or ""
        lines.append(f"   {mark} {result.id} ({result.checks} checks) {figures}")
        lines += [f"        {why}" for why in result.why]
    if outcome.errors:
        lines.append("   errors: " + outcome.errors[-800:].replace("\n", "\n   "))
    return "\n".join(lines)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("slug")
    arguments.add_argument("solution", nargs="*")
    arguments.add_argument("--repeat", type=int, default=1)
    arguments.add_argument("--visible", action="store_true", help="run the visible checks only")
    given = arguments.parse_args()
    try:
        found = read_exercises([CONTENT], read_vocabulary([CONTENT]))
    except ContentFaults as refused:
        print(
            "\n".join(str(fault) for fault in refused.faults if f"/{given.slug.removesuffix(SUFFIX)}/" in fault.file)
            or "other exercises have faults"
        )
        return 1
    exercise = {one.slug: one for one in [*found, *variants_of(found)]}[given.slug]
    faults = []
    with temporary_runner() as client:
        for turn in range(given.repeat):
            for name in given.solution or ["starter", *exercise.solutions]:
                faults += try_solution(client, exercise, name, hidden=not given.visible, quiet=turn > 0)
    print("\n" + ("\n".join(faults) if faults else "as promised"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
