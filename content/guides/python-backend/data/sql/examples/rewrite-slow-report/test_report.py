"""One report, written so that it asks per row, and rewritten step by step: same answer, counted rows."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

pytestmark = pytest.mark.postgresql
SETUP = [
    "CREATE TEMPORARY TABLE customer (id integer PRIMARY KEY, name text)",
    "CREATE TEMPORARY TABLE sale (id integer PRIMARY KEY, customer_id integer, at timestamptz, cents integer)",
    "CREATE TEMPORARY TABLE refund (sale_id integer, cents integer)",
    "INSERT INTO customer SELECT n, 'Customer ' || n FROM generate_series(1, 300) n",
    """INSERT INTO sale SELECT n, n % 300 + 1, timestamptz '2026-01-01 UTC' + n * interval '1 hour', 100
       FROM generate_series(1, 6000) n""",
    "INSERT INTO refund SELECT n, 10 FROM generate_series(1, 6000, 3) n",
    "INSERT INTO refund SELECT n, 5 FROM generate_series(1, 6000, 6) n",
    "ANALYZE customer", "ANALYZE sale", "ANALYZE refund",
]  # fmt: skip

PER_ROW = """
    SELECT c.id,
      (SELECT coalesce(sum(s.cents), 0) FROM sale s
        WHERE s.customer_id = c.id AND to_char(s.at, 'YYYY-MM') = '2026-03') AS sold,
      (SELECT coalesce(sum(r.cents), 0) FROM refund r JOIN sale s ON s.id = r.sale_id
        WHERE s.customer_id = c.id AND to_char(s.at, 'YYYY-MM') = '2026-03') AS refunded
    FROM customer c ORDER BY c.id
"""
MARCH = "s.at >= timestamptz '2026-03-01 UTC' AND s.at < timestamptz '2026-04-01 UTC'"
WRONG = f"""
    SELECT c.id, coalesce(sum(s.cents), 0) AS sold, coalesce(sum(r.cents), 0) AS refunded
    FROM customer c LEFT JOIN sale s ON s.customer_id = c.id AND {MARCH}
    LEFT JOIN refund r ON r.sale_id = s.id GROUP BY c.id ORDER BY c.id
"""
GROUPED = f"""
    WITH refunds AS (SELECT r.sale_id, sum(r.cents) AS cents FROM refund r GROUP BY r.sale_id),
    sales AS (
        SELECT s.customer_id, sum(s.cents) AS sold, coalesce(sum(refunds.cents), 0) AS refunded
        FROM sale s LEFT JOIN refunds ON refunds.sale_id = s.id WHERE {MARCH} GROUP BY s.customer_id
    )
    SELECT c.id, coalesce(sold, 0) AS sold, coalesce(refunded, 0) AS refunded
    FROM customer c LEFT JOIN sales ON sales.customer_id = c.id ORDER BY c.id
"""


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        connection.execute(text("SET LOCAL timezone = 'UTC'"))
        for statement in SETUP:
            connection.execute(text(statement))
        yield connection


def answer(connection: Connection, sql: str) -> list[tuple]:
    return [tuple(row) for row in connection.execute(text(sql))]


def rows_read(connection: Connection, sql: str) -> int:
    """Rows that scans looked at, also those a filter threw away."""

    def scans(node) -> int:
        own = 0
        if "Relation Name" in node:
            own = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        return own + sum(scans(child) for child in node.get("Plans", []))

    return round(scans(connection.scalar(text(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}"))[0]["Plan"]))


def test_first_pin_the_answer_then_compare_what_is_read(connection):
    expected = answer(connection, PER_ROW)
    assert answer(connection, GROUPED) == expected
    read = {"per row": rows_read(connection, PER_ROW), "grouped once": rows_read(connection, GROUPED)}
    print(f"{len(expected)} lines; rows read:", read)
    assert read["per row"] > 100 * read["grouped once"]


def test_joining_two_collections_and_summing_counts_sales_twice(connection):
    right, wrong = answer(connection, GROUPED), answer(connection, WRONG)
    totals = [sum(sold for _, sold, _ in rows) for rows in (right, wrong)]
    print("sold in March: right, fanned out:", totals)
    assert totals[1] > totals[0]  # every sale with two refunds is in the sum twice


def test_a_function_around_the_column_hides_the_index(connection):
    connection.execute(text("CREATE INDEX sale_at ON sale (at)"))
    connection.execute(text("ANALYZE sale"))
    one_day = "SELECT count(*) FROM sale s WHERE {}"
    by_function = one_day.format("to_char(s.at, 'YYYY-MM-DD') = '2026-03-05'")
    by_range = one_day.format("s.at >= timestamptz '2026-03-05 UTC' AND s.at < timestamptz '2026-03-06 UTC'")
    assert answer(connection, by_function) == answer(connection, by_range) == [(24,)]
    read = {"to_char": rows_read(connection, by_function), "range": rows_read(connection, by_range)}
    print("rows read for one day:", read)
    assert read == {"to_char": 6000, "range": 24}


def test_a_stored_summary_reads_almost_nothing_and_is_as_old_as_its_refresh(connection):
    connection.execute(text(f"CREATE TEMPORARY TABLE march AS {GROUPED}"))
    connection.execute(text("INSERT INTO sale VALUES (9999, 1, '2026-03-05 12:00 UTC', 100)"))
    now, stored = (answer(connection, sql)[0][1] for sql in (GROUPED, "SELECT * FROM march ORDER BY id"))
    print(f"rows read from the summary: {rows_read(connection, 'SELECT * FROM march')}; customer 1: {stored}, now {now}")
    assert now == stored + 100


def test_a_statement_timeout_bounds_what_one_report_may_cost(connection):
    connection.execute(text("SET LOCAL statement_timeout = '20ms'"))
    with pytest.raises(DBAPIError) as cancelled:
        connection.execute(text("SELECT pg_sleep(5)"))  # stands for a report that went wrong
    assert cancelled.value.orig.sqlstate == "57014"  # query_canceled
