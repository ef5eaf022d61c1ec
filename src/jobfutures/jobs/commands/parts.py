"""Makes the raw parts of a large index, several at a time, in processes beside: a thread would stop all others of its
process for a minute.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import structlog
from django.conf import settings

from jobfutures.jobs import engine
from jobfutures.jobs.queries.indexed import Stretch, entries_between, stretches

AT_ONCE = 2  # each needs some 600 MB while it works
log = structlog.get_logger(__name__)


def built(folder: Path) -> Iterator[Path]:
    """Write parts of all live postings, and yield where they are. Raises OSError."""
    files = {folder / f"part-{number}": stretch for number, stretch in enumerate(stretches(engine.AT_ONCE))}
    build_beside(files)
    yield from (file for file in files if file.exists())


def build_beside(files: dict[Path, Stretch]) -> None:
    """Write each part; those that a process beside could not write are written here."""
    if len(files) > 1:
        try:
            help_with(list(files.items()))
        except OSError:
            log.warning("parts of the index of postings not made beside", exc_info=True)
    for file, stretch in files.items():
        if not file.exists():
            build(file, stretch, is_raw=len(files) > 1)


def help_with(waiting: list[tuple[Path, Stretch]]) -> None:
    """Raises OSError."""
    number = min(AT_ONCE, os.process_cpu_count() or 1)
    with ExitStack() as stack:
        helpers = [stack.enter_context(helper(waiting[place::number])) for place in range(number)]
        codes = [one.wait() for one in helpers]
    if any(codes):
        raise ChildProcessError(f"ended with {codes}")


def helper(share: list[tuple[Path, Stretch]]) -> "subprocess.Popen[bytes]":
    words = [f"{file}={said(stretch)}" for file, stretch in share]
    return subprocess.Popen([*settings.OWN_COMMAND, "manage", "build_postings", *words], stdin=subprocess.PIPE)


def build(file: Path, stretch: Stretch, *, is_raw: bool = True) -> None:
    """Write a part; it has its name once it is whole, and none where there is no posting."""
    waiting = file.with_suffix(".new")
    waiting.unlink(missing_ok=True)
    engine.build(waiting, entries_between(*stretch), is_raw=is_raw)
    if waiting.exists():
        waiting.replace(file)


def said(stretch: Stretch) -> str:
    return "..".join(one.hex if one else "" for one in stretch)


def told(text: str) -> Stretch:
    """Raises ValueError."""
    first, last = (UUID(one) if one else None for one in text.split(".."))
    return first, last
