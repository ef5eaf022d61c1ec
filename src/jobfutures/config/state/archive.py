"""The one file of a backup: a zip whose manifest, written last, says what is in it, with the SHA-256 of everything."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from jobfutures.config.refused import Refused
from jobfutures.config.state.tables import Column, Content, Table

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20


@dataclass(frozen=True)
class Kept:
    """size: bytes.  sha256: in hex."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """made_at: ISO 8601, UTC.  vendor: of the database.  migrations: `app.name` of each that it had.

    columns: (name, kind) of each table, so that a later version compares what this one hashed.
    """

    version: str
    made_at: str
    vendor: str
    migrations: list[str]
    tables: dict[str, Content]
    columns: dict[str, list[tuple[str, str]]]
    files: dict[str, Kept] = field(default_factory=dict)
    format: int = FORMAT

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        facts: dict[str, Any] = json.loads(text)
        facts["tables"] = {name: Content(**one) for name, one in facts["tables"].items()}
        facts["files"] = {name: Kept(**one) for name, one in facts["files"].items()}
        return cls(**facts)

    def as_tables(self) -> list[Table]:
        return [Table(name, tuple(Column(*one) for one in columns)) for name, columns in self.columns.items()]


class Writer:
    """Puts files into an archive and remembers their hashes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.files: dict[str, Kept] = {}

    def add(self, name: str, source: IO[bytes], *, packed: bool = True) -> None:
        """packed: pack it; of no use where it is packed already."""
        about = zipfile.ZipInfo(name)
        about.external_attr = 0o600 << 16
        about.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self.archive.open(about, "w", force_zip64=True) as into:
            self.files[name] = copied(source, into.write)

    def add_file(self, name: str, file: Path, *, packed: bool = True) -> None:
        with file.open("rb") as source:
            self.add(name, source, packed=packed)

    def finish(self, manifest: Manifest) -> None:
        manifest.files = self.files
        self.archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))


def copied(source: IO[bytes], write: Callable[[bytes], object]) -> Kept:
    size, digest = 0, hashlib.sha256()
    while block := source.read(BLOCK):
        write(block)
        digest.update(block)
        size += len(block)
    return Kept(size, digest.hexdigest())


class Reader:
    """A backup that was opened. Raises Refused, from whatever is broken in it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self.archive = zipfile.ZipFile(file)
            self.manifest = Manifest.from_json(self.archive.read(MANIFEST))
        except FileNotFoundError:
            raise Refused(f"there is no file {file}. Nothing was changed.") from None
        except (zipfile.BadZipFile, OSError, KeyError, TypeError, ValueError) as error:
            raise self.broken(str(error)) from None
        if self.manifest.format > FORMAT:
            raise Refused(
                f"{file} was made by a newer JobFutures, {self.manifest.version}. Nothing was changed; use that one."
            )

    def broken(self, why: str) -> Refused:
        return Refused(f"{self.file} is no whole backup: {why}. Nothing was changed; take an earlier one.")

    def names(self, below: str = "") -> list[str]:
        return [name for name in self.manifest.files if name.startswith(below)]

    def verify(self) -> None:
        """Read everything once and compare its hashes: a restore begins only with a file that is whole."""
        for name in self.manifest.files:
            self.extract(name, lambda _block: None)

    def extract(self, name: str, write: Callable[[bytes], object]) -> None:
        try:
            with self.archive.open(name) as source:
                found = copied(source, write)
        except (zipfile.BadZipFile, OSError, KeyError, EOFError) as error:
            raise self.broken(str(error)) from None
        except Exception as error:  # zlib raises a class of its own that it does not name
            if type(error).__module__ != "zlib":
                raise
            raise self.broken(f"{name}: {error}") from None
        if found != self.manifest.files[name]:
            raise self.broken(f"{name} is not what was backed up")

    def place(self, name: str, file: Path) -> None:
        """Write one file, readable by its owner only."""
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as into:
            self.extract(name, into.write)
            into.flush()
            os.fsync(into.fileno())


@contextmanager
def writing(file: Path) -> Iterator[Writer]:
    """Write an archive that is there whole or not at all, readable by its owner only."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as into:
        try:
            with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                yield Writer(archive)
            into.flush()
            os.fsync(into.fileno())
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    unfinished.rename(file)
    settle(file.parent)


def settle(folder: Path) -> None:
    """Make the names in a folder as lasting as what stands behind them."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
