"""What is lost of the queue on PostgreSQL while its workers are killed, and how often a task is done twice.

    python bench/tasks.py            # 10,000 tasks, two workers, one killed each time 100 to 300 are done
    python bench/tasks.py 2000       # fewer, for a look

The database is one of its own on the server in JOBFUTURES_TEST_POSTGRESQL. Floor: the same tasks without a kill.
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.processes.killed_workers import Outcome, database, killed_all_the_while

NEVER, OFTEN = (0, 0), (100, 300)


def main(number: int) -> None:
    chance = random.Random(2026)
    with database() as url:
        calm = killed_all_the_while(url, number, workers=2, every=NEVER, chance=chance)
    with database() as url:
        killed = killed_all_the_while(url, number, workers=2, every=OFTEN, chance=chance)
    say("in peace", calm)
    say("killed", killed)
    print(f"slower by {killed.seconds / calm.seconds:.1f}")
    sys.exit(1 if killed.lost or calm.lost else 0)


def say(name: str, outcome: Outcome) -> None:
    rate = outcome.tasks / outcome.seconds
    print(
        f"{name:>9}: {outcome.tasks} tasks in {outcome.seconds:.1f} s ({rate:.0f}/s), {outcome.kills} kills, "
        f"{outcome.lost} lost, {outcome.again} done more than once"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
