"""`jobfutures content check|load|verify|stats`."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from jobfutures.config import content_stats
from jobfutures.config.content import check_content, load_content
from jobfutures.config.items_command import verify_items
from jobfutures.config.migrate import prepare_checks
from jobfutures.config.refused import Refused
from jobfutures.exercises.content import Exercise
from jobfutures.exercises.proof import BOUNDS, prove
from jobfutures.exercises.tasks import variants_of
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
    counts += (
        f", {len(content.exercises)} exercises, {len(content.predictions)} predictions, {len(content.reviews)} reviews"
    )
    print(f"{counts}: {len(faults)} faults")
    return 1 if faults else 0


def prove_exercises(exercises: list[Exercise]) -> list[Fault]:
    """Run starter, reference and every bad solution of each exercise, and the first two of each code task.

    Raises Refused where no safe sandbox is possible.
    """
    if not exercises:
        return []
    try:
        with temporary_runner(at_once=PROVED_AT_ONCE) as client, ThreadPoolExecutor(PROVED_AT_ONCE) as threads:
            wanted = [(one, name) for one in exercises for name in ("starter", *one.solutions)]
            wanted += [(one, name) for one in variants_of(exercises) for name in BOUNDS]
            proofs = [threads.submit(prove, one, client, only=[name]) for one, name in wanted]
            return [fault for one in proofs for fault in one.result()]
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
    prepare_checks()
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
    predicted = verify_predictions(settings.CONTENT_FOLDERS, write=write)
    items = verify_items(write=write)
    for fault in (*predicted, *items):
        print(fault)
    print(f"predictions: {len(predicted)} faults; item families: {len(items)} faults")
    return code or bool(predicted or items)


def stats(*, as_json: bool = False) -> int:
    """Print how much there is. Raises Refused where the content has faults: a figure of a broken file means nothing."""
    try:
        found = content_stats.counts(check_content(settings.CONTENT_FOLDERS))
    except ContentFaults as refused:
        for fault in refused.faults:
            print(fault)
        raise Refused("nothing was counted.") from None
    if as_json:
        print(json.dumps({count.key: count.number for count in found}, indent=2))
    else:
        print("\n".join(map(str, found)))
    return 0
