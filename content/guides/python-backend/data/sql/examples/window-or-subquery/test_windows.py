"""The newest order of each customer, running totals and shares: groups that keep their rows."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

SALES = """
    INSERT INTO sale VALUES
    (1, 'Ada', '2026-01-05', 500), (2, 'Ada', '2026-02-01', 700), (3, 'Ada', '2026-02-01', 900),
    (4, 'Ben', '2026-01-20', 300), (5, 'Ben', '2026-03-02', 300)
"""


@pytest.fixture
def rows(engine):
    with engine.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE sale (id integer, customer text, day date, cents integer)"))
        connection.execute(text(SALES))
        yield lambda sql: [tuple(row) for row in connection.execute(text(sql))]


def test_group_by_finds_the_newest_day_but_not_the_row(rows):
    newest = rows("SELECT customer, max(day) FROM sale GROUP BY customer ORDER BY customer")
    back = rows("""
        SELECT s.id FROM sale s
        JOIN (SELECT customer, max(day) AS day FROM sale GROUP BY customer) m
          ON m.customer = s.customer AND m.day = s.day ORDER BY s.id
    """)
    print("customers:", len(newest), "| joined back by day:", back)
    assert (len(newest), back) == (2, [(2,), (3,), (5,)])  # Ada bought twice on that day


def test_row_number_gives_one_row_a_customer_and_says_which(rows):
    result = rows("""
        SELECT id, customer, cents FROM (
            SELECT *, row_number() OVER (PARTITION BY customer ORDER BY day DESC, id DESC) AS n FROM sale
        ) AS numbered WHERE n = 1 ORDER BY customer
    """)
    print("newest order of each:", result)
    assert result == [(3, "Ada", 900), (5, "Ben", 300)]


def test_ties_are_where_the_three_numberings_differ(rows):
    result = rows("""
        SELECT id, row_number() OVER w, rank() OVER w, dense_rank() OVER w
        FROM sale WHERE customer = 'Ada' WINDOW w AS (ORDER BY day DESC) ORDER BY 3, id
    """)
    ranks = [row[2:] for row in result]
    print("rank and dense_rank by day:", ranks)
    assert ranks == [(1, 1), (1, 1), (3, 2)]
    assert sorted(row[1] for row in result) == [1, 2, 3]  # which of the two is 1 is left to chance


def test_a_running_total_jumps_over_ties_unless_the_frame_says_rows(rows):
    total = "SELECT sum(cents) OVER (PARTITION BY customer ORDER BY day {}) FROM sale WHERE customer = 'Ada' ORDER BY 1"
    default = [cents for (cents,) in rows(total.format(""))]
    by_row = rows("""
        SELECT sum(cents) OVER (ORDER BY day, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
        FROM sale WHERE customer = 'Ada' ORDER BY 1
    """)
    print("default frame:", default, "| ROWS, with a unique order:", [cents for (cents,) in by_row])
    assert default == [500, 2100, 2100]
    assert by_row == [(500,), (1200,), (2100,)]


def test_each_row_beside_its_total(rows):
    shares = rows("""
        SELECT id, 100 * cents / sum(cents) OVER (PARTITION BY customer) FROM sale ORDER BY id
    """)
    print("share in percent:", shares)
    assert shares == [(1, 23), (2, 33), (3, 42), (4, 50), (5, 50)]


def test_the_previous_row(rows):
    gaps = rows("SELECT id, cents - lag(cents) OVER (PARTITION BY customer ORDER BY day, id) FROM sale ORDER BY id")
    assert gaps == [(1, None), (2, 200), (3, 200), (4, None), (5, 0)]


def test_a_window_cannot_be_filtered_where_it_is_computed(rows):
    with pytest.raises(DBAPIError, match="window"):
        rows("SELECT id FROM sale WHERE row_number() OVER (PARTITION BY customer ORDER BY day) = 1")


def test_where_runs_before_the_window(rows):
    inner = rows("SELECT id, count(*) OVER () FROM sale WHERE cents >= 700 ORDER BY id")
    print("count over the rows that WHERE left:", inner)
    assert inner == [(2, 2), (3, 2)]


PAGE = {
    "window": """
        SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY customer ORDER BY day DESC, id DESC) AS n
                        FROM big) AS numbered WHERE n = 1
    """,
    "lateral": """
        SELECT newest.id FROM (SELECT generate_series(1, 20) AS customer) c
        CROSS JOIN LATERAL (SELECT id FROM big WHERE big.customer = c.customer ORDER BY day DESC, id DESC LIMIT 1) newest
    """,
}


@pytest.mark.postgresql
def test_few_groups_with_many_rows_read_less_by_one_lookup_each(engine):
    read = {}
    with engine.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE big (id serial, customer integer, day integer)"))
        connection.execute(
            text("INSERT INTO big (customer, day) SELECT n % 20 + 1, n / 20 FROM generate_series(1, 20000) n")
        )
        connection.execute(text("CREATE INDEX big_newest ON big (customer, day DESC, id DESC)"))
        connection.execute(text("ANALYZE big"))
        answers = {name: sorted(connection.scalars(text(sql))) for name, sql in PAGE.items()}
        for name, sql in PAGE.items():
            plan = connection.scalar(text(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}"))[0]["Plan"]
            read[name] = max(node["Actual Rows"] * node["Actual Loops"] for node in scans(plan))
    print("rows read from the table:", read)
    assert answers["window"] == answers["lateral"] and read == {"window": 20000, "lateral": 20}


def scans(node):
    if "big" == node.get("Relation Name"):
        yield node
    for child in node.get("Plans", []):
        yield from scans(child)
