"""WHERE picks rows, GROUP BY makes groups, HAVING picks groups; and what each count really counts."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError


@pytest.fixture
def rows(engine):
    with engine.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE sale (customer text, status text, cents integer)"))
        connection.execute(
            text("""
                INSERT INTO sale VALUES ('Ada', 'paid', 500), ('Ada', 'paid', 700), ('Ada', 'refunded', 900),
                                        ('Ben', 'paid', 300), ('Cem', 'refunded', 100), ('Cem', 'paid', NULL)
            """)
        )
        yield lambda sql: [tuple(row) for row in connection.execute(text(sql))]


def test_where_before_the_groups_and_having_after(rows):
    result = rows("""
        SELECT customer, count(*), sum(cents) FROM sale
        WHERE status = 'paid' GROUP BY customer HAVING count(*) >= 2 ORDER BY customer
    """)
    print("paid, at least two:", result)
    assert result == [("Ada", 2, 1200)]


def test_the_same_condition_in_having_answers_another_question(rows):
    at_least_two_rows = rows("SELECT customer FROM sale GROUP BY customer HAVING count(*) >= 2 ORDER BY customer")
    print("at least two rows of any status:", at_least_two_rows)
    assert at_least_two_rows == [("Ada",), ("Cem",)]


def test_an_aggregate_is_not_allowed_in_where(rows):
    with pytest.raises(DBAPIError):
        rows("SELECT customer FROM sale WHERE count(*) >= 2 GROUP BY customer")


def test_three_counts(rows):
    counted = rows("SELECT count(*), count(cents), count(DISTINCT customer) FROM sale")
    print("rows, rows with an amount, customers:", counted[0])
    assert counted == [(6, 5, 3)]


def test_several_figures_in_one_pass(rows):
    result = rows("""
        SELECT customer,
               sum(cents) FILTER (WHERE status = 'paid'),
               sum(cents) FILTER (WHERE status = 'refunded')
        FROM sale GROUP BY customer ORDER BY customer
    """)
    print("paid and refunded:", result)
    assert result == [("Ada", 1200, 900), ("Ben", 300, None), ("Cem", None, 100)]


def test_a_left_join_counts_one_for_nobody(rows):
    counted = rows("""
        SELECT p.name, count(*), count(s.customer)
        FROM (SELECT 'Ada' AS name UNION SELECT 'Dora') p LEFT JOIN sale s ON s.customer = p.name
        GROUP BY p.name ORDER BY p.name
    """)
    print("count(*) and count(s.customer):", counted)
    assert counted == [("Ada", 3, 3), ("Dora", 1, 0)]


def test_a_group_that_has_no_rows_does_not_exist(rows):
    per_status = rows("SELECT status, count(*) FROM sale WHERE customer = 'Ben' GROUP BY status")
    no_groups = rows("SELECT count(*), sum(cents) FROM sale WHERE customer = 'Nobody'")
    print("Ben:", per_status, "| without GROUP BY there is always one row:", no_groups)
    assert (per_status, no_groups) == ([("paid", 1)], [(0, None)])


def test_a_column_that_is_neither_grouped_nor_aggregated(engine, rows):
    loose = "SELECT customer, status, count(*) FROM sale GROUP BY customer"
    if engine.dialect.name == "postgresql":
        with pytest.raises(DBAPIError) as refused:
            rows(loose)
        assert refused.value.orig.sqlstate == "42803"
    else:
        assert len(rows(loose)) == 3  # SQLite shows the status of one row of the group
