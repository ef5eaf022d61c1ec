"""Bare tables of every model, and rows for them that are as awkward as their kinds allow."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from jobfutures.config.state.tables import kind

BIG = 2**31 - 1
TEXTS = ["", "plain", "naïve ✓ 🙂 \u202e", " spaces ", "tab\tline\nreturn\r\\N \\. back\\slash", "'\"%s{}", "null"]
WHOLE = [0, 1, -1, BIG, -BIG]
COUNTED = [0, 1, 7, BIG]
SMALL = [0, 1, 32767]
DOCUMENTS: list[Any] = [
    {}, [], None, "", "text ✓", 0, -1.5, 1e-7, 2.5e10, 12345678901234567890, True,
    {"b": [1, 2.50, {"ä": None}], "a": "é\u2028", "": False}, [[], {}, [0.1, 1.0, 0]],
]  # fmt: skip
VALUES: dict[str, list[Any]] = {
    "CharField": TEXTS, "TextField": [*TEXTS, "long " * 5000], "SlugField": TEXTS, "EmailField": TEXTS,
    "URLField": TEXTS, "GenericIPAddressField": ["192.0.2.1", "2001:db8::1"],
    "BooleanField": [True, False], "FloatField": [0.0, -1.5, 0.1, 1e-300, 1e300, 5.0],
    "IntegerField": WHOLE, "BigIntegerField": [*WHOLE, 2**62], "BigAutoField": [*COUNTED, 2**62], "AutoField": COUNTED,
    "SmallIntegerField": [*SMALL, -32768], "PositiveIntegerField": COUNTED, "PositiveSmallIntegerField": SMALL,
    "PositiveBigIntegerField": [*COUNTED, 2**62],
    "DateField": [date(1, 1, 1), date(2024, 2, 29), date(9999, 12, 31)],
    "DateTimeField": [
        datetime(2024, 2, 29, 23, 59, 59, 999999, UTC), datetime(2024, 1, 1, tzinfo=UTC),
        datetime(1000, 1, 1, 0, 0, 0, 1, UTC),
    ],
    "TimeField": [time(0), time(23, 59, 59, 999999)],
    "DecimalField": [Decimal(0), Decimal("10.50"), Decimal("-0.01")],
    "UUIDField": [UUID(int=0), UUID(int=2**128 - 1), UUID(int=1)],
    "BinaryField": [b"", b"\0\x01\xff\\x", bytes(range(256))],
    "JSONField": DOCUMENTS,
}  # fmt: skip


def every_model() -> list[type[models.Model]]:
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.local_concrete_fields if field.column]


def bare(connection: BaseDatabaseWrapper) -> None:
    """Make every table with its columns and nothing else, so that any row fits."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in every_model():
            columns = ", ".join(f"{quote(one.column)} {one.db_type(connection)}" for one in fields(model))
            cursor.execute(f"CREATE TABLE {quote(model._meta.db_table)} ({columns})")


def fill(connection: BaseDatabaseWrapper) -> None:
    """Write rows into every table, as Django itself writes values: each column takes all the values of its kind."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in every_model():
            marks = ", ".join(["%s"] * len(fields(model)))
            words = " ".join(["INSERT INTO", quote(model._meta.db_table), "VALUES (", marks, ")"])
            cursor.executemany(words, list(rows_of(model, connection)))


def rows_of(model: type[models.Model], connection: BaseDatabaseWrapper) -> Iterator[list[Any]]:
    choices = [values_of(field) for field in fields(model)]
    for number in range(max(len(values) for values in choices)):
        chosen = [values[number % len(values)] for values in choices]
        yield [
            None if value is None and field.null else prepared(field, value, connection)
            for field, value in zip(fields(model), chosen, strict=True)
        ]


def values_of(field: "models.Field[Any, Any]") -> list[Any]:
    found = VALUES[kind(field)]
    if isinstance(found[0], str) and (most := target_of(field).max_length):
        found = [value[:most] for value in found]
    return [*found, None] if field.null else found


def target_of(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def prepared(field: "models.Field[Any, Any]", value: Any, connection: BaseDatabaseWrapper) -> Any:
    return target_of(field).get_db_prep_save(value, connection)


def as_django_reads(model: type[models.Model], alias: str) -> list[str]:
    """Return every row as Django's own converters read it: they know nothing of how we compare."""
    names = [field.attname for field in fields(model)]
    rows = model._base_manager.using(alias).values_list(*names)
    return sorted(repr([in_order(value) for value in row]) for row in rows)


def in_order(value: object) -> object:
    """Return a document with its keys in order: jsonb keeps another."""
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value


def added(alias: str, **facts: Any) -> BaseDatabaseWrapper:
    """Open another database under a name of its own; a test may ask it because it was open before it had the name."""
    known = connections.settings["default"] | {"OPTIONS": {}, "CONN_MAX_AGE": 0} | facts
    opened: BaseDatabaseWrapper = load_backend(known["ENGINE"]).DatabaseWrapper(known, alias)
    opened.ensure_connection()
    connections.settings[alias] = known
    connections[alias] = opened
    return opened


def sqlite_file(folder: Path) -> dict[str, Any]:
    return {"NAME": str(folder / "source.sqlite3"), "ENGINE": "django.db.backends.sqlite3"}
