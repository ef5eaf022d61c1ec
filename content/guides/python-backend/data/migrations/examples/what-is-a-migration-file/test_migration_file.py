"""A migration is a list of operations with a place in a graph: what it compares, what it runs, what it remembers."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter

pytestmark = pytest.mark.django_db(transaction=True)


class Initial(migrations.Migration):
    operations = [
        migrations.CreateModel("Note", [("id", models.BigAutoField(primary_key=True)), ("text", models.TextField())])
    ]


class AddAuthor(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.AddField("note", "author", models.CharField(max_length=50, null=True))]


INITIAL, ADD_AUTHOR = Initial("0001_initial", "journal"), AddAuthor("0002_add_author", "journal")


@pytest.fixture
def empty():
    yield ProjectState()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS journal_note")


def columns() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(column.name for column in connection.introspection.get_table_description(cursor, "journal_note"))


def run(migration: migrations.Migration, state: ProjectState) -> ProjectState:
    with connection.schema_editor() as editor:
        return migration.apply(state, editor)


def test_two_files_forward_and_one_back(empty):
    first = run(INITIAL, empty.clone())
    run(ADD_AUTHOR, first.clone())
    assert columns() == ["author", "id", "text"]
    with connection.schema_editor() as editor:
        ADD_AUTHOR.unapply(first, editor)
    print("after one step back:", columns())
    assert columns() == ["id", "text"]


def test_one_operation_two_jobs_a_state_and_a_statement(empty):
    state = INITIAL.mutate_state(empty)  # touches no database
    assert "author" not in state.models["journal", "note"].fields
    with connection.schema_editor(collect_sql=True) as editor:  # what sqlmigrate prints
        state = ADD_AUTHOR.apply(state, editor, collect_sql=True)
    statements = [line for line in editor.collected_sql if not line.startswith("--")]
    print(statements[0].split(" NULL")[0])
    assert statements[0].startswith('ALTER TABLE "journal_note" ADD COLUMN "author" varchar(50)')
    assert "author" in state.models["journal", "note"].fields


def detect(old: ProjectState, new: ProjectState) -> list[str]:
    files = MigrationGraph()
    files.add_node(("journal", "0001_initial"), None)
    changes = MigrationAutodetector(old, new).changes(files)
    return [operation.describe() for migration in changes.get("journal", []) for operation in migration.operations]


def test_makemigrations_compares_files_with_models_and_never_looks_at_the_database(empty):
    state = run(INITIAL, empty)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_note ADD COLUMN added_by_hand integer")
    models_now = ProjectState()
    models_now.add_model(ModelState("journal", "Note", state.models["journal", "note"].fields.items()))
    assert "added_by_hand" in columns()
    print("a column added by hand:", detect(state, models_now))
    assert detect(state, models_now) == []

    with_author = ADD_AUTHOR.mutate_state(state)
    print("a field added to the model:", detect(state, with_author))
    assert detect(state, with_author) == ["Add field author to note"]


def test_what_ran_is_a_row_in_a_table(empty):
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    recorder.record_applied("journal", "0001_initial")
    assert ("journal", "0001_initial") in recorder.applied_migrations()
    recorder.record_unapplied("journal", "0001_initial")
    assert ("journal", "0001_initial") not in recorder.applied_migrations()


def test_two_branches_with_the_same_parent_need_a_merge():
    graph = MigrationGraph()
    for name in ("0001_initial", "0002_add_author", "0002_add_colour"):
        graph.add_node(("journal", name), None)
    for child in ("0002_add_author", "0002_add_colour"):
        graph.add_dependency(None, ("journal", child), ("journal", "0001_initial"))
    print("leaves:", [name for _, name in graph.leaf_nodes("journal")])
    assert len(graph.leaf_nodes("journal")) == 2  # migrate refuses; makemigrations --merge writes 0003

    graph.add_node(("journal", "0003_merge"), None)
    for parent in ("0002_add_author", "0002_add_colour"):
        graph.add_dependency(None, ("journal", "0003_merge"), ("journal", parent))
    assert graph.leaf_nodes("journal") == [("journal", "0003_merge")]


def test_the_file_holds_frozen_copies_of_fields_and_no_model():
    text = MigrationWriter(ADD_AUTHOR).as_string()
    assert "from journal" not in text
    assert "field=models.CharField(max_length=50, null=True)" in text
