"""Reads the item families of content folders, `items/<area>/<family>.py`, and builds their variants."""

import hashlib
import re
import signal
import threading
import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, get_args

from jobfutures.checks.families import authoring
from jobfutures.checks.families.authoring import Family, Level, Variant
from jobfutures.checks.families.judging import family_faults
from jobfutures.kit.content.faults import Fault, shown
from jobfutures.topics.content import Vocabulary

NAME, LONGEST_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), 80
MOST_S = 2.0  # of CPU time that one variant may take; most take a ten thousandth of it
SEEDS = 50  # variants of a family, each of them proven


class Broken(Exception):
    """A family could not be read or built; the message says where and why. line: of its file."""

    def __init__(self, reason: str, line: int = 1) -> None:
        self.line = line
        super().__init__(reason)


@dataclass(frozen=True, kw_only=True)
class Written:
    """One family as it stands in its folder. slug: unique over all folders."""

    file: Path
    folder: Path
    source: str
    family: Family
    build: Callable[[Random], Any]

    @property
    def slug(self) -> str:
        return self.file.stem

    @property
    def key(self) -> str:
        """The name of its record."""
        return self.file.relative_to(self.folder).as_posix()

    @property
    def digest(self) -> str:
        return digest(self.source)

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """All variants, by seed. Raises Broken, unless they were proven before."""
        return tuple(built(self.build, self.file, seed) for seed in range(SEEDS))

    def fault(self, reason: str, line: int = 1) -> Fault:
        return Fault(shown(self.file, self.folder), line, "family", reason)


def digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def read_folder(folder: Path, faults: list[Fault]) -> list[Written]:
    """Read what one content folder holds; what cannot be read is named and left out."""
    found = []
    for file in sorted(folder.glob("items/*/*.py")):
        try:
            found.append(read_family(file, folder))
        except Broken as error:
            faults.append(Fault(shown(file, folder), error.line, "family", str(error)))
    return found


def read_family(file: Path, folder: Path) -> Written:
    """Run one module. Raises Broken."""
    module, source = loaded(file)
    family, build = getattr(module, "FAMILY", None), getattr(module, "build", None)
    if not isinstance(family, Family) or not callable(build):
        raise Broken("has no FAMILY, or no function build(random)")
    return Written(file=file, folder=folder, source=source, family=family, build=build)


def loaded(file: Path) -> tuple[ModuleType, str]:
    try:
        source = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Broken(f"is not UTF-8: byte {error.start} cannot be read") from None
    module = ModuleType(f"{authoring.__name__}.{file.stem.replace('-', '_')}")
    module.__file__ = str(file)
    try:
        exec(compile(source, str(file), "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - what a family is
    except Exception as error:  # noqa: BLE001 - whatever its author wrote, the fault is named
        raise Broken(f"cannot be loaded: {type(error).__name__}: {error}", line_of(error, file)) from None
    return module, source


def built(build: Callable[[Random], Any], file: Path, seed: int) -> Variant:
    try:
        with at_most(MOST_S):
            variant = build(Random(f"{file.stem}:{seed}"))
    except Exception as error:  # noqa: BLE001 - as above
        raise Broken(f"seed {seed}: {type(error).__name__}: {error}", line_of(error, file)) from None
    if not isinstance(variant, Variant):
        raise Broken(f"seed {seed}: build(random) returned no Variant")
    return variant


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in a block that computes for longer; in threads other than the first it runs on."""

    def over(_number: int, _frame: object) -> None:
        raise TimeoutError(f"computes for more than {seconds:g} s")

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def line_of(error: Exception, file: Path) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(file) and frame.lineno]
    return lines[-1] if lines else getattr(error, "lineno", None) or 1


def faults_of(written: Written, vocabulary: Vocabulary, questions: Collection[str]) -> list[Fault]:
    """Name what is wrong with one family and its variants. questions: the ids of all questions of the guides."""
    try:
        reasons = family_faults(written.family, written.variants)
    except Broken as error:
        return [written.fault(str(error), error.line)]
    return [*(written.fault(reason) for reason in reasons), *place_faults(written, vocabulary, questions)]


def place_faults(written: Written, vocabulary: Vocabulary, questions: Collection[str]) -> list[Fault]:
    """Name what does not fit together with the rest of the content, without building a variant."""
    family, place, reasons = written.family, written.file.parent.name, []
    slugs = vocabulary.slugs(family.area)
    if slugs is None:
        reasons.append(f"unknown area {family.area}")
    elif slugs[1] != place:
        reasons.append(f"{family.area} belongs in items/{slugs[1]}/")
    if not NAME.fullmatch(written.slug) or len(written.slug) > LONGEST_NAME:
        reasons.append(f"must be named with small letters, digits and single hyphens, at most {LONGEST_NAME} of them")
    if not family.practise:
        reasons.append("names no question of the guide to practise")
    reasons += [f"unknown question {question}" for question in family.practise if question not in questions]
    if family.level not in get_args(Level):
        reasons.append(f"unknown level {family.level}")
    if not 10 <= len(family.title) <= 100:
        reasons.append("its title must have 10 to 100 characters")
    return [written.fault(reason) for reason in reasons]
