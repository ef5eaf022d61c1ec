"""The writing side of the index of postings: one process at a time, guarded by a lock that ends with it."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from tantivy import Document, Index, IndexWriter

from jobfutures.jobs.entry import Entry
from jobfutures.jobs.index import JobIndex, ready

FOLLOWING_BYTES = 20_000_000
REBUILDING_BYTES = 256_000_000  # at most: what a small site has takes little of it
REBUILDING_THREADS = 2
NOTE = "made-of"


class JobWriter:
    """Holds the lock from `begin` to `close`, and the open index while it follows, so that merging may go on."""

    def __init__(self, index: JobIndex) -> None:
        self.index = index
        self.lock: int | None = None
        self.edition = ""
        self.writer: IndexWriter | None = None

    def begin(self) -> bool:
        """Become the one that writes; False where another process is. A folder that was deleted is begun anew."""
        path = self.index.folder / "lock"
        if self.lock is not None and is_same_file(self.lock, path):
            return True
        self.close()
        self.index.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return False
        self.lock = descriptor
        return True

    def close(self) -> None:
        self.writer, self.edition = None, ""
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None

    def is_following(self) -> bool:
        """Tell whether the stamp still names what was written last; else it has to be opened or remade."""
        return bool(self.edition) and self.index.edition() == self.edition

    def resume(self) -> bool:
        """Go on with the index that another process left; False where it has to be remade."""
        self.writer, self.edition = None, self.index.edition()
        if not self.edition:
            return False
        try:
            self.opened()
        except (ValueError, OSError):
            self.writer, self.edition = None, ""
            return False
        return True

    def opened(self) -> IndexWriter:
        if self.writer is None:
            index = ready(Index.open(str(self.index.path(self.edition))))
            self.writer = index.writer(FOLLOWING_BYTES, 1)
        return self.writer

    def replace(self, gone: Iterable[UUID], found: Iterable[Entry]) -> None:
        """Take postings out, put these in, and let readers see it. Raises ValueError or OSError where it is broken."""
        writer = self.opened()
        for one in gone:
            writer.delete_documents_by_term("job", one.hex)
        for posting in found:
            writer.add_document(Document(**posting.columns()))
        writer.commit()
        generation, number = self.edition.split(" ")
        self.show(f"{generation} {int(number) + 1}")

    def rebuild(self, postings: Iterable[Entry]) -> None:
        """Write a new generation beside the old one, which serves until this one is whole."""
        self.writer = None
        old = self.index.edition()
        self.clear(old)
        generation = secrets.token_hex(8)
        path = self.index.folder / generation
        path.mkdir()
        writer = ready(Index(self.index.schema, path=str(path))).writer(REBUILDING_BYTES, REBUILDING_THREADS)
        for posting in postings:
            writer.add_document(Document(**posting.columns()))
        writer.commit()
        writer.wait_merging_threads()
        self.show(f"{generation} 1")

    def show(self, edition: str) -> None:
        waiting = self.index.stamp.with_suffix(".new")
        waiting.write_text(edition, encoding="ascii")
        waiting.replace(self.index.stamp)
        self.edition = edition

    def note(self, said: dict[str, str]) -> None:
        """Keep with the generation what else it was made of, for whoever follows next."""
        (self.index.path(self.edition) / NOTE).write_text(json.dumps(said))

    def noted(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads((self.index.path(self.index.edition()) / NOTE).read_text())
        except (OSError, ValueError):
            return {}
        return found

    def clear(self, kept: str) -> None:
        """Delete generations that nobody may read any more: what a killed rebuild left, and those before the last."""
        for folder in self.index.folder.iterdir():
            if folder.is_dir() and folder.name != kept.split(" ", maxsplit=1)[0]:
                shutil.rmtree(folder, ignore_errors=True)


def is_same_file(descriptor: int, path: Path) -> bool:
    with suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False
