"""`jobfutures content check|load|verify|stats`."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from jobfutures.config.content import Content, check_content, load_content
from jobfutures.config.refused import Refused
from jobfutures.exercises.content import Exercise
from jobfutures.exercises.proof import prove
from jobfutures.kit.content.faults import ContentFaults, Fault
from jobfutures.predictions.proof import verify as verify_predictions
from jobfutures.runner.errors import RunnerUnavailable
from jobfutures.runner.temporary import temporary_runner
from jobfutures.search.commands import update_index

PROVED_AT_ONCE = 4  # more than cores: much of a proof is waiting for bad solutions that hang


def check(path: str | None) -> int:
    """Print every fault as file:line: field: reason; return 1 where there is one."""
    folders = settings.CONTENT_FOLDERS
    if path:
        given = Path(path).absolute()
        if not given.is_dir():
            raise Refused(f"{path} is no folder.")
        folders = [given] if (given / "topics.toml").exists() else [settings.CONTENT_FOLDERS[0], given]
    try:
        content = check_content(folders)
    except ContentFaults as refused:
        for fault in refused.faults:
            print(fault)
        print(f"{len(refused.faults)} faults", file=sys.stderr)
        return 1
    faults = prove_exercises(content.exercises)
    for fault in faults:
        print(fault)
    counts = f"{len(content.guides.questions)} questions, {len(content.faq)} answers for the help page"
    print(f"{counts}, {len(content.exercises)} exercises, {len(content.predictions)} predictions: {len(faults)} faults")
    return 1 if faults else 0


def prove_exercises(exercises: list[Exercise]) -> list[Fault]:
    """Run the reference and every bad solution of each exercise. Raises Refused where no safe sandbox is possible."""
    if not exercises:
        return []
    try:
        with temporary_runner(at_once=PROVED_AT_ONCE) as client, ThreadPoolExecutor(PROVED_AT_ONCE) as threads:
            return [fault for faults in threads.map(lambda one: prove(one, client), exercises) for fault in faults]
    except RunnerUnavailable as error:
        raise Refused(f"the exercises could not be proved: {error}") from None


def load() -> int:
    """Load what changed. Raises Refused where the content has faults; what was loaded before stays."""
    try:
        counts = load_content(folders=settings.CONTENT_FOLDERS, at=timezone.now())
    except ContentFaults as refused:
        for fault in refused.faults:
            print(fault)
        raise Refused("nothing was loaded; what was loaded before stays.") from None
    except DatabaseError as error:
        reason = str(error).strip()
        raise Refused(f"nothing was loaded: the database cannot be used: {reason}. See `jobfutures doctor`.") from None
    update_index()
    print(f"content: {counts}" if counts else "content: unchanged")
    return 0


def verify(*, write: bool) -> int:
    """Run every example and every prediction; compare with verified.json and predicted.json, or write them."""
    folder = settings.CONTENT_FOLDERS[0]
    words = [
        sys.executable, "-m", "pytest", "-c", str(folder / "pytest.ini"), "--rootdir", str(folder),
        "--proof", "write" if write else "check",
    ]  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    code = subprocess.run(words, check=False, cwd=folder, env=environment).returncode
    faults = verify_predictions(settings.CONTENT_FOLDERS, write=write)
    for fault in faults:
        print(fault)
    print(f"predictions: {len(faults)} faults")
    return code or bool(faults)


def stats() -> int:
    """Print how much there is, by area, level and kind."""
    for line in stat_lines(check_content(settings.CONTENT_FOLDERS)):
        print(line)
    return 0


def stat_lines(content: Content) -> list[str]:
    questions = content.guides.questions
    records = list(content.guides.proof.values())
    tests = [test for record in records for test in record["tests"]]
    rows: dict[str, int] = {
        "questions": len(questions),
        "cards": sum(len(question.fields.cards) for question in questions),
        "examples": len(records),
        "tests in examples": len(tests),
        "tests with asserted query counts": sum("queries" in test for test in tests),
        "exercises": len(content.exercises),
        "predictions": len(content.predictions),
        "bad solutions that must fail": sum(len(exercise.fields.bad) for exercise in content.exercises),
        "tests on PostgreSQL only": sum(test.get("postgresql", False) for test in tests),
    }
    for question in questions:
        for name in (
            f"area {question.fields.area}",
            f"kind {question.fields.kind}",
            f"level {question.fields.levels[0]}",
        ):
            rows[name] = rows.get(name, 0) + 1
    return [f"{number:>5}  {name}" for name, number in rows.items()]
