"""A migration fails in the middle: what PostgreSQL takes back, what stays, and how to go on from there."""

from collections.abc import Iterator

import pytest
from django.db import connection, migrations
from django.db.migrations.state import ProjectState
from django.db.utils import IntegrityError, ProgrammingError

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
INDEX = "CREATE UNIQUE INDEX CONCURRENTLY {} half_email ON half_person (email)"


def sql(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(autouse=True)
def people() -> Iterator[None]:
    sql("DROP TABLE IF EXISTS half_person")
    sql("CREATE TABLE half_person (id serial PRIMARY KEY, email text)")
    sql("INSERT INTO half_person (email) VALUES ('ada@example.org'), ('ben@example.org'), ('ada@example.org')")
    yield
    sql("DROP TABLE half_person")


def columns() -> list[str]:
    found = sql("SELECT column_name FROM information_schema.columns WHERE table_name = 'half_person' ORDER BY 1")
    return [name for (name,) in found]


def index_state() -> str:
    found = sql("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('half_email')")
    return "none" if not found else "valid" if found[0][0] else "invalid"


def migrate(*statements: str, atomic: bool) -> None:
    class Step(migrations.Migration):
        operations = [migrations.RunSQL(statement) for statement in statements]

    Step.atomic = atomic
    with connection.schema_editor(atomic=atomic) as editor:
        Step("0002", "half").apply(ProjectState(), editor)


ADD = "ALTER TABLE half_person ADD COLUMN phone text"
UNIQUE = "ALTER TABLE half_person ADD CONSTRAINT half_unique UNIQUE (email)"


def test_an_atomic_migration_leaves_nothing_behind():
    with pytest.raises(IntegrityError):
        migrate(ADD, UNIQUE, atomic=True)
    print("atomic:", columns())
    assert columns() == ["email", "id"]


def test_one_that_is_not_atomic_stops_half_way_and_cannot_start_again():
    with pytest.raises(IntegrityError):
        migrate(ADD, UNIQUE, atomic=False)
    print("not atomic:", columns())
    assert columns() == ["email", "id", "phone"]
    with pytest.raises(ProgrammingError, match="already exists"):
        migrate(ADD, UNIQUE, atomic=False)  # the second attempt fails earlier than the first


def test_written_to_be_repeated_it_goes_on_after_the_cause_is_gone():
    again = ADD.replace("ADD COLUMN", "ADD COLUMN IF NOT EXISTS")
    with pytest.raises(IntegrityError):
        migrate(again, UNIQUE, atomic=False)
    sql("DELETE FROM half_person WHERE id = 3")
    migrate(again, UNIQUE, atomic=False)
    assert columns() == ["email", "id", "phone"]


def test_a_failed_concurrent_index_stays_as_an_invalid_one():
    with pytest.raises(IntegrityError, match="could not create unique index"):
        migrate(INDEX.format(""), atomic=False)
    assert index_state() == "invalid"

    sql("DELETE FROM half_person WHERE id = 3")
    migrate(INDEX.format("IF NOT EXISTS"), atomic=False)  # "exists", so nothing is done, and it reports success
    print("after the repaired second run:", index_state())
    assert index_state() == "invalid"


def test_an_invalid_unique_index_answers_no_query_and_guards_nothing():
    with pytest.raises(IntegrityError):
        migrate(INDEX.format(""), atomic=False)
    sql("INSERT INTO half_person (email) VALUES ('ben@example.org')")  # a second Ben is let in
    sql("INSERT INTO half_person (email) SELECT 'p' || n FROM generate_series(1, 2000) n")
    sql("ANALYZE half_person")
    plan = sql("EXPLAIN SELECT * FROM half_person WHERE email = 'p7'")[0][0]
    print("plan:", plan.split("  ")[0])
    assert plan.startswith("Seq Scan")


def test_drop_it_first_and_build_it_again():
    with pytest.raises(IntegrityError):
        migrate(INDEX.format(""), atomic=False)
    sql("DELETE FROM half_person WHERE id = 3")
    migrate("DROP INDEX CONCURRENTLY IF EXISTS half_email", INDEX.format(""), atomic=False)
    print("dropped and built again:", index_state())
    assert index_state() == "valid"


def test_a_list_of_what_is_invalid_belongs_into_the_checks():
    with pytest.raises(IntegrityError):
        migrate(INDEX.format(""), atomic=False)
    invalid = sql("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
    assert ("half_email",) in invalid
