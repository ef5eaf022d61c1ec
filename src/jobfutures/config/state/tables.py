"""Every table of the site, and its rows in one form on SQLite and on PostgreSQL, so that both can be compared.

A row becomes a tuple of whole numbers, texts, bytes and None, and its SHA-256. The hash of a table is the sum of its
rows' hashes modulo 2^256: it knows no order, so neither database has to sort, and a row that is there twice counts
twice.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

AT_ONCE = 2000
WHOLE = 1 << 256
DERIVED = frozenset({"cache", "django_migrations"})  # made again: counts of tries, and what `migrate` writes itself
type Value = int | str | bytes | float | None
type Convert = Callable[[Any], Value]


@dataclass(frozen=True)
class Column:
    """kind: Django's name of what it holds, which says how what the driver returns is converted."""

    named: str
    kind: str

    @property
    def convert(self) -> Convert | None:
        return CONVERTS.get(self.kind)


@dataclass(frozen=True)
class Table:
    named: str
    columns: tuple[Column, ...]
    sequence: str = ""  # the column whose numbers the database counts itself

    def selecting(self, connection: BaseDatabaseWrapper) -> str:
        quote = connection.ops.quote_name
        return " ".join(["SELECT", ", ".join(quote(one.named) for one in self.columns), "FROM", quote(self.named)])


@dataclass(frozen=True)
class Content:
    """rows: how many.  sha256: of all of them, in hex."""

    rows: int
    sha256: str


class Sum:
    """Adds rows up."""

    def __init__(self) -> None:
        self.rows, self.total = 0, 0

    def add(self, rows: Iterable[tuple[Value, ...]]) -> None:
        for row in rows:
            self.rows += 1
            self.total += int.from_bytes(hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).digest())

    def content(self) -> Content:
        return Content(self.rows, f"{self.total % WHOLE:064x}")


def tables() -> list[Table]:
    """Return every table of every model, a table after those that its foreign keys name, as far as there is no ring."""
    known = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True, include_swapped=False)
        if model._meta.managed and not model._meta.proxy
    }
    ordered: dict[str, Table] = {}
    began: set[str] = set()

    def visit(model: type[models.Model]) -> None:
        name = model._meta.db_table
        if name in began or name not in known:
            return
        began.add(name)
        for field in model._meta.local_concrete_fields:
            if isinstance(field.remote_field, models.ManyToOneRel) and isinstance(field.related_model, type):
                visit(field.related_model)
        ordered[name] = table(model)

    for _, model in sorted(known.items()):
        visit(model)
    return list(ordered.values())


def table(model: type[models.Model]) -> Table:
    fields = [(field.column, field) for field in model._meta.local_concrete_fields if not field.generated]
    counted = next((column for column, field in fields if column and isinstance(field, models.AutoField)), "")
    columns = tuple(Column(column, kind(field)) for column, field in fields if column)  # a key of several has none
    return Table(model._meta.db_table, columns, counted)


def kind(field: "models.Field[Any, Any]") -> str:
    """Return what a column holds; that of a foreign key is what it points to."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field.get_internal_type()


def rows(table: Table, connection: BaseDatabaseWrapper) -> Iterator[list[tuple[Value, ...]]]:
    """Yield the rows of a table, some at once. On PostgreSQL the caller holds a transaction."""
    converts = [(place, column.convert) for place, column in enumerate(table.columns) if column.convert]
    with connection.chunked_cursor() as cursor:
        cursor.execute(table.selecting(connection))
        while found := cursor.fetchmany(AT_ONCE):
            yield [converted(row, converts) for row in found] if converts else [tuple(row) for row in found]


def converted(row: Sequence[Any], converts: list[tuple[int, Convert]]) -> tuple[Value, ...]:
    changed = list(row)
    for place, convert in converts:
        if changed[place] is not None:
            changed[place] = convert(changed[place])
    return tuple(changed)


def content(table: Table, connection: BaseDatabaseWrapper) -> Content:
    found = Sum()
    for some in rows(table, connection):
        found.add(some)
    return found.content()


def contents(connection: BaseDatabaseWrapper, of: Iterable[Table]) -> dict[str, Content]:
    return {one.named: content(one, connection) for one in of}


def unknown(connection: BaseDatabaseWrapper) -> list[str]:
    """Return tables of the database that no model of this version has: a copy by models would leave them behind."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    return sorted(there - {one.named for one in tables()} - DERIVED)


def moment(value: datetime | str) -> str:
    """Return a time in UTC to the microsecond; SQLite keeps it as text without a zone."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (found.astimezone(UTC) if found.tzinfo else found).strftime("%Y-%m-%d %H:%M:%S.%f")


def day(value: date | str) -> str:
    return str(value)


def clock(value: Any) -> str:
    text = str(value)
    return text if "." in text else f"{text}.000000"


def duration(value: int | timedelta) -> int:
    """Return microseconds, which is how SQLite keeps a duration."""
    return int(value) if isinstance(value, int) else value // timedelta(microseconds=1)


def decimal(value: Any) -> str:
    """Return a number without zeros at its end: SQLite keeps 10.50 as 10.5."""
    found = Decimal(str(value))
    return f"{found.normalize():f}" if found else "0"


def uuid(value: Any) -> str:
    return value if isinstance(value, str) else str(value.hex)


def document(value: Any) -> str:
    """Return JSON with sorted keys and plain numbers: PostgreSQL's jsonb keeps neither order nor the way of writing."""
    return json.dumps(
        plain(json.loads(value, parse_float=Decimal) if isinstance(value, str) else value), sort_keys=True
    )


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return {"number": decimal(value)}
    return value


CONVERTS: dict[str, Convert] = {
    "DateTimeField": moment,
    "DateField": day,
    "TimeField": clock,
    "DurationField": duration,
    "DecimalField": decimal,
    "UUIDField": uuid,
    "BooleanField": int,
    "BinaryField": bytes,
    "JSONField": document,
    "FloatField": float,
    "GenericIPAddressField": str,
}
