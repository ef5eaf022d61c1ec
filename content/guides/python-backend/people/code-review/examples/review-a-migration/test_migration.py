"""What a reviewer runs on a migration that adds a required column: its SQL, the old code's INSERT, and its lock."""

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ModelState, ProjectState
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

pytestmark = pytest.mark.django_db

OLD_CODE = "INSERT INTO review_invoice (number) VALUES (%s)"  # the release that still runs knows no currency


@pytest.fixture
def today(db) -> ProjectState:
    """The table as it stands, with one row. PostgreSQL takes it back with the test's transaction."""
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("number", models.CharField(max_length=20))]
    state.add_model(ModelState("review", "Invoice", fields))
    with connection.schema_editor() as editor:
        editor.create_model(state.apps.get_model("review", "Invoice"))
    old_release_inserts()
    return state


def old_release_inserts() -> None:
    with connection.cursor() as cursor:
        cursor.execute(OLD_CODE, ["N1"])


def add_currency(today: ProjectState, field: models.Field) -> list[str]:
    """Run the operation; return the SQL that `manage.py sqlmigrate` would print for it."""
    operation = migrations.AddField(model_name="invoice", name="currency", field=field)
    after = today.clone()
    operation.state_forwards("review", after)
    with connection.schema_editor(collect_sql=True) as dry:
        operation.database_forwards("review", dry, today, after)
    with connection.schema_editor() as editor:
        operation.database_forwards("review", editor, today, after)
    return [line for line in dry.collected_sql if not line.startswith("--")]


@pytest.mark.postgresql
def test_the_submitted_default_lives_in_python_only_and_old_code_fails(today):
    for line in add_currency(today, models.CharField(max_length=3, default="EUR")):
        print(line)
    with pytest.raises(IntegrityError, match="null value in column"), transaction.atomic():
        old_release_inserts()


@pytest.mark.postgresql
def test_a_database_default_lets_old_and_new_code_live_together(today):
    for line in add_currency(today, models.CharField(max_length=3, db_default="EUR")):
        print(line)
    old_release_inserts()
    with connection.cursor() as cursor:
        cursor.execute("SELECT currency, count(*) FROM review_invoice GROUP BY currency")
        assert cursor.fetchall() == [("EUR", 2)]


@pytest.mark.postgresql
def test_a_nullable_column_is_safe_too_but_enforces_nothing_yet(today):
    add_currency(today, models.CharField(max_length=3, null=True))
    old_release_inserts()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM review_invoice WHERE currency IS NULL")
        assert cursor.fetchone() == (2,)  # the backfill and the NOT NULL are two later steps


def test_a_data_step_without_a_reverse_cannot_be_undone():
    backfill = migrations.RunPython(lambda apps, editor: None)
    assert not backfill.reversible
    assert migrations.RunPython(lambda apps, editor: None, migrations.RunPython.noop).reversible


@pytest.mark.postgresql
def test_an_instant_statement_waits_for_a_slow_reader_and_then_keeps_readers_out(engine):
    read, add = text("SELECT count(*) FROM sa_account"), text("ALTER TABLE sa_account ADD COLUMN note text")

    with engine.connect() as report, engine.connect() as deploy:
        report.execute(read)  # a report whose transaction stays open
        deploy.execute(text("SET LOCAL lock_timeout = '20ms'"))
        with pytest.raises(DBAPIError) as waited:
            deploy.execute(add)
        print("ALTER beside an open report:", waited.value.orig.sqlstate, "lock_not_available")
        assert waited.value.orig.sqlstate == "55P03"  # given up, so nobody queues behind it
        deploy.rollback()

        report.commit()
        deploy.execute(add)  # nobody reads: done at once
        report.execute(text("SET LOCAL lock_timeout = '20ms'"))
        with pytest.raises(DBAPIError) as blocked:
            report.execute(read)  # and while the migration is not committed, nobody can even read
        assert blocked.value.orig.sqlstate == "55P03"
