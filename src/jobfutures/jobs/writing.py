"""The writing side of the index of postings: one process at a time, guarded by a lock that ends with it."""

import fcntl
import json
import os
import secrets
import shutil
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import accumulate, count, islice
from pathlib import Path
from uuid import UUID

from pyroaring import BitMap

from jobfutures.jobs.building import AT_ONCE, Building
from jobfutures.jobs.entry import Entry
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.joining import Joining, due
from jobfutures.jobs.part import Part
from jobfutures.jobs.view import View

SMALL = 150  # postings of parts that are joined at once, within 0.1 s; larger ones a little at each tick
COMMITS_KEPT = 8  # for readers that saw the stamp a moment ago
NOTE = "made-of"


class JobWriter:
    """Holds the lock from `begin` to `close`. view: what it wrote last, and goes on from."""

    def __init__(self, index: JobIndex) -> None:
        self.index = index
        self.lock: int | None = None
        self.edition = ""
        self.view = View([], [])
        self.joining: Joining | None = None
        self.steps: Iterator[None] = iter(())
        self.recent: dict[str, set[str]] = {}  # the last commits, and the files that each needs

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
        self.forget()
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None

    def forget(self) -> None:
        self.edition, self.view, self.joining, self.recent = "", View([], []), None, {}

    def is_following(self) -> bool:
        """Tell whether the stamp still names what was written last; else it has to be opened or remade."""
        return bool(self.edition) and self.index.edition() == self.edition

    def resume(self) -> bool:
        """Go on with the index that another process left; False where it has to be remade."""
        self.forget()
        edition = self.index.edition()
        if not edition:
            return False
        try:
            self.view = View.read(self.index.view_path(edition), {})
        except (ValueError, OSError):
            return False
        self.edition = edition
        return True

    def replace(self, gone: Iterable[UUID], found: Iterable[Entry]) -> None:
        """Take postings out, put these in, and let readers see it. Raises ValueError or OSError where it is broken."""
        dead = [BitMap(bits) for bits in self.view.dead]
        for job in gone:
            for part, bits in zip(self.view.parts, dead, strict=True):
                number = part.number(job)
                if number is not None:
                    bits.add(number)
        parts = [*self.view.parts, *self.built(self.index.path(self.edition), found)]
        self.commit(parts, [*dead, *(BitMap() for _ in parts[len(dead) :])])

    def built(self, folder: Path, entries: Iterable[Entry]) -> Iterator[Part]:
        """Write postings as parts of at most AT_ONCE: raw ones, where there are so many that they have to be joined."""
        waiting = iter(entries)
        for number in count():
            building, path = Building(), new_path(folder)
            for entry in islice(waiting, AT_ONCE):
                building.add(entry)
            if not building.rows:
                return
            building.write(path, is_raw=number > 0 or len(building.rows) == AT_ONCE)
            yield Part(path)

    def commit(self, parts: list[Part], dead: list[BitMap]) -> None:
        """Let readers see these parts, the largest first, without those of which nothing is left."""
        pairs = [one for one in zip(parts, dead, strict=True) if len(one[1]) < one[0].size]
        pairs.sort(key=lambda one: len(one[1]) - one[0].size)
        view = View([part for part, _ in pairs], [bits for _, bits in pairs])
        generation, number = self.edition.split(" ")
        edition = f"{generation} {int(number) + 1}"
        self.index.view_path(edition).unlink(missing_ok=True)  # what a killed writer left
        view.write(self.index.view_path(edition))
        self.show(edition)
        self.view = view
        self.sweep()

    def tidy(self, seconds: float) -> None:
        """Join parts that are due, for about so long. A large part takes many such times."""
        until = time.monotonic() + seconds
        self.join_small()
        if self.joining is None:
            self.begin_joining()
        while self.joining is not None:
            if next(self.steps, self) is self:
                self.take(self.joining)
                self.joining = None
            elif time.monotonic() > until:
                return

    def pairs(self) -> list[tuple[Part, BitMap]]:
        """Return the parts that no joining has under its hands, the largest first."""
        taken = {part.path for part in self.joining.parts} if self.joining else set()
        return [one for one in zip(self.view.parts, self.view.dead, strict=True) if one[0].path not in taken]

    def due(self, pairs: list[tuple[Part, BitMap]]) -> Joining | None:
        some = pairs[due([part.size - len(dead) for part, dead in pairs], [part.size for part, _ in pairs]) :]
        path = new_path(self.index.path(self.edition))
        return Joining([part for part, _ in some], [dead for _, dead in some], path) if some else None

    def join_small(self) -> None:
        """Join the smallest parts at once, also while large ones are under way: each commit adds one."""
        while True:
            pairs = self.pairs()
            sums = list(accumulate(part.size for part, _ in reversed(pairs)))
            joining = self.due(pairs[len(pairs) - bisect_right(sums, SMALL) :])
            if not joining:
                return
            for _ in joining.run():
                pass
            self.take(joining)

    def begin_joining(self) -> None:
        self.joining = self.due(self.pairs())
        self.steps = self.joining.run() if self.joining else iter(())

    def take(self, joining: Joining) -> None:
        """Put what was joined in the place of what it was made of."""
        old = {part.path for part in joining.parts}
        now = dict(zip((part.path for part in self.view.parts), self.view.dead, strict=True))
        kept = [one for one in zip(self.view.parts, self.view.dead, strict=True) if one[0].path not in old]
        ended = joining.moved([now.get(part.path, part.everything) for part in joining.parts])
        parts = [*(part for part, _ in kept), Part(joining.path)]
        self.commit(parts, [*(dead for _, dead in kept), ended])

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Write a new generation of these postings."""
        self.renew(lambda folder: (part.path for part in self.built(folder, entries)))

    def renew(self, build: Callable[[Path], Iterable[Path]]) -> None:
        """Write a new generation beside the old one, which serves until this one is whole. build: its parts."""
        self.forget()
        self.clear(self.index.edition())
        generation = secrets.token_hex(8)
        folder = self.index.folder / generation
        folder.mkdir()
        parts = [Part(path) for path in build(folder)]
        if any(part.is_raw for part in parts):
            joining = Joining(parts, [BitMap() for _ in parts], new_path(folder))
            for _ in joining.run():
                pass
            parts = [Part(joining.path)]
        self.edition = f"{generation} 0"
        self.commit(parts, [BitMap() for _ in parts])

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

    def sweep(self) -> None:
        """Delete commits that nobody may still be opening, and parts that none of the others names."""
        folder, now = self.index.path(self.edition), self.index.view_path(self.edition).name
        self.recent[now] = {now, NOTE, *(part.path.name for part in self.view.parts)}
        for old in list(self.recent)[:-COMMITS_KEPT]:
            del self.recent[old]
        kept = set[str]().union(*self.recent.values(), [self.joining.path.name] if self.joining else [])
        for file in folder.iterdir():
            if file.name not in kept:
                file.unlink()

    def clear(self, kept: str) -> None:
        """Delete generations that nobody may read any more: what a killed rebuild left, and those before the last."""
        for folder in self.index.folder.iterdir():
            if folder.is_dir() and folder.name != kept.split(" ", maxsplit=1)[0]:
                shutil.rmtree(folder, ignore_errors=True)


def new_path(folder: Path) -> Path:
    return folder / f"part-{secrets.token_hex(8)}"


def is_same_file(descriptor: int, path: Path) -> bool:
    with suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False
