"""Proves item families: every variant's program is run, and must print the key that the variant promises."""

from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from jobfutures.checks.families import record
from jobfutures.checks.families.authoring import Number, Variant
from jobfutures.checks.families.reading import Written, faults_of, read_folder
from jobfutures.guide.content.proof import versions_for
from jobfutures.kit.content.faults import Fault
from jobfutures.predictions.content.truth import trimmed
from jobfutures.predictions.proof import Done, run_all
from jobfutures.topics.content import Vocabulary

AT_ONCE = 2
HASH_SEEDS = (1, 2)  # what depends on the order of a set prints something else
PARTS = 2  # of a family with a record of today, one part runs again at a time: it ran whole when that was written
MOST_NAMED = 3  # of one family: what is wrong with one variant is mostly wrong with all


def promised(variant: Variant) -> set[str]:
    """Return the outputs that prove the key: itself, and for a number also the words that counting it prints."""
    answer = variant.answer
    if not isinstance(answer, Number):
        return {trimmed(answer.key)}
    unit = {"queries": "query"}.get(answer.unit, answer.unit) if answer.value == 1 else answer.unit
    return {answer.key, f"{answer.key} {unit}"}


def programs_of(family: Written) -> set[str]:
    return {variant.proof for variant in family.variants if variant.proof}


def part_of(programs: Iterable[str], number: int) -> set[str]:
    """Return one of PARTS parts of some programs; which one a program is in follows from its text."""
    return {source for source in programs if crc32(source.encode()) % PARTS == number % PARTS}


def run_proofs(programs: Collection[str], project: Path, *, seed: int) -> dict[str, Done]:
    """Run each program once; return what it did, by its source. seed: of hashes."""
    programs = sorted(programs)
    parts = [programs[start::AT_ONCE] for start in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        ran = threads.map(lambda part: run_all({source: source for source in part}, project, seed=seed), parts)
        return {source: done for part in ran for source, done in part.items()}


def proof_faults(written: Written, ran: dict[str, Done]) -> list[Fault]:
    """Name the first variants whose program ran and did not print its key. ran: by source."""
    found: list[Fault] = []
    for seed, variant in enumerate(written.variants):
        done = ran.get(variant.proof) if variant.proof else None
        reason = why_not(variant, done) if done else ""
        if reason and len(found) < MOST_NAMED:
            found.append(written.fault(f"seed {seed}: {reason}"))
    return found


def why_not(variant: Variant, done: Done) -> str:
    if done.lost:
        return f"the proof {done.lost}"
    if done.ran.exception:
        return f"the proof ended with {done.ran.exception}: {done.ran.traceback[-600:]}"
    if trimmed(done.ran.output) not in promised(variant):
        return f"the key is {variant.answer.key!r}, and the proof printed {trimmed(done.ran.output)[:300]!r}"
    return ""


def verify(
    folders: Sequence[Path], project: Path, vocabulary: Vocabulary, questions: Collection[str], *, write: bool,
    part: int = 0,
) -> list[Fault]:  # fmt: skip
    """Judge every family of the folders and prove it, twice where `write` says so, which then keeps the record.

    Returns what is wrong, and without `write` also what has no record of today. part: which part of a family with such
    a record runs again; whatever has none runs whole.
    """
    faults: list[Fault] = []
    for folder in folders:
        proven = {}
        known = record.read(folder, faults)
        sound = [one for one in read_folder(folder, faults) if not judged(one, vocabulary, questions, faults)]
        seeds = HASH_SEEDS if write else HASH_SEEDS[:1]
        programs: set[str] = set()
        for one in sound:
            is_known = not write and is_same(known.get(one.key), record_of(one))
            programs |= part_of(programs_of(one), part) if is_known else programs_of(one)
        runs = [run_proofs(programs, project, seed=seed) for seed in seeds] if programs else []
        for one in sound:
            wrong = [fault for ran in runs for fault in proof_faults(one, ran)]
            now = record_of(one)
            if not write and not is_same(known.get(one.key), now):
                wrong.append(one.fault(f"its record is not of today; run `{record.COMMAND}`"))
            faults += wrong
            if not wrong:
                before = known.get(one.key)
                proven[one.key] = before if before and is_same(before, now) else now
        if write and (proven or (folder / record.NAME).exists()):
            record.write(folder, proven)
    return faults


def judged(one: Written, vocabulary: Vocabulary, questions: Collection[str], faults: list[Fault]) -> list[Fault]:
    """Return what is wrong with one family short of running it, and add it to the faults."""
    wrong = faults_of(one, vocabulary, questions)
    faults += wrong
    return wrong


def is_same(before: record.Record | None, now: record.Record) -> bool:
    return before is not None and before.model_copy(update={"ran_on": now.ran_on}) == now


def record_of(written: Written) -> record.Record:
    proofs = [variant.proof for variant in written.variants if variant.proof]
    return record.Record(
        digest=written.digest,
        seeds=len(proofs),
        versions=versions_for("\n".join(proofs)),
        ran_on=datetime.now(UTC).date(),
    )
