"""Says whether a verdict is always the same: every reference and every bad solution, again and again.

    python bench/verdicts.py [REPEATS] [SPINNERS] [SLUG ...]

SLUG: only these exercises; all of them, 200 times, take hours.  SPINNERS: processes that do nothing but take CPU time
meanwhile. Prints each solution whose outcome was not the same every time (verdict and failed requirements), and the
median and the worst of CPU time and memory of each reference.
"""

import statistics
import subprocess
import sys
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import randbelow

from jobfutures.exercises.content import Exercise
from jobfutures.exercises.reading import read_exercises
from jobfutures.exercises.rules import has_passed, job_for, requirement_results
from jobfutures.runner.client import Client
from jobfutures.runner.job import Outcome
from jobfutures.runner.temporary import temporary_runner
from jobfutures.topics.content import read_vocabulary

CONTENT = Path(__file__).parent.parent / "content"
REPEATS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
SPINNERS = int(sys.argv[2]) if len(sys.argv) > 2 else 0
ONLY = sys.argv[3:]


def run(client: Client, exercise: Exercise, name: str) -> Outcome:
    job = job_for(exercise, exercise.solutions[name], job_id=uuid.uuid4().hex, seed=randbelow(1 << 30))
    return client.run(job)


def shape(exercise: Exercise, outcome: Outcome) -> str:
    failed = [one.id for one in requirement_results(exercise, outcome) if not one.ok]
    return "pass" if has_passed(exercise, outcome) else f"{outcome.verdict} fails {', '.join(failed)}"


def main() -> int:
    exercises = read_exercises([CONTENT], read_vocabulary([CONTENT]))
    if unknown := set(ONLY) - {one.slug for one in exercises}:
        print(f"no exercise is called {', '.join(sorted(unknown))}")
        return 2
    spinners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(SPINNERS)]
    runs, unstable, began = 0, 0, time.perf_counter()
    try:
        with temporary_runner() as client, ThreadPoolExecutor(2) as threads:
            for exercise in [one for one in exercises if not ONLY or one.slug in ONLY]:
                for name in exercise.solutions:
                    found = list(threads.map(lambda _: run(client, exercise, name), range(REPEATS)))  # noqa: B023
                    runs += len(found)
                    shapes = Counter(shape(exercise, outcome) for outcome in found)
                    unstable += len(shapes) > 1
                    if len(shapes) > 1:
                        print(f"NOT THE SAME  {exercise.slug} {name}: {dict(shapes)}", flush=True)
                    if name == "reference":
                        cpu, memory = [one.cpu_ms for one in found], [one.memory_kib for one in found]
                        wall = [one.wall_ms for one in found]
                        print(
                            f"{exercise.slug:24} wall {statistics.median(wall):5.0f} ms, "
                            f"CPU {statistics.median(cpu):5.0f} ({max(cpu):.0f}) ms, "
                            f"memory {statistics.median(memory):6.0f} ({max(memory)}) KiB",
                            flush=True,
                        )
    finally:
        for spinner in spinners:
            spinner.kill()
    print(f"{runs} runs in {time.perf_counter() - began:.0f} s; {unstable} solutions differed between runs")
    return 1 if unstable else 0


if __name__ == "__main__":
    sys.exit(main())
