"""PostgreSQL is not needed: its schema editor writes the statements down without a connection."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.test import override_settings
from fleet.models import Trip, Vehicle

LATEST = ("fleet", "0002_trip_latest")


@pytest.fixture
def loader():
    with override_settings(MIGRATION_MODULES={}):
        yield MigrationLoader(None)


def statements(loader: MigrationLoader, *, backwards: bool) -> list[str]:
    written: list[str] = []
    migration = loader.get_migration(*LATEST)
    before = loader.project_state([("fleet", "0001_initial")])
    after = loader.project_state([LATEST])
    editor = DatabaseWrapper({"NAME": "none", "OPTIONS": {}}).schema_editor(collect_sql=True, atomic=migration.atomic)
    editor.deferred_sql = []
    editor.execute = lambda sql, params=(): written.append(str(sql))
    for operation in migration.operations:
        if backwards:
            operation.database_backwards("fleet", editor, after, before)
        else:
            operation.database_forwards("fleet", editor, before, after)
    return written


def test_the_index_is_built_without_locking_writers_out(loader) -> None:
    (made,) = statements(loader, backwards=False)
    assert made.startswith('CREATE INDEX CONCURRENTLY "fleet_trip_latest" ON "fleet_trip"')
    assert made.endswith('("vehicle_id", "started_at" DESC, "id" DESC)')


def test_the_way_back_does_not_lock_either(loader) -> None:
    assert statements(loader, backwards=True) == ['DROP INDEX CONCURRENTLY IF EXISTS "fleet_trip_latest"']


def test_without_a_transaction_nothing_can_be_half_done(loader) -> None:
    migration = loader.get_migration(*LATEST)
    assert migration.atomic is False
    assert len(migration.operations) == 1


def test_model_and_migrations_agree(loader) -> None:
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    assert "fleet" not in detector.changes(graph=loader.graph)


@pytest.mark.django_db
def test_the_page_needs_no_sorting() -> None:
    vehicle = Vehicle.objects.create(plate="N-AB 12")
    Trip.objects.create(vehicle=vehicle, started_at=datetime(2026, 5, 4, tzinfo=UTC), metres=1200)
    latest = Trip.objects.filter(vehicle=vehicle).order_by("-started_at", "-pk")

    assert "fleet_trip_latest" in latest[:50].explain()
    assert "TEMP B-TREE" not in latest[:50].explain()

    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX fleet_trip_latest")
    assert "TEMP B-TREE" in latest[:51].explain()  # another statement: SQLite would repeat the plan of the first
