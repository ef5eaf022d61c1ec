"""`jobfutures move`: every row from SQLite to PostgreSQL, compared on both sides before it counts.

The target takes all rows in one transaction, which is committed only when every table holds what the source holds. The
source is opened for reading only.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from jobfutures.config import datafolder
from jobfutures.config.databases import ACCEPTED, POSTGRESQL, parsed, shown
from jobfutures.config.environment import PREFIX
from jobfutures.config.refused import Refused
from jobfutures.config.state import postgresql, tables
from jobfutures.config.state.tables import AT_ONCE, Content, Sum, Table

TARGET = "target"
SENT: dict[str, Callable[[Any], Any]] = {"DurationField": lambda value: f"{int(value)} microseconds"}
type Watch = Callable[[str, Content], None]


@dataclass(frozen=True)
class Moved:
    tables: dict[str, Content]
    seconds: float

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.tables.values())


def move(url: str, *, replace: bool, watch: Watch) -> Moved:
    """Move every row to the database that `url` names. watch: is told of each table that is there.

    Raises Refused or FolderRefused; the source is as it was, whatever happens, and the target takes another try.
    """
    began = time.monotonic()
    refuse_unfit(url)
    datafolder.take(settings.DATA)  # until this process ends
    target = opened(url)
    prepare(target, url, replace=replace)
    try:
        with transaction.atomic(using=TARGET):
            found = {}
            for table in emptied(target):
                found[table.named] = moved(table, connection, target)
                watch(table.named, found[table.named])
            count_on(target)
    except DatabaseError as error:
        raise Refused(
            f"The target refused what it was given: {str(error).strip()}. It holds no row, the source is as it was; "
            f"repeat it with `--replace` when that is mended."
        ) from None
    with target.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Moved(found, time.monotonic() - began)


def refuse_unfit(url: str) -> None:
    if connection.vendor != "sqlite":
        raise Refused(
            "This instance is on PostgreSQL already; move goes from SQLite to PostgreSQL. Nothing was changed."
        )
    if parsed("--to", url, ACCEPTED)["ENGINE"] != POSTGRESQL:
        raise Refused(f"{shown(url)} names no PostgreSQL; --to reads like postgres://user:password@host:5432/name.")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("This database is not migrated to this version. Nothing was changed; run `jobfutures migrate`.")
    if strange := tables.unknown(connection):
        raise Refused(
            f"This database has tables that this version does not know ({', '.join(strange[:5])}). Nothing was "
            f"changed; drop them, or install what they belong to."
        )
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")


def opened(url: str) -> BaseDatabaseWrapper:
    """Open the target under a name of its own. Raises Refused where nothing answers."""
    found = parsed("--to", url, ACCEPTED)
    options = {**found.get("OPTIONS", {}), "application_name": "jobfutures-keeping"}
    connections.settings[TARGET] = {**connections.settings["default"], **found, "OPTIONS": options, "CONN_MAX_AGE": 0}
    try:
        connections[TARGET].ensure_connection()
    except DatabaseError as error:
        why = " ".join(str(error).split()).rstrip("?.")
        raise Refused(f"{shown(url)} does not answer: {why}. Nothing was changed.") from None
    return connections[TARGET]


def prepare(target: BaseDatabaseWrapper, url: str, *, replace: bool) -> None:
    """Make the tables in an empty target. Raises Refused where it is not."""
    if running := postgresql.others(target):
        raise Refused(f"{running} other connections to {shown(url)} are open. Nothing was changed; end them first.")
    with target.cursor() as cursor:
        there = target.introspection.table_names(cursor)
    if there and not replace:
        raise Refused(
            f"{shown(url)} holds {len(there)} tables already. Nothing was changed; name an empty database, or add "
            f"`--replace` to throw away what is there."
        )
    if there:
        postgresql.empty(target)
    call_command("migrate", database=TARGET, verbosity=0, interactive=False)
    call_command("createcachetable", database=TARGET, verbosity=0)


def emptied(target: BaseDatabaseWrapper) -> list[Table]:
    """Return all tables, empty: migrations write some rows of their own, with numbers of their own."""
    found = tables.tables()
    quote = target.ops.quote_name
    with target.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(quote(one.named) for one in found)}")
    return found


def moved(table: Table, source: BaseDatabaseWrapper, target: BaseDatabaseWrapper) -> Content:
    """Copy one table, and read it back. Raises Refused where the target holds something else than was sent."""
    sent = Sum()
    quote = target.ops.quote_name
    columns = ", ".join(quote(one.named) for one in table.columns)
    with target.cursor() as cursor, cursor.copy(f"COPY {quote(table.named)} ({columns}) FROM STDIN") as copy:
        for row in source_rows(table, source, sent):
            copy.write_row(row)
    there = tables.content(table, target)
    if there != sent.content():
        raise Refused(
            f"The table {table.named} holds {there.rows} rows in the target, with other content than the "
            f"{sent.rows} rows of the source. Nothing was moved; the source is as it was."
        )
    return there


def source_rows(table: Table, source: BaseDatabaseWrapper, sent: Sum) -> Iterator[tuple[Any, ...]]:
    """Yield the rows as the driver gave them, for PostgreSQL reads its own forms of them, and add them up."""
    converts = [(place, column.convert) for place, column in enumerate(table.columns) if column.convert]
    sends = [(place, SENT[column.kind]) for place, column in enumerate(table.columns) if column.kind in SENT]
    with source.chunked_cursor() as cursor:
        cursor.execute(table.selecting(source))
        while some := cursor.fetchmany(AT_ONCE):
            sent.add(tables.converted(row, converts) for row in some)
            yield from (tables.converted(row, sends) for row in some) if sends else some


def count_on(target: BaseDatabaseWrapper) -> None:
    """Let each counter go on where SQLite's stands, so that the number of a deleted row does not come again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        reached = dict(cursor.fetchall())
    quote = target.ops.quote_name
    with target.cursor() as cursor:
        for table in (one for one in tables.tables() if one.sequence):
            cursor.execute(" ".join(["SELECT MAX(", quote(table.sequence), ") FROM", quote(table.named)]))
            last = max(int(cursor.fetchone()[0] or 0), int(reached.get(table.named) or 0))
            if last:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [quote(table.named), table.sequence, last]
                )


def say(name: str, content: Content) -> None:
    print(f"{name:<44} {content.rows:>10} rows  {content.sha256[:16]}  the same on both sides", file=sys.stderr)


def told(moved: Moved, url: str) -> str:
    return (
        f"Moved {moved.rows} rows of {len(moved.tables)} tables in {moved.seconds:.1f} s; each has the same hash on "
        f"both sides.\nFrom now on set {PREFIX}DATABASE_URL to the address of {shown(url)}, and keep the data folder: "
        f"its keys, letters and attachments are still needed. Then run `jobfutures migrate`."
    )
