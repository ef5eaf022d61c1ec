"""The search index of postings: files in the data folder, derived from the database and remade when lost.

A stamp names the generation (a folder) and the commit that readers may see. A commit names the parts of the index and
holds, for each, which postings in it ended. No file that a commit names is ever changed. One process writes, see
`writing`; all others open what the stamp names, and open it anew when it changes.
"""

from collections import OrderedDict
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from jobfutures.jobs.view import View

SHAPE = "3"  # raise it when the files change
KEPT_ANSWERS = 256  # counts of one edition, in each process
TRIES = 3
log = structlog.get_logger(__name__)


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

    def view(self) -> "View | None":
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
        self.opened = view_type().read(self.view_path(edition), known)
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


def view_type() -> "type[View]":
    """Return what reads a commit. It is looked up here because it brings NumPy, see `engine`."""
    found: type[View] = import_module("jobfutures.jobs.view").View
    return found
