"""Runs the programs of predictions, and compares what they do with their record: `jobfutures content verify`."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from jobfutures.guide.content.proof import versions_for
from jobfutures.kit.content.faults import Fault
from jobfutures.predictions.content import record
from jobfutures.predictions.content.check import guides_by_question
from jobfutures.predictions.content.reading import Prediction, read_folder
from jobfutures.predictions.content.schema import Ran, Record
from jobfutures.predictions.content.truth import counted

HARNESS = Path(__file__).parent / "harness" / "run_many.py"
MOST_MS = 2000  # of CPU time: how long a run takes depends on what else the machine does
OF_ONE_RUN = re.compile(r"\b0x[0-9a-f]{6,}|/(?:tmp|home|root|usr|work|var)/")
SEEDS = (1, 2)  # of hashes: what depends on their order prints something else


@dataclass(frozen=True)
class Done:
    """One run of one program. errors: what it wrote to its own error stream.  lost: why it did not come to its end."""

    ran: Ran
    errors: str
    wall_ms: int
    cpu_ms: int
    lost: str


def run_all(programs: Mapping[str, str], project: Path, *, seed: int = 1) -> dict[str, Done]:
    """Run programs one after the other in processes forked from a warm one. Raises RuntimeError where that breaks."""
    words = [sys.executable, "-B", str(HARNESS), str(project)]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": str(seed)}
    given = json.dumps(dict(programs)).encode()
    done = subprocess.run(words, input=given, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the programs could not be run: {done.stderr.decode(errors='replace')[-2000:]}")
    return {name: done_of(programs[name], facts) for name, facts in json.loads(done.stdout).items()}


def done_of(source: str, facts: Mapping[str, object]) -> Done:
    output = str(facts["output"])
    ran = Ran.model_validate(
        {
            "sha256": record.digest(source),
            "queries": counted(output),
            **{name: facts[name] for name in ("output", "exception", "line", "traceback")},
        }
    )
    return Done(ran, str(facts["errors"]), int(str(facts["wall_ms"])), int(str(facts["cpu_ms"])), str(facts["lost"]))


def runs_of(predictions: Sequence[Prediction], *, seed: int = 1) -> dict[tuple[str, bool], Done]:
    """Run all programs; return them by (key of the prediction, whether it is the fixed one)."""
    found: dict[tuple[str, bool], Done] = {}
    for project, group in groupby(sorted(predictions, key=project_of), project_of):
        programs: dict[str, str] = {}
        for one in group:
            programs[one.key] = one.program
            if one.fixed is not None:
                programs[f"{one.key} fixed"] = one.fixed
        for name, done in run_all(programs, project, seed=seed).items():
            found[name.removesuffix(" fixed"), name.endswith(" fixed")] = done
    return found


def project_of(prediction: Prediction) -> Path:
    """Return the project of the guide of the first related question."""
    return (prediction.home or Path("there-is-none")) / "project"


def record_of(prediction: Prediction, runs: Mapping[tuple[str, bool], Done]) -> Record:
    fixed = runs.get((prediction.key, True))
    versions = versions_for(f"{prediction.program}\n{prediction.fixed or ''}")
    return Record(
        program=runs[prediction.key, False].ran,
        fixed=fixed.ran if fixed else None,
        versions=versions,
        ran_on=datetime.now(UTC).date(),
    )


def run_faults(prediction: Prediction, *runs: Mapping[tuple[str, bool], Done]) -> list[Fault]:
    """Name what no program of a prediction may do. runs: the same programs, each time with another seed."""
    found = []
    for is_fixed in (False, True):
        done = [one[prediction.key, is_fixed] for one in runs if (prediction.key, is_fixed) in one]
        found += [prediction.program_fault(reason, fixed=is_fixed) for reason in reasons(done)]
    return found


def reasons(done: Sequence[Done]) -> Iterable[str]:
    for one in done[:1]:
        if one.lost:
            yield one.lost
        if min(run.cpu_ms for run in done) > MOST_MS:
            yield f"computes for {one.cpu_ms} ms; it may take {MOST_MS}"
        if one.errors:
            yield f"writes to the error stream, which is no part of the truth: {one.errors[:300]!r}"
        if one.ran.exception.endswith("DeprecationWarning"):
            yield f"uses what is deprecated: {one.ran.traceback.splitlines()[-1]}"
        if OF_ONE_RUN.search(one.ran.output):
            yield "prints an address in memory, or a path of one machine"
        if any((bare(run.ran), run.errors) != (bare(one.ran), one.errors) for run in done):
            yield f"does something else each time: {' | '.join(repr(bare(run.ran)) for run in done)}"


def differences(prediction: Prediction, now: Record) -> list[str]:
    """Return what a run did otherwise than the record says."""
    before = prediction.record
    if before is None:
        return ["there is no record"]
    parts = {"program": (before.program, now.program), "fixed program": (before.fixed, now.fixed)}
    found = [f"{name}: recorded {one}, ran {two}" for name, (one, two) in parts.items() if bare(one) != bare(two)]
    if before.versions != now.versions:
        found.append(f"versions: recorded {before.versions}, here {now.versions}")
    return found


def bare(ran: Ran | None) -> Ran | None:
    """Return a run without its traceback: its marks change with Python, and its words may hold an address."""
    return ran.model_copy(update={"traceback": ""}) if ran else None


def verify(folders: Sequence[Path], *, write: bool) -> list[Fault]:
    """Run every prediction of the folders; compare with the records, or write what differs. Returns what is wrong."""
    faults: list[Fault] = []
    guides = guides_by_question(list(folders))
    for folder in folders:
        found = [one.with_homes(guides) for one in read_folder(folder, faults)]
        runs = [runs_of(found, seed=seed) for seed in SEEDS] if found else []
        known: dict[str, Record] = {}
        for one in found:
            wrong = run_faults(one, *runs)
            now = record_of(one, runs[0])
            differs = differences(one, now)
            if differs and not write:
                wrong += [one.program_fault(f"did something else than its record: {why}") for why in differs]
            faults += wrong
            kept = one.record if not differs or wrong else now
            if kept:
                known[one.key] = kept
        if write and (found or (folder / record.NAME).exists()):
            record.write(folder, known)
    return faults
