"""`jobfutures backup`: one file with all that cannot be made anew, taken while the site runs."""

import io
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.db.backends.sqlite3._functions import register
from django.db.migrations.recorder import MigrationRecorder

from jobfutures.config.refused import Refused
from jobfutures.config.state import archive, postgresql, tables
from jobfutures.config.state.archive import Manifest, Writer
from jobfutures.config.version import version

DATABASE = {"sqlite": "database/jobfutures.sqlite3", "postgresql": "database/postgresql.dump"}
KEY, ISSUER_KEYS, ERASURES = "keys/secret_key", "keys/issuer_keys.json", "erasures.jsonl"
MAILBOX, ATTACHMENTS = "mailbox/", "attachments/"


@dataclass(frozen=True)
class Made:
    """size: bytes of the file.  tables, rows, files: how many are in it."""

    file: Path
    size: int
    tables: int
    rows: int
    files: int


def back_up(file: Path, *, at: datetime) -> Made:
    """Write a backup. Raises Refused; nothing is there then, and an older backup stays as it is."""
    if file.exists():
        raise Refused(f"{file} is there already, and a backup replaces none. Nothing was written; name another file.")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}. Nothing was written; make it, or name another.")
    with snapshot(file.parent) as (database, found), archive.writing(file) as writer:
        writer.add_file(DATABASE[connection.vendor], database, packed=connection.vendor == "sqlite")
        add_files(writer)
        columns = {one.named: [(column.named, column.kind) for column in one.columns] for one in tables.tables()}
        made_at = at.astimezone(UTC).isoformat()
        manifest = Manifest(version(), made_at, connection.vendor, applied(), found, columns)
        writer.finish(manifest)
    rows = sum(one.rows for one in manifest.tables.values())
    return Made(file, file.stat().st_size, len(manifest.tables), rows, len(manifest.files))


def applied() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


@contextmanager
def snapshot(beside: Path) -> Iterator[tuple[Path, dict[str, tables.Content]]]:
    """Yield a file with one moment of the database, and what its tables hold. The file goes with the block."""
    with tempfile.TemporaryDirectory(prefix=".jobfutures-backup-", dir=beside) as folder:
        file = Path(folder) / "database"
        found = of_sqlite(file) if connection.vendor == "sqlite" else of_postgresql(file)
        yield file, found


def of_sqlite(file: Path) -> dict[str, tables.Content]:
    """SQLite writes one moment of itself, while others read and write."""
    with closing(sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)) as source:
        register(source)  # what is written is checked against the constraints, and some of them call Django's functions
        source.execute("VACUUM INTO ?", [str(file)])
    file.chmod(0o600)
    return held(file, tables.tables())


def held(file: Path, of: list[tables.Table]) -> dict[str, tables.Content]:
    """Return what tables of a SQLite file hold."""
    connections.settings["snapshot"] = connections.settings["default"] | {"NAME": str(file)}
    try:
        with closing(connections["snapshot"]) as opened:
            return tables.contents(opened, of)
    finally:
        del connections["snapshot"], connections.settings["snapshot"]


def of_postgresql(file: Path) -> dict[str, tables.Content]:
    with postgresql.one_moment(connection) as moment:
        dumping = postgresql.dump(settings.DATABASES["default"], moment, file)
        try:
            found = tables.contents(connection, tables.tables())
            postgresql.ended(dumping, "pg_dump")
        finally:
            dumping.kill()
            dumping.wait()
    return found


def add_files(writer: Writer) -> None:
    """Add keys, the ledger of erasures, letters and attachments; what changes meanwhile is newer than the database.

    The ledger is read after the database: it may know of an erasure that the database does not, and never the reverse.
    """
    writer.add(KEY, io.BytesIO(settings.SECRET_KEY.encode()))
    for name, file in ((ISSUER_KEYS, Path(settings.ISSUER_KEYS)), (ERASURES, Path(settings.ERASURES))):
        if file.exists():
            writer.add_file(name, file)
    mailbox = Path(settings.MAILBOX)
    for file in sorted(mailbox.rglob("*")) if mailbox.is_dir() else ():
        if file.is_file():
            add_if_there(writer, MAILBOX + file.relative_to(mailbox).as_posix(), file)
    for name in stored(""):
        with default_storage.open(name) as source, io.BytesIO() as whole:
            shutil.copyfileobj(source, whole)
            whole.seek(0)
            writer.add(ATTACHMENTS + name, whole, packed=False)


def add_if_there(writer: Writer, name: str, file: Path) -> None:
    """Add a letter; one that was read or deleted a moment ago has another name now, or none."""
    try:
        writer.add(name, io.BytesIO(file.read_bytes()))
    except FileNotFoundError:
        return


def stored(folder: str) -> Iterator[str]:
    """Yield the names of all attachments that stand outside the database."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from stored(f"{folder}{name}/")


def say(made: Made, seconds: float) -> None:
    held = f"{made.rows} rows of {made.tables} tables and {made.files} files"
    print(f"{made.file}: {made.size / 1e6:.1f} MB, {held}, in {seconds:.1f} s.")
    print("It holds keys and what people wrote: keep it where only you can read, and apart from the erasure ledger.")
    sys.stdout.flush()
