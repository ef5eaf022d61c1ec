"""Arithmetic of verdicts: what a run's outcome means for an exercise. Pure; knows no database and no clock."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from jobfutures.exercises.content import Exercise
from jobfutures.kit.content.renderer import RENDERER
from jobfutures.runner.job import SAFE_PATH, CheckResult, Job, Outcome, Tier, Verdict

LONGEST_PATH = 200
STATEMENT, OURS = "STATEMENT.md", "checks/"  # what a ZIP of ours holds beside the project


@dataclass(frozen=True, slots=True)
class Taken:
    """What counts of the files of a ZIP, and the names of those that do not and differ from the project."""

    files: Mapping[str, str]
    ignored: Sequence[str]


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """One requirement of a graded run. why: the sentences of the checks that failed.  figures: budget -> (measured,
    limit)."""

    id: str
    title: str
    why_it_matters: str
    ok: bool
    why: tuple[str, ...]
    figures: Mapping[str, tuple[float, float]]
    checks: int


def project_with(exercise: Exercise, changed: Mapping[str, str]) -> dict[str, str]:
    """Return the project with the candidate's files; files that are not editable are put back."""
    kept = {
        path: text
        for path, text in changed.items()
        if path in exercise.fields.editable or (path not in exercise.project and path.endswith(".py"))
    }
    return {**exercise.project, **kept}


def job_for(exercise: Exercise, changed: Mapping[str, str], *, job_id: str, seed: int, hidden: bool = True) -> Job:
    """Return the graded job for one submission. Raises WrongJob where its files cannot be accepted."""
    return Job(
        id=job_id,
        work="grading",
        files=project_with(exercise, changed),
        lane="graded",
        tier=Tier.NAMESPACES,
        limits=exercise.limits(),
        grading=exercise.grading(seed=seed, hidden=hidden),
    ).checked()


def requirement_results(exercise: Exercise, outcome: Outcome) -> list[RequirementResult]:
    """Return each requirement with what its checks and the budgets of the whole run found."""
    results = []
    for requirement in exercise.fields.requirement:
        mine = [check for check in outcome.checks if check.requirement == requirement.id]
        broken = budget_breaches(exercise, outcome, requirement.id)
        why = tuple(dict.fromkeys([*(check.why for check in mine if not check.ok), *broken]))
        figures = worst_figures(mine)
        results.append(
            RequirementResult(
                requirement.id,
                requirement.title,
                requirement.why,
                not why and bool(mine or outcome.verdict is Verdict.OK),
                why,
                figures,
                len(mine),
            )
        )
    return results


def worst_figures(checks: Sequence[CheckResult]) -> dict[str, tuple[float, float]]:
    figures: dict[str, tuple[float, float]] = {}
    for check in checks:
        for name, (figure, limit) in check.measured.items():
            figures[name] = max(figures.get(name, (figure, limit)), (figure, limit))
    return figures


def budget_breaches(exercise: Exercise, outcome: Outcome, requirement: str) -> list[str]:
    """Return a sentence for each budget of the whole run that belongs to this requirement and was exceeded."""
    budgets = exercise.fields.budgets
    sentences = []
    if budgets.memory_kib and budgets.memory_requirement == requirement and outcome.memory_kib > budgets.memory_kib:
        sentences.append(
            f"Your program used {outcome.memory_kib / 1024:.1f} MiB of memory; "
            f"the limit is {budgets.memory_kib / 1024:.1f} MiB."
        )
    if budgets.cpu_ms and budgets.cpu_requirement == requirement and outcome.cpu_ms > budgets.cpu_ms:
        sentences.append(f"Your program used {outcome.cpu_ms:.0f} ms of CPU time; the limit is {budgets.cpu_ms} ms.")
    return sentences


def has_passed(exercise: Exercise, outcome: Outcome) -> bool:
    """Say whether a graded run with all checks is a pass: every requirement holds and has been checked."""
    results = requirement_results(exercise, outcome)
    return outcome.verdict is Verdict.OK and all(result.ok and result.checks for result in results)


def result_rows(exercise: Exercise, outcome: Outcome) -> list[dict[str, Any]]:
    """Return the requirements' results as they are stored: plain values, in the exercise's order."""
    return [
        {**asdict(result), "why": list(result.why), "figures": dict(result.figures)}
        for result in requirement_results(exercise, outcome)
    ]


def line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def path_fault(path: str, others: Collection[str]) -> str:
    """Return why a file of this name cannot be added beside the others, or an empty text."""
    if not SAFE_PATH.fullmatch(path) or len(path) > LONGEST_PATH:
        return f"The file name {path[:80]!r} is not accepted: letters, digits, . _ - and /, relative, without .. in it."
    if not path.endswith(".py"):
        return f"{path} is not accepted: a new file is a Python file, and its name ends in .py."
    if any(other.startswith(f"{path}/") or path.startswith(f"{other}/") for other in others):
        return f"{path} is not accepted: a file and a folder cannot have the same name."
    return ""


def taken_from(project: Mapping[str, str], editable: Collection[str], given: Mapping[str, str]) -> Taken:
    """Sort the files of a ZIP: what the candidate may change or add counts, unchanged files say nothing new."""
    counts = {
        path: text
        for path, text in given.items()
        if path in editable or (path not in project and path.endswith(".py") and not path.startswith(OURS))
    }
    ignored = sorted(path for path, text in given.items() if path not in counts and project.get(path) != text)
    return Taken(counts, [path for path in ignored if path != STATEMENT and not path.startswith(OURS)])


def changed_files(project: Mapping[str, str], files: Mapping[str, str]) -> dict[str, str]:
    """Return what differs from the project, with line ends as the project has them."""
    plain = {path: line_ends(text) for path, text in files.items()}
    return {path: text for path, text in plain.items() if project.get(path) != text}


def content_hash(exercise: Exercise) -> str:
    """Change whenever anything of the exercise does, its statement and reference too, or how it is rendered."""
    parts = [
        RENDERER,
        exercise.version,
        exercise.statement,
        repr(sorted(exercise.solutions.get("reference", {}).items())),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
