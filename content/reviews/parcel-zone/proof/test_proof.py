from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, models
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = [("parcels", "0001_initial")]
SECOND = [("parcels", "0002_parcel_zone")]
ROW = {"postcode": "40213", "weight_g": 800, "announced_at": datetime(2026, 5, 4, 12, tzinfo=UTC)}


@pytest.fixture
def old_model():
    """The model as the version knows it that serves while the migration runs."""
    executor = MigrationExecutor(connection)
    executor.migrate(FIRST)
    yield executor.loader.project_state(FIRST).apps.get_model("parcels", "Parcel")
    MigrationExecutor(connection).migrate(SECOND)


def test_old_version_fails(old_model) -> None:
    old_model.objects.create(number="P-1", **ROW)
    MigrationExecutor(connection).migrate(SECOND)

    with pytest.raises(IntegrityError, match="NOT NULL"):
        old_model.objects.create(number="P-2", **ROW)


def test_old_version_works_with_a_column_that_may_be_empty(old_model) -> None:
    zone = models.CharField(max_length=1, null=True)
    zone.set_attributes_from_name("zone")
    with connection.schema_editor() as editor:
        editor.add_field(old_model, zone)

    old_model.objects.create(number="P-2", **ROW)

    with connection.schema_editor() as editor:
        editor.remove_field(old_model, zone)


def test_locked_while_filling(old_model) -> None:
    old_model.objects.create(number="P-1", **ROW)
    statements = []
    connection.connection.set_trace_callback(statements.append)
    MigrationExecutor(connection).migrate(SECOND)
    connection.connection.set_trace_callback(None)

    added = next(i for i, sql in enumerate(statements) if "ADD COLUMN" in sql)
    transaction = statements[added : statements.index("COMMIT", added)]
    assert any(sql.startswith('UPDATE "parcels_parcel" SET "zone"') for sql in transaction)
    assert any(sql.startswith("ALTER TABLE") for sql in transaction[1:])  # the column becomes mandatory
