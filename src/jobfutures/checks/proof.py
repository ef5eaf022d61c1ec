"""Proves item families: every variant's program is run, and must print the key that the variant promises."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from jobfutures.checks.families import record
from jobfutures.checks.families.authoring import Number, Variant
from jobfutures.checks.families.reading import Written, read_folder
from jobfutures.guide.content.proof import versions_for
from jobfutures.kit.content.faults import Fault
from jobfutures.predictions.content.truth import trimmed
from jobfutures.predictions.proof import Done, run_all

AT_ONCE = 2
MOST_NAMED = 3  # of one family: what is wrong with one variant is mostly wrong with all


def promised(variant: Variant) -> set[str]:
    """Return the outputs that prove the key: itself, and for a number also the words that counting it prints."""
    answer = variant.answer
    if not isinstance(answer, Number):
        return {trimmed(answer.key)}
    unit = {"queries": "query"}.get(answer.unit, answer.unit) if answer.value == 1 else answer.unit
    return {answer.key, f"{answer.key} {unit}"}


def run_proofs(families: Sequence[Written], project: Path, *, seed: int) -> dict[str, Done]:
    """Run every different program once; return what each did, by its source. seed: of hashes."""
    programs = sorted({variant.proof for one in families for variant in one.variants if variant.proof})
    parts = [programs[start::AT_ONCE] for start in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        ran = threads.map(lambda part: run_all({source: source for source in part}, project, seed=seed), parts)
        return {source: done for part in ran for source, done in part.items()}


def proof_faults(written: Written, ran: dict[str, Done]) -> list[Fault]:
    """Name the first variants whose program did not print its key. ran: by source."""
    found: list[Fault] = []
    for seed, variant in enumerate(written.variants):
        reason = why_not(variant, ran[variant.proof]) if variant.proof else ""
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


def verify(folders: Sequence[Path], project: Path, *, write: bool) -> list[Fault]:
    """Prove every family of the folders twice, and keep the record where `write` says so. Returns what is wrong."""
    faults: list[Fault] = []
    for folder in folders:
        families = read_folder(folder, faults)
        runs = [run_proofs(families, project, seed=seed) for seed in (1, 2)] if families else []
        proven = {}
        for one in families:
            wrong = [fault for ran in runs for fault in proof_faults(one, ran)]
            faults += wrong
            if not wrong:
                proven[one.key] = record_of(one)
        if write and (families or (folder / record.NAME).exists()):
            record.write(folder, proven)
    return faults


def record_of(written: Written) -> record.Record:
    proofs = [variant.proof for variant in written.variants if variant.proof]
    return record.Record(
        digest=written.digest,
        seeds=len(proofs),
        versions=versions_for("\n".join(proofs)),
        ran_on=datetime.now(UTC).date(),
    )
