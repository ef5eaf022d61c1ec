"""What an index gives to one query and takes from every write."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

COLUMNS = ["customer_id", "status", "city", "amount", "note"]


@pytest.fixture
def orders(engine: Engine) -> Iterator[Connection]:
    """5,000 orders, without any index but the primary key."""
    with engine.connect() as connection:
        connection.execute(text("DROP TABLE IF EXISTS cost_order"))
        connection.execute(
            text("""
                CREATE TABLE cost_order (id integer PRIMARY KEY, customer_id integer, status text, city text,
                                         amount integer, note text)
            """)
        )
        insert(connection, 1, 5000)
        yield connection
        connection.rollback()
        connection.execute(text("DROP TABLE IF EXISTS cost_order"))
        connection.commit()


def insert(connection: Connection, first: int, last: int) -> None:
    rows = [
        {"id": n, "c": n * 7919 % 500, "s": f"status {n % 5}", "t": f"city {n % 97}", "a": n * 31 % 9973, "n": f"{n}"}
        for n in range(first, last + 1)
    ]
    connection.execute(text("INSERT INTO cost_order VALUES (:id, :c, :s, :t, :a, :n)"), rows)


def plan(connection: Connection, sql: str) -> str:
    if connection.dialect.name == "sqlite":
        return " ".join(str(row[-1]) for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}")))
    connection.execute(text("ANALYZE cost_order"))
    return " ".join(connection.scalars(text(f"EXPLAIN (COSTS OFF) {sql}")))


def test_the_same_query_scans_without_and_looks_up_with_an_index(orders):
    query = "SELECT count(*) FROM cost_order WHERE customer_id = 7"
    before = plan(orders, query)
    orders.execute(text("CREATE INDEX cost_order_customer ON cost_order (customer_id)"))
    after = plan(orders, query)
    assert ("SCAN cost_order" in before or "Seq Scan" in before) and "cost_order_customer" in after
    assert "cost_order_customer" not in before


def test_inserting_into_a_table_with_five_more_indexes(orders):
    seconds = []
    for first in (10_001, 20_001):
        started = time.perf_counter()
        insert(orders, first, first + 2000)
        seconds.append(time.perf_counter() - started)
        for column in COLUMNS:
            orders.execute(text(f"CREATE INDEX IF NOT EXISTS cost_{column} ON cost_order ({column})"))
    print(f"measured 2,000 inserts: {seconds[0] * 1000:.0f} ms, with five more indexes {seconds[1] * 1000:.0f} ms")
    assert orders.scalar(text("SELECT count(*) FROM cost_order")) == 5000 + 2 * 2001


@pytest.mark.postgresql
def test_each_index_is_another_record_in_the_log_and_more_bytes_on_disk(orders):
    def log_records() -> int:
        """Write 500 rows under EXPLAIN and take them back; how many records went to the write-ahead log?"""
        savepoint = orders.begin_nested()
        write = "INSERT INTO cost_order SELECT n, n, 's', 'c', n, 'x' FROM generate_series(30001, 30500) n"
        found = orders.scalar(text(f"EXPLAIN (ANALYZE, WAL, FORMAT JSON) {write}"))[0]["Plan"]["WAL Records"]
        savepoint.rollback()
        return found

    before = log_records()
    for column in COLUMNS:
        orders.execute(text(f"CREATE INDEX cost_{column} ON cost_order ({column})"))
    after = log_records()
    table, indexes = orders.execute(
        text("SELECT pg_relation_size('cost_order'), pg_indexes_size('cost_order')")
    ).one()
    print(f"measured log records for 500 rows: {before} without, {after} with five more indexes")
    print(f"measured table {table // 1024} KiB, all indexes {indexes // 1024} KiB")
    assert after > 3 * before


@pytest.mark.postgresql
@pytest.mark.parametrize("indexed", [False, True], ids=["no_index_on_amount", "index_on_amount"])
def test_an_index_on_a_column_that_changes_makes_updates_touch_every_index(orders, indexed):
    """HOT updates leave all indexes alone; they are possible only if no indexed column changed."""
    orders.execute(text("CREATE TABLE cost_copy (LIKE cost_order) WITH (fillfactor = 50)"))  # room on every page
    orders.execute(text("INSERT INTO cost_copy SELECT * FROM cost_order"))
    orders.execute(text("CREATE INDEX cost_copy_id ON cost_copy (id)"))
    if indexed:
        orders.execute(text("CREATE INDEX cost_copy_amount ON cost_copy (amount)"))
    orders.execute(text("UPDATE cost_copy SET amount = amount + 1 WHERE id <= 1000"))
    updated, hot = orders.execute(
        text("""
            SELECT pg_stat_get_xact_tuples_updated('cost_copy'::regclass),
                   pg_stat_get_xact_tuples_hot_updated('cost_copy'::regclass)
        """)
    ).one()
    print(f"{updated} updates, {hot} of them without touching an index")
    assert (updated, hot) == (1000, 0 if indexed else 1000)


@pytest.mark.postgresql
def test_an_index_that_nobody_reads_is_visible_in_the_statistics(orders):
    for column in ("customer_id", "note"):
        orders.execute(text(f"CREATE INDEX cost_{column} ON cost_order ({column})"))
    orders.execute(text("ANALYZE cost_order"))
    for customer in range(20):
        orders.scalar(text("SELECT count(*) FROM cost_order WHERE customer_id = :c"), {"c": customer})
    used = {
        name: orders.scalar(text("SELECT pg_stat_get_xact_numscans(to_regclass(:name))"), {"name": f"cost_{name}"})
        for name in ("customer_id", "note")
    }
    print("scans:", used)
    assert used == {"customer_id": 20, "note": 0}
