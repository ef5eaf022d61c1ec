"""An integer key runs out at 2,147,483,647: what fails, and the move to bigint beside the old column."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

pytestmark = pytest.mark.postgresql
LIMIT = 2**31 - 1


@pytest.fixture
def db(engine: Engine) -> Iterator[Connection]:
    """Parents with an integer key, children that point to them; autocommit, as a migration tool would do it."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        run(connection, "DROP TABLE IF EXISTS pk_child, pk_parent CASCADE")
        run(connection, "CREATE TABLE pk_parent (id serial PRIMARY KEY, name text)")
        run(
            connection,
            "CREATE TABLE pk_child (id serial PRIMARY KEY, parent_id integer NOT NULL REFERENCES pk_parent (id))",
        )
        run(connection, "INSERT INTO pk_parent (name) SELECT 'p' || n FROM generate_series(1, 500) n")
        run(connection, "INSERT INTO pk_child (parent_id) SELECT n FROM generate_series(1, 500) n")
        yield connection
        run(connection, "DROP TABLE IF EXISTS pk_child, pk_parent CASCADE")
        run(connection, "DROP FUNCTION IF EXISTS pk_copy_id()")


def run(connection: Connection, statement: str):
    return connection.execute(text(statement))


def insert(connection: Connection, name: str = "new") -> int:
    return connection.scalar(text("INSERT INTO pk_parent (name) VALUES (:name) RETURNING id"), {"name": name})


def test_what_happens_at_the_limit_and_how_to_buy_time(db):
    run(db, f"SELECT setval('pk_parent_id_seq', {LIMIT - 1})")
    last = insert(db)
    with pytest.raises(DBAPIError) as full:
        insert(db)
    run(db, f"ALTER SEQUENCE pk_parent_id_seq MINVALUE -{LIMIT} RESTART WITH -{LIMIT}")
    print(f"last id {last}, then {full.value.orig.sqlstate}; after restarting below zero: {insert(db)}")
    assert (last, full.value.orig.sqlstate) == (LIMIT, "2200H")


def test_a_query_that_warns_in_time(db):
    run(db, f"SELECT setval('pk_parent_id_seq', {LIMIT // 10 * 8})")
    used = db.execute(
        text("""
            SELECT sequencename, round(100.0 * last_value / max_value)::integer AS percent FROM pg_sequences
            WHERE sequencename LIKE 'pk_%' ORDER BY 2 DESC NULLS LAST
        """)
    ).first()
    print(f"{used.sequencename}: {used.percent} % used")
    assert used == ("pk_parent_id_seq", 80)


def test_changing_the_type_in_place_writes_every_row_again(db):
    file = text("SELECT pg_relation_filenode('pk_parent')")
    before = db.scalar(file)
    run(db, "ALTER TABLE pk_parent ALTER COLUMN id TYPE bigint")
    parent, child = (
        db.scalar(text("SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = to_regclass(:t)"
                       " AND attname = :c"), {"t": table, "c": column})
        for table, column in (("pk_parent", "id"), ("pk_child", "parent_id"))
    )  # fmt: skip
    print(f"rewritten: {db.scalar(file) != before}; parent {parent}, child's foreign key still {child}")
    assert (db.scalar(file) != before, parent, child) == (True, "bigint", "integer")


TRIGGER = """
    CREATE FUNCTION pk_copy_id() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.new_id := NEW.id; RETURN NEW; END $$
"""
SWAP = [
    "LOCK TABLE pk_parent, pk_child IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE pk_child DROP CONSTRAINT pk_child_parent_id_fkey",
    "ALTER TABLE pk_parent DROP CONSTRAINT pk_parent_pkey",
    "DROP TRIGGER copy_id ON pk_parent",
    "ALTER SEQUENCE pk_parent_id_seq OWNED BY NONE",
    "ALTER SEQUENCE pk_parent_id_seq AS bigint",
    "ALTER TABLE pk_parent DROP COLUMN id",
    "ALTER TABLE pk_parent RENAME COLUMN new_id TO id",
    "ALTER TABLE pk_parent ALTER COLUMN id SET NOT NULL",
    "ALTER TABLE pk_parent ALTER COLUMN id SET DEFAULT nextval('pk_parent_id_seq')",
    "ALTER SEQUENCE pk_parent_id_seq OWNED BY pk_parent.id",
    "ALTER TABLE pk_parent ADD CONSTRAINT pk_parent_pkey PRIMARY KEY USING INDEX pk_parent_new",
    "ALTER TABLE pk_child ADD CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES pk_parent (id) NOT VALID",
]


def test_the_move_beside_the_old_column(db):
    run(db, "ALTER TABLE pk_parent ADD COLUMN new_id bigint")
    run(db, TRIGGER)
    run(db, "CREATE TRIGGER copy_id BEFORE INSERT OR UPDATE ON pk_parent FOR EACH ROW EXECUTE FUNCTION pk_copy_id()")
    insert(db, "while it runs")  # from here on new rows carry both
    batches = 0
    while db.execute(
        text("UPDATE pk_parent SET name = name WHERE id IN (SELECT id FROM pk_parent WHERE new_id IS NULL LIMIT 200)")
    ).rowcount:
        batches += 1
    run(db, "ALTER TABLE pk_parent ADD CONSTRAINT filled CHECK (new_id IS NOT NULL) NOT VALID")
    run(db, "ALTER TABLE pk_parent VALIDATE CONSTRAINT filled")
    run(db, "CREATE UNIQUE INDEX CONCURRENTLY pk_parent_new ON pk_parent (new_id)")

    file = text("SELECT pg_relation_filenode('pk_parent')")
    before = db.scalar(file)
    run(db, "BEGIN")
    for step in SWAP:
        run(db, step)
    run(db, "COMMIT")
    run(db, "ALTER TABLE pk_child VALIDATE CONSTRAINT child_parent")
    run(db, f"SELECT setval('pk_parent_id_seq', {LIMIT})")
    print(f"{batches} batches; rewritten by the swap: {db.scalar(file) != before}; next id {insert(db)}")
    assert db.scalar(file) == before

    with pytest.raises(DBAPIError) as child:
        run(db, f"INSERT INTO pk_child (parent_id) VALUES ({LIMIT + 1})")
    print("a child of the new parent:", child.value.orig.sqlstate)
    assert child.value.orig.sqlstate == "22003"  # the foreign key column has to move as well, and before
