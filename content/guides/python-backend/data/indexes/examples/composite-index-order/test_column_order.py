"""One pair of columns, two orders: which conditions and sorts each index serves."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

pytestmark = pytest.mark.postgresql


@pytest.fixture
def orders(engine: Engine) -> Iterator[Connection]:
    """50,000 orders: 100 customers, 500 days, one order of each customer on each day."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP TABLE IF EXISTS pair_order"))
        connection.execute(text("CREATE TABLE pair_order (customer integer, day integer)"))
        connection.execute(text("INSERT INTO pair_order SELECT n % 100, n / 100 FROM generate_series(0, 49999) n"))
        connection.execute(text("SET enable_seqscan = off"))  # we ask what an index can do, not whether it is chosen
        connection.execute(text("SET enable_bitmapscan = off"))
        yield connection
        connection.execute(text("RESET ALL"))
        connection.execute(text("DROP TABLE pair_order"))


def index(connection: Connection, columns: str) -> None:
    connection.execute(text("DROP INDEX IF EXISTS pair"))
    connection.execute(text(f"CREATE INDEX pair ON pair_order ({columns})"))
    connection.execute(text("VACUUM (ANALYZE) pair_order"))  # so that the index alone can answer


def nodes(node: dict) -> Iterator[dict]:
    yield node
    for child in node.get("Plans", []):
        yield from nodes(child)


def explain(connection: Connection, sql: str) -> list[dict]:
    found = connection.scalar(text(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}"))
    return list(nodes(found[0]["Plan"]))


CONDITIONS = {
    "customer = 7": ("few", "many"),
    "day = 250": ("many", "few"),
    "customer = 7 AND day = 250": ("few", "few"),
    "customer = 7 AND day BETWEEN 100 AND 400": ("few", "many"),
}


def test_how_much_of_each_index_is_read(orders):
    pages: dict[str, list[int]] = {condition: [] for condition in CONDITIONS}
    for columns in ("customer, day", "day, customer"):
        index(orders, columns)
        for condition in CONDITIONS:
            leaf = explain(orders, f"SELECT customer, day FROM pair_order WHERE {condition}")[-1]
            assert (leaf["Node Type"], leaf["Heap Fetches"]) == ("Index Only Scan", 0)
            pages[condition].append(leaf["Shared Hit Blocks"] + leaf["Shared Read Blocks"])
    for condition, read in pages.items():
        words = tuple("few" if number <= 10 else "many" for number in read)
        print(f"{condition}: (customer, day) {words[0]} pages, (day, customer) {words[1]} pages")
        print(f"measured {condition}: {read[0]} and {read[1]} pages")
        assert words == CONDITIONS[condition]


@pytest.mark.parametrize(
    ("order_by", "sort"),
    [
        ("customer, day", "none"),
        ("customer DESC, day DESC", "none"),
        ("customer, day DESC", "Incremental Sort"),
        ("day", "Sort"),
    ],
    ids=["same", "both_reversed", "mixed", "second_column_only"],
)
def test_which_sort_the_index_on_customer_and_day_saves(orders, order_by, sort):
    index(orders, "customer, day")
    kinds = [node["Node Type"] for node in explain(orders, f"SELECT * FROM pair_order ORDER BY {order_by} LIMIT 10")]
    found = next((kind for kind in kinds if "Sort" in kind), "none")
    print(f"ORDER BY {order_by}: sort {found}")
    assert found == sort


def test_the_newest_ten_of_one_customer_read_ten_entries(orders):
    index(orders, "customer, day")
    leaf = explain(orders, "SELECT * FROM pair_order WHERE customer = 7 ORDER BY day DESC LIMIT 10")[-1]
    print(f"{leaf['Scan Direction'].lower()}, entries read: {leaf['Actual Rows']:.0f}")
    assert (leaf["Actual Rows"], leaf["Scan Direction"]) == (10, "Backward")


def test_a_list_of_values_in_front_costs_the_order(orders):
    """One customer gives the days in order; two customers give two ordered runs, which must be merged by a sort."""
    index(orders, "customer, day")
    kinds = [
        node["Node Type"]
        for node in explain(orders, "SELECT * FROM pair_order WHERE customer IN (7, 8) ORDER BY day DESC LIMIT 10")
    ]
    print("two customers, newest first:", " <- ".join(kinds))
    assert "Sort" in kinds
