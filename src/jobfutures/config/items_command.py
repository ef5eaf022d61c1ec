"""`jobfutures content prove PATH`: what an author asks while an item family is being written."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from jobfutures.checks.proof import PARTS, verify
from jobfutures.checks.proving import as_text, prove_files
from jobfutures.config.refused import Refused
from jobfutures.kit.content.faults import Fault
from jobfutures.predictions.content.check import guides_by_question
from jobfutures.topics.content import read_vocabulary

DEEP = 3  # a family stands in FOLDER/items/<area>/<family>.py


def verify_items(*, write: bool, part: int = 0) -> list[Fault]:
    """Judge and prove every item family of this instance; keep the record where `write` says so. part: see `verify`."""
    folders = settings.CONTENT_FOLDERS
    homes = guides_by_question(folders)
    return verify(folders, project_of(homes), read_vocabulary(folders), set(homes), write=write, part=part)


def project_of(homes: Mapping[str, Path]) -> Path:
    """Return the project that proofs run beside: that of the first guide."""
    return next(iter(homes.values())) / "project"


def prove(path: str | None, *, show: int) -> int:
    """Build and prove the families of a file or folder; print every fault, and the first `show` variants of each.

    Without a path all of this instance, compared with their record.
    """
    if not path:
        part = secrets.randbelow(PARTS)
        faults = verify_items(write=False, part=part)
        told = f"item families: {len(faults)} faults; of what has its record, part {part + 1} of {PARTS} ran again"
        print("\n".join(map(str, [*faults, told])))
        return 1 if faults else 0
    given = Path(path).absolute()
    files = [given] if given.is_file() else sorted(given.rglob("*.py"))
    if not files:
        raise Refused(f"{path} is no item family, and no folder of them.")
    folder = files[0].parents[DEEP - 1]
    folders = list(dict.fromkeys([*settings.CONTENT_FOLDERS, folder]))
    homes = guides_by_question(folders)
    families, faults = prove_files(files, folder, project_of(homes), read_vocabulary(folders), set(homes))
    for one in families:
        for seed, variant in enumerate(one.variants[:show]):
            print(f"======== {one.slug}, seed {seed}\n\n{as_text(variant)}\n")
    for fault in faults:
        print(fault)
    print(f"{len(families)} families, {sum(len(one.variants) for one in families)} variants: {len(faults)} faults")
    return 1 if faults else 0
