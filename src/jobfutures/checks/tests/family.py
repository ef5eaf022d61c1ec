"""A small family for tests, as a file, and its record."""

from pathlib import Path

from jobfutures.checks.families import record
from jobfutures.checks.families.reading import SEEDS, read_folder
from jobfutures.kit.content.faults import Fault

MODULE = """
from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(area="A1", level="junior", title="How many names there are", practise=("first-name",))


def build(random: Random) -> Variant:
    count, more = random.randint(2, 90), random.randint(2, 90)
    return Variant(
        prompt=f"One list has {count} names and another {more}. How many are they together?",
        answer=Number(value=count + more, unit="names", wrong={count: "Only the first list.", more: "Not the first."}),
        why="Every name of both lists counts once, so that the number is the sum of the two lengths of the lists.",
        proof=f"print(len([0] * {count} + [0] * {more}))",
    )
"""


def recorded(folder: Path) -> None:
    faults: list[Fault] = []
    one = read_folder(folder, faults)[0]
    record.write(folder, {one.key: record.Record(digest=one.digest, seeds=SEEDS, versions={}, ran_on="2026-11-22")})
