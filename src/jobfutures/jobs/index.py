"""The search index of postings: files in the data folder, derived from the database and remade when lost.

A stamp names the generation (a folder) and the commit that readers may see. A commit names the parts of the index and
holds, for each, which postings in it ended. No file that a commit names is ever changed. One process writes, see
`writing`; all others open what the stamp names, and open it anew when it changes.
"""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import numpy as np
import structlog
from pyroaring import BitMap

from jobfutures.jobs.part import Part
from jobfutures.jobs.sections import Sections, SectionWriter

SHAPE = "2"  # raise it when the files change
KEPT_ANSWERS = 256  # counts of one edition, in each process
TRIES = 3
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class View:
    """The index at one commit. dead: of each part those that ended."""

    parts: list[Part]
    dead: list[BitMap]

    @property
    def count(self) -> int:
        return sum(part.size - len(dead) for part, dead in zip(self.parts, self.dead, strict=True))

    def has(self, job: UUID) -> bool:
        pairs = ((part.number(job), dead) for part, dead in zip(self.parts, self.dead, strict=True))
        return any(number is not None and number not in dead for number, dead in pairs)

    def write(self, path: Path) -> None:
        with SectionWriter(path) as file:
            for number, dead in enumerate(self.dead):
                file.add(str(number), np.frombuffer(dead.serialize(), np.uint8))
            file.end({"parts": [part.path.name for part in self.parts]})

    @classmethod
    def read(cls, path: Path, known: dict[str, Part]) -> Self:
        """Open a commit, with those of its parts that are open already."""
        sections = Sections(path)
        parts = [known.get(name) or Part(path.parent / name) for name in sections.said("parts")]
        return cls(parts, [BitMap.deserialize(sections.array(str(one)).tobytes()) for one in range(len(parts))])


class JobIndex:
    """The reading side. `kept`: answers about the edition that was last seen, for whoever asks the same again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / f"jobs-{SHAPE}"
        self.stamp = self.folder / "stamp"
        self.opened: View | None = None
        self.seen = ""
        self.kept: OrderedDict[object, Any] = OrderedDict()

    def edition(self) -> str:
        """Return what the stamp says, `generation commit`, or an empty text where there is no index."""
        try:
            said = self.stamp.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return ""
        return said if said.count(" ") == 1 else ""

    def path(self, edition: str) -> Path:
        return self.folder / edition.partition(" ")[0]

    def view_path(self, edition: str) -> Path:
        return self.path(edition) / f"commit-{edition.partition(' ')[2]}"

    def view(self) -> View | None:
        """Return the index as it was last written, or None where there is none."""
        edition = self.edition()
        for _ in range(TRIES):
            if not edition:
                self.forget()
                return None
            if edition == self.seen:
                return self.opened
            try:
                self.open(edition)
            except (ValueError, OSError):
                before, edition = edition, self.edition()
                if before == edition:  # else it was tidied away between the stamp and its files
                    self.give_up(edition)
                    return None
        return self.opened

    def open(self, edition: str) -> None:
        known = {}
        if self.opened and self.path(edition) == self.path(self.seen):
            known = {part.path.name: part for part in self.opened.parts}
        self.opened = View.read(self.view_path(edition), known)
        self.kept.clear()
        self.seen = edition

    def forget(self) -> None:
        self.opened, self.seen = None, ""
        self.kept.clear()

    def give_up(self, edition: str) -> None:
        """Leave a broken index: without its stamp the worker makes it anew. A newer one meanwhile stays."""
        log.warning("index of postings broken", edition=edition)
        self.forget()
        if self.edition() == edition:
            with suppress(OSError):
                self.stamp.unlink()

    def keep(self, key: object, answer: Any) -> None:
        self.kept[key] = answer
        while len(self.kept) > KEPT_ANSWERS:
            self.kept.popitem(last=False)
