"""`jobfutures restore`: puts a backup in its place, and erases again who was erased since, before anything is served.

SQLite is made ready beside what is there, and takes its place by one rename. PostgreSQL loads the dump in one
transaction. While things are put in their places a mark stands in the data folder: nothing starts there before it goes.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.db.backends.sqlite3._functions import register
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from jobfutures.accounts.commands import replay_erasures
from jobfutures.config import datafolder
from jobfutures.config.environment import Environment
from jobfutures.config.migrate import migrate_database
from jobfutures.config.refused import Refused
from jobfutures.config.state import archive, backup, postgresql, tables
from jobfutures.config.state.archive import Reader

MADE_AGAIN = ("index", "packages")


@dataclass(frozen=True)
class Restored:
    """erased: people who were in the backup and had been erased since.  other_key: whether the environment gives
    another secret key than the backup's.
    """

    made_at: str
    rows: int
    erased: int
    other_key: bool


def restore(file: Path, *, replace: bool) -> Restored:
    """Restore a backup into this data folder and database. Raises Refused or FolderRefused; all is as before then."""
    datafolder.take(settings.DATA)  # until this process ends
    settings.DATABASES["default"].get("OPTIONS", {}).pop("pool", None)  # who else is connected would not show
    reader = Reader(file)
    refuse_unfit(reader, replace=replace)
    reader.verify()
    remember_erasures(reader)
    place = Path(settings.DATABASES["default"]["NAME"])
    with staging() as folder:
        if connection.vendor == "sqlite":
            prepare_sqlite(reader, folder)
        with marked():
            load_database(reader, folder)
            with put_back_unless_done(folder):
                place_files(reader, folder)
                migrate_database()
                erased = replay_erasures(at=timezone.now())
                other_key = place_keys(reader)
                settle_database(folder, place)
    rows = sum(one.rows for one in reader.manifest.tables.values())
    return Restored(reader.manifest.made_at, rows, erased, other_key)


def refuse_unfit(reader: Reader, *, replace: bool) -> None:
    manifest = reader.manifest
    if manifest.vendor != connection.vendor:
        raise Refused(
            f"{reader.file} holds a database of {manifest.vendor}, and JOBFUTURES_DATABASE_URL names one of "
            f"{connection.vendor}. Nothing was changed; restore it where it came from, then use `jobfutures move`."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations if app in installed()}
    if unknown := sorted(set(manifest.migrations) - known):
        raise Refused(
            f"{reader.file} was made by a newer JobFutures ({manifest.version}; it has {unknown[0]}). "
            f"Nothing was changed; install that version first."
        )
    if connection.vendor == "postgresql" and (running := postgresql.others(connection)):
        raise Refused(
            f"{running} other connections to this database are open. Nothing was changed; stop web and worker first."
        )
    if not replace and not is_empty():
        raise Refused(
            f"There is an instance in {settings.DATA} already. Nothing was changed; `--replace` puts the backup in its "
            f"place, and what is here now is gone."
        )


def installed() -> set[str]:
    return {config.label for config in apps.get_app_configs()}


def is_empty() -> bool:
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def remember_erasures(reader: Reader) -> None:
    """Add what the backup's ledger knows to ours; ours is never taken back."""
    if backup.ERASURES in reader.manifest.files:
        lines: list[bytes] = []
        reader.extract(backup.ERASURES, lines.append)
        file = Path(settings.ERASURES)
        there = set(file.read_bytes().splitlines()) if file.exists() else set()
        if missing := [line for line in b"".join(lines).splitlines() if line not in there]:
            file.touch(mode=0o600)
            with file.open("ab") as opened:
                opened.write(b"\n".join([b"", *missing, b""]))  # a line that was cut off stays one of its own


@contextmanager
def staging() -> Iterator[Path]:
    """Yield a folder beside what it will replace; those of restores that were killed go with it."""
    for left in settings.DATA.glob(".restoring-*"):
        shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(prefix=".restoring-", dir=settings.DATA))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare_sqlite(reader: Reader, folder: Path) -> None:
    """Write the database beside the one that is there, and look whether it is whole."""
    file = folder / datafolder.DATABASE
    reader.place(backup.DATABASE["sqlite"], file)
    with closing(sqlite3.connect(file)) as opened:
        register(opened)  # some constraints call Django's functions
        if (said := opened.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise reader.broken(f"SQLite says {said}")
    compare(reader, backup.held(file, reader.manifest.as_tables()))


def compare(reader: Reader, found: dict[str, tables.Content]) -> None:
    """Raises Refused where a table holds something else than what was backed up."""
    for name, content in reader.manifest.tables.items():
        if found[name] != content:
            raise reader.broken(f"the table {name} holds {found[name].rows} rows instead of {content.rows}, or others")


class HalfDone(Exception):
    """PostgreSQL holds the backup already, and what followed failed: there is no way back but to repeat it."""


@contextmanager
def marked() -> Iterator[None]:
    """Stand a mark in the data folder for the time of the block, and longer where things are left half done."""
    mark = settings.DATA / datafolder.RESTORING
    again = mark.exists()  # an earlier one was cut off: what is here is no whole instance to go back to
    mark.touch(mode=0o600)
    archive.settle(settings.DATA)
    try:
        yield
    except HalfDone:
        raise
    except BaseException:
        if not again:
            mark.unlink()
        raise
    mark.unlink()


@contextmanager
def put_back_unless_done(folder: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if connection.vendor == "postgresql":
            raise HalfDone(str(error)) from error
        put_back(folder)
        raise


def place_files(reader: Reader, folder: Path) -> None:
    """Put letters and attachments in their places, and what was there aside."""
    aside = folder / "aside"
    aside.mkdir()
    for name in (settings.MAILBOX.name, *MADE_AGAIN):
        with suppress(FileNotFoundError):
            (settings.DATA / name).rename(aside / name)
    for name in reader.names(backup.MAILBOX):
        reader.place(name, settings.DATA / name)
    for name in reader.names(backup.ATTACHMENTS):
        blocks: list[bytes] = []
        reader.extract(name, blocks.append)
        stored = name.removeprefix(backup.ATTACHMENTS)
        default_storage.delete(stored)
        default_storage.save(stored, ContentFile(b"".join(blocks)))


def put_back(folder: Path) -> None:
    for kept in (folder / "aside").glob("*"):
        shutil.rmtree(settings.DATA / kept.name, ignore_errors=True)
        kept.rename(settings.DATA / kept.name)


def load_database(reader: Reader, folder: Path) -> None:
    """Let what follows work on the restored database: SQLite's still stands beside, PostgreSQL's is in its place."""
    connection.close()
    if connection.vendor == "sqlite":
        connection.settings_dict["NAME"] = str(folder / datafolder.DATABASE)
        return
    dump = folder / "dump"
    reader.place(backup.DATABASE["postgresql"], dump)
    postgresql.load(settings.DATABASES["default"], dump)
    compare(reader, tables.contents(connection, reader.manifest.as_tables()))


def settle_database(folder: Path, place: Path) -> None:
    """Put SQLite's file in its place: one rename, after what its log held is in it."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    (folder / datafolder.DATABASE).rename(place)
    archive.settle(place.parent)
    connection.settings_dict["NAME"] = str(place)


def place_keys(reader: Reader) -> bool:
    """Put the keys in their places; return whether the environment gives another secret key than the backup has."""
    files = reader.manifest.files
    if backup.ISSUER_KEYS in files and settings.ISSUER_KEYS.parent == settings.DATA:
        reader.place(backup.ISSUER_KEYS, settings.ISSUER_KEYS)
    kept: list[bytes] = []
    reader.extract(backup.KEY, kept.append)
    reader.place(backup.KEY, settings.DATA / datafolder.KEY_FILE)
    return bool(Environment().secret("SECRET_KEY")) and b"".join(kept) != settings.SECRET_KEY.encode()
