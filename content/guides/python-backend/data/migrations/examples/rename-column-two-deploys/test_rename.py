"""full_name becomes name: every version of the code meets every schema it will see during the roll-out."""

from collections.abc import Callable

import pytest
from django.db import connection as django_connection
from django.db import migrations, models
from django.db.migrations.state import ProjectState
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

Code = Callable[[Connection, int], str]


def write_and_read(written: tuple[str, ...], read: str) -> Code:
    """A version of the application: which columns it writes, and what it reads."""

    def code(connection: Connection, key: int) -> str:
        values = ", ".join("'Ada'" for _ in written)
        connection.execute(text(f"INSERT INTO ren_person (id, {', '.join(written)}) VALUES ({key}, {values})"))
        return connection.scalar(text(f"SELECT {read} FROM ren_person WHERE id = {key}")) or "(empty)"

    return code


OLD = write_and_read(("full_name",), "full_name")
DUAL = write_and_read(("full_name", "name"), "full_name")  # writes both, reads the old one
SWITCHED = write_and_read(("full_name", "name"), "name")  # writes both, reads the new one
NEW = write_and_read(("name",), "name")
EARLY = write_and_read(("name",), "name")  # the new code, shipped while old processes still read full_name

BEFORE = "CREATE TABLE ren_person (id integer PRIMARY KEY, full_name varchar(50))"
RENAMED = "ALTER TABLE ren_person RENAME COLUMN full_name TO name"
EXPANDED = "ALTER TABLE ren_person ADD COLUMN name varchar(50)"
BACKFILL = "UPDATE ren_person SET name = full_name WHERE name IS DISTINCT FROM full_name"  # the old one is the truth
CONTRACTED = "ALTER TABLE ren_person DROP COLUMN full_name"


@pytest.fixture
def connection(engine):
    with engine.connect() as connection:
        connection.execute(text("DROP TABLE IF EXISTS ren_person"))
        connection.execute(text(BEFORE))
        connection.execute(text("INSERT INTO ren_person VALUES (1, 'Grace')"))
        yield connection
        connection.rollback()


def works(connection: Connection, code: Code, key: int) -> str:
    savepoint = connection.begin_nested()
    try:
        answer = code(connection, key)
    except DBAPIError:
        savepoint.rollback()
        return "error"
    return answer


def test_a_rename_in_one_step_always_breaks_one_of_the_two(connection):
    before = [works(connection, OLD, 2), works(connection, NEW, 3)]
    connection.execute(text(RENAMED))
    after = [works(connection, OLD, 4), works(connection, NEW, 5)]
    print(f"before the rename: old code {before[0]}, new code {before[1]}; after: {after[0]}, {after[1]}")
    assert (before, after) == (["Ada", "error"], ["error", "Ada"])


# (schema change or none, the versions of the code that run side by side afterwards)
ROLL_OUT = [
    ("expand", EXPANDED, (OLD,)),
    ("deploy 1: write both", None, (OLD, DUAL)),
    ("backfill", BACKFILL, (DUAL,)),
    ("deploy 2: read the new one", None, (DUAL, SWITCHED)),
    ("deploy 3: write only the new one", None, (SWITCHED, NEW)),
    ("contract", CONTRACTED, (NEW,)),
]


def test_expand_and_contract_keeps_every_pair_alive(connection):
    key = 10
    for step, change, versions in ROLL_OUT:
        if change:
            connection.execute(text(change))
        answers = []
        for code in versions:
            key += 1
            answers.append(works(connection, code, key))
        print(f"{step}: {answers}")
        assert set(answers) == {"Ada"}
    assert connection.scalar(text("SELECT name FROM ren_person WHERE id = 1")) == "Grace"


def test_a_backfill_before_the_last_old_writer_stopped_leaves_holes(connection):
    connection.execute(text(EXPANDED))
    connection.execute(text(BACKFILL))
    OLD(connection, 2)  # an old process, still alive after the backfill
    holes = connection.scalar(text("SELECT count(*) FROM ren_person WHERE name IS NULL"))
    print("rows without the new column:", holes)
    assert holes == 1
    connection.execute(text(BACKFILL))
    assert connection.scalar(text("SELECT count(*) FROM ren_person WHERE name IS NULL")) == 0


def test_an_old_process_that_updates_a_row_with_both_leaves_a_difference_that_is_not_null(connection):
    connection.execute(text(EXPANDED))
    DUAL(connection, 2)
    connection.execute(text("UPDATE ren_person SET full_name = 'Ada L' WHERE id = 2"))  # by an old process
    assert connection.scalar(text("SELECT name FROM ren_person WHERE id = 2")) == "Ada"  # stale, and not empty
    connection.execute(text(BACKFILL))
    name = connection.scalar(text("SELECT name FROM ren_person WHERE id = 2"))
    print("after the backfill of all differences:", name)
    assert name == "Ada L"


def test_skipping_the_version_that_writes_both_hides_new_rows_from_old_processes(connection):
    connection.execute(text(EXPANDED))
    EARLY(connection, 2)
    seen_by_old = connection.scalar(text("SELECT full_name FROM ren_person WHERE id = 2"))
    print("the old process reads:", seen_by_old)
    assert seen_by_old is None


@pytest.mark.django_db(transaction=True)
def test_renaming_only_in_python_needs_no_statement_at_all():
    """Django: keep the column, change the attribute."""
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("full_name", models.CharField(max_length=50))]
    migrations.CreateModel("Person", fields).state_forwards("hr", state)
    steps = [
        migrations.AlterField("person", "full_name", models.CharField(max_length=50, db_column="full_name")),
        migrations.RenameField("person", "full_name", "name"),
    ]
    with django_connection.schema_editor(collect_sql=True, atomic=False) as editor:
        for step in steps:
            after = state.clone()
            step.state_forwards("hr", after)
            step.database_forwards("hr", editor, state, after)
            state = after
    print("statements:", editor.collected_sql)
    assert editor.collected_sql == []


def test_contract_only_after_the_last_version_that_names_the_column_has_gone(connection):
    connection.execute(text(EXPANDED))
    connection.execute(text(CONTRACTED))
    outcome = {"writes both": works(connection, SWITCHED, 2), "writes the new one": works(connection, NEW, 3)}
    print("after dropping full_name:", outcome)
    assert outcome == {"writes both": "error", "writes the new one": "Ada"}
