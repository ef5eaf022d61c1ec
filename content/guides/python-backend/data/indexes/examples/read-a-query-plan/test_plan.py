"""Four plans, each with one thing to see: a wrong estimate, a repeated step, rows thrown away, a sort on disk."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

pytestmark = pytest.mark.postgresql


@pytest.fixture
def shop(engine: Engine) -> Iterator[Connection]:
    """10,000 addresses in 100 cities with one postcode each, and 200 customers."""
    with engine.connect() as connection:
        for statement in (
            "CREATE TEMPORARY TABLE address (id integer, city integer, postcode integer, customer integer)",
            "INSERT INTO address SELECT n, n % 100, n % 100, n % 200 FROM generate_series(1, 10000) n",
            "CREATE TEMPORARY TABLE person (id integer)",
            "INSERT INTO person SELECT n FROM generate_series(0, 199) n",
            "ANALYZE address",
            "ANALYZE person",
        ):
            connection.execute(text(statement))
        yield connection


def nodes(node: dict) -> Iterator[dict]:
    yield node
    for child in node.get("Plans", []):
        yield from nodes(child)


def explain(connection: Connection, sql: str) -> list[dict]:
    found = connection.scalar(text(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}"))
    return list(nodes(found[0]["Plan"]))


def test_look_first_for_estimates_that_are_far_from_what_came(shop):
    sql = "SELECT * FROM address WHERE city = 7 AND postcode = 7"
    node = explain(shop, sql)[0]
    before = node["Plan Rows"], round(node["Actual Rows"])
    shop.execute(text("CREATE STATISTICS pg_temp.same (dependencies) ON city, postcode FROM address"))
    shop.execute(text("ANALYZE address"))
    node = explain(shop, sql)[0]
    after = node["Plan Rows"], round(node["Actual Rows"])
    print("estimated and actual rows:", before, "| with statistics on both columns:", after)
    assert before == (1, 100)  # 1 in 100 times 1 in 100: the planner believed they were independent
    assert after == (100, 100)


def test_then_for_loops_since_rows_are_counted_for_one_loop(shop):
    shop.execute(text("SET LOCAL enable_memoize = off"))
    found = explain(shop, "SELECT p.id, (SELECT count(*) FROM address a WHERE a.customer = p.id) FROM person p")
    inner = found[-1]
    read = round((inner["Actual Rows"] + inner["Rows Removed by Filter"]) * inner["Actual Loops"])
    print(f"{inner['Node Type']}: {inner['Actual Rows']:.0f} rows, loops {inner['Actual Loops']}, read in all {read}")
    assert (inner["Actual Rows"], inner["Actual Loops"], read) == (50, 200, 2_000_000)


def test_then_for_rows_that_were_read_and_thrown_away(shop):
    sql = "SELECT * FROM address WHERE id = 4711"
    before = explain(shop, sql)[0]
    shop.execute(text("CREATE INDEX address_id ON address (id)"))
    after = explain(shop, sql)[0]
    print(f"{before['Node Type']}: removed {before['Rows Removed by Filter']}; then {after['Node Type']}")
    assert before["Rows Removed by Filter"] == 9999 and "Rows Removed by Filter" not in after


def test_then_for_sorts_that_left_the_memory(shop):
    sql = "SELECT * FROM address ORDER BY postcode, id"
    shop.execute(text("SET LOCAL work_mem = '64kB'"))
    small = explain(shop, sql)[0]
    shop.execute(text("SET LOCAL work_mem = '16MB'"))
    large = explain(shop, sql)[0]
    print(f"64 kB: {small['Sort Method']} on {small['Sort Space Type']}; 16 MB: {large['Sort Method']}")
    assert (small["Sort Space Type"], large["Sort Space Type"]) == ("Disk", "Memory")


def test_the_cost_is_no_time_and_a_cheap_plan_may_be_the_slow_one(shop):
    """Cost is the planner's own unit, computed from estimates. Wrong estimates give a wrong cost."""
    found = shop.scalar(text("EXPLAIN (FORMAT JSON) SELECT * FROM address WHERE city = 7 AND postcode = 7"))
    assert "Total Cost" in found[0]["Plan"] and "Actual Rows" not in found[0]["Plan"]  # plain EXPLAIN runs nothing


def test_explain_analyze_runs_the_statement(shop):
    shop.execute(text("EXPLAIN DELETE FROM person"))
    planned = shop.scalar(text("SELECT count(*) FROM person"))
    savepoint = shop.begin_nested()
    shop.execute(text("EXPLAIN ANALYZE DELETE FROM person"))
    analysed = shop.scalar(text("SELECT count(*) FROM person"))
    savepoint.rollback()
    print(f"rows after EXPLAIN: {planned}, after EXPLAIN ANALYZE: {analysed}")
    assert (planned, analysed) == (200, 0)


def test_statistics_that_are_older_than_the_data(shop):
    sql = "SELECT * FROM address WHERE city = 500"
    shop.execute(text("INSERT INTO address SELECT n, 500, 500, 1 FROM generate_series(1, 5000) n"))
    stale = explain(shop, sql)[0]["Plan Rows"]
    shop.execute(text("ANALYZE address"))
    fresh = explain(shop, sql)[0]["Plan Rows"]
    print(f"estimate for 5,000 new rows: {stale}, after ANALYZE: {fresh}")
    assert stale < 10 and fresh == 5000
