"""An empty database gets in one step what all migrations would have made of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections, migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from jobfutures.kit import first_schema
from tests.moving import added
from tests.processes.killed_workers import database

pytestmark = pytest.mark.any_database
OF_POSTGRESQL = """
    SELECT 'column', table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length,
        numeric_precision, is_nullable, column_default, collation_name, is_identity)
        FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""
CASTS_AND_BRACKETS = re.compile(r"::(character varying|text)(\[\])?|[()]")
OF_SQLITE = "SELECT type, name, sql FROM sqlite_master"


@contextmanager
def opened(alias: str, **facts: Any) -> Iterator[BaseDatabaseWrapper]:
    connection = added(alias, **facts)
    try:
        yield connection
    finally:
        connection.close()
        del connections[alias], connections.settings[alias]


def described(connection: BaseDatabaseWrapper) -> dict[str, set[tuple[Any, ...]]]:
    """Return everything that a schema is made of, and every row, whatever the order of columns and of rows."""
    with connection.cursor() as cursor:
        cursor.execute(OF_SQLITE if connection.vendor == "sqlite" else OF_POSTGRESQL)
        schema = {(kind, name, in_any_order(text or "")) for kind, name, text in cursor.fetchall()}
    found: dict[str, set[tuple[Any, ...]]] = {"schema": schema}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
            found[model._meta.db_table] = set(model._base_manager.using(connection.alias).values_list(*names))
    found["migrations"] = set(MigrationRecorder(connection).applied_migrations())
    return found


def in_any_order(statement: str) -> tuple[str, ...]:
    """Part a statement at every comma: of a table these are its columns and constraints, in the order of their birth.

    PostgreSQL writes one condition in several ways, with its casts and brackets here or there.
    """
    head, _, rest = CASTS_AND_BRACKETS.sub("", statement).partition(" ")
    return (head, *sorted(part.strip() for part in rest.split(", ")))


def assert_both_ways_agree(at_once: BaseDatabaseWrapper, replayed: BaseDatabaseWrapper) -> None:
    call_command("migrate", database=at_once.alias, verbosity=0)
    call_command(migrate.Command(), database=replayed.alias, verbosity=0)
    one, other = described(at_once), described(replayed)

    assert len(one["schema"]) > 500
    for name in one | other:
        assert one[name] == other[name], name


@pytest.mark.django_db(databases="__all__")
def test_on_sqlite_tables_rows_and_triggers_are_those_of_all_migrations(tmp_path: Path) -> None:
    facts = {"ENGINE": "django.db.backends.sqlite3"}
    with (
        opened("at_once", **facts, NAME=str(tmp_path / "at_once.sqlite3")) as at_once,
        opened("replayed", **facts, NAME=str(tmp_path / "replayed.sqlite3")) as replayed,
    ):
        assert_both_ways_agree(at_once, replayed)


@pytest.mark.server
@pytest.mark.django_db(databases="__all__")
def test_on_postgresql_as_well() -> None:
    with (
        database() as first,
        database() as second,
        opened("at_once", **dj_database_url.parse(first)) as at_once,
        opened("replayed", **dj_database_url.parse(second)) as replayed,
    ):
        assert_both_ways_agree(at_once, replayed)


@pytest.mark.django_db
def test_a_database_that_holds_a_table_is_migrated_step_by_step(tmp_path: Path) -> None:
    with opened("old", ENGINE="django.db.backends.sqlite3", NAME=str(tmp_path / "old.sqlite3")) as old:
        with old.cursor() as cursor:
            cursor.execute("CREATE TABLE of_somebody_else (id integer)")

        assert not first_schema.make_first_schema(old)
        assert old.introspection.table_names() == ["of_somebody_else"]


def test_a_step_whose_effect_no_state_tells_is_replayed() -> None:
    told = migrations.AddField("job", "seats", models.IntegerField(null=True))
    run = migrations.RunPython(migrations.RunPython.noop)
    hidden = migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL("SELECT 1")])

    assert first_schema.is_known([told, run])
    assert not first_schema.is_known([told, run, hidden])
