"""Three customers, three orders: which rows each join keeps, and what a condition in the wrong place does."""

import pytest
from shop.models import Customer, Order
from sqlalchemy import text


@pytest.fixture
def rows(engine):
    """Ada has two orders, Cem a cancelled one, Ben none."""
    with engine.connect() as connection:
        connection.execute(text("INSERT INTO sa_customer (id, name) VALUES (1, 'Ada'), (2, 'Ben'), (3, 'Cem')"))
        connection.execute(
            text("""
                INSERT INTO sa_order (id, number, status, customer_id)
                VALUES (1, 'N1', 'paid', 1), (2, 'N2', 'paid', 1), (3, 'N3', 'cancelled', 3)
            """)
        )
        yield lambda sql: [tuple(row) for row in connection.execute(text(sql))]


def test_inner_drops_whoever_has_no_partner_and_left_keeps_them(rows):
    select = "SELECT c.name, o.number FROM sa_customer c {} JOIN sa_order o ON o.customer_id = c.id ORDER BY 1, 2"
    inner, left = rows(select.format("INNER")), rows(select.format("LEFT"))
    print(f"inner {len(inner)} rows, left {len(left)} rows, the difference: {set(left) - set(inner)}")
    assert inner == [("Ada", "N1"), ("Ada", "N2"), ("Cem", "N3")]
    assert set(left) - set(inner) == {("Ben", None)}


def test_a_join_repeats_the_left_row_for_every_match(rows):
    counted = rows("SELECT count(*), count(DISTINCT c.id) FROM sa_customer c JOIN sa_order o ON o.customer_id = c.id")
    print("rows, customers:", counted[0])
    assert counted == [(3, 2)]


CUSTOMERS_AND_PAID = "SELECT c.name, o.number FROM sa_customer c LEFT JOIN sa_order o ON o.customer_id = c.id"


def test_a_condition_in_where_turns_the_left_join_into_an_inner_one(rows):
    in_where = rows(f"{CUSTOMERS_AND_PAID} WHERE o.status = 'paid' ORDER BY 1, 2")
    in_on = rows(f"{CUSTOMERS_AND_PAID} AND o.status = 'paid' ORDER BY 1, 2")
    print("in WHERE:", in_where)
    print("in ON:   ", in_on)
    assert in_where == [("Ada", "N1"), ("Ada", "N2")]
    assert in_on == [("Ada", "N1"), ("Ada", "N2"), ("Ben", None), ("Cem", None)]


def test_customers_without_an_order_two_ways(rows):
    left = rows(f"{CUSTOMERS_AND_PAID} WHERE o.id IS NULL")
    exists = rows("""
        SELECT name FROM sa_customer c WHERE NOT EXISTS (SELECT 1 FROM sa_order o WHERE o.customer_id = c.id)
    """)
    assert (left, exists) == ([("Ben", None)], [("Ben",)])


def test_exists_asks_whether_and_never_multiplies(rows):
    join = rows("SELECT c.name FROM sa_customer c JOIN sa_order o ON o.customer_id = c.id WHERE o.status = 'paid'")
    exists = rows("""
        SELECT c.name FROM sa_customer c
        WHERE EXISTS (SELECT 1 FROM sa_order o WHERE o.customer_id = c.id AND o.status = 'paid')
    """)
    print("customers with a paid order, by join:", join, "by exists:", exists)
    assert (join, exists) == ([("Ada",), ("Ada",)], [("Ada",)])


def test_two_collections_joined_to_one_row_multiply_each_other(rows):
    rows("INSERT INTO sa_product (id, sku, name, price_cents) VALUES (1, 'tea', 'Tea', 450) RETURNING id")
    rows("""
        INSERT INTO sa_order_line (order_id, product_id, quantity)
        VALUES (1, 1, 10), (1, 1, 1), (2, 1, 100) RETURNING id
    """)
    both = rows("""
        SELECT count(o.id), sum(l.quantity)
        FROM sa_customer c JOIN sa_order o ON o.customer_id = c.id
        JOIN sa_order same ON same.customer_id = c.id JOIN sa_order_line l ON l.order_id = same.id
        WHERE c.name = 'Ada'
    """)
    print("2 orders, 111 pieces; counted over the joined rows:", both[0])
    assert both == [(6, 222)]


@pytest.mark.django_db
def test_django_joins_left_where_a_relation_may_be_empty():
    required = str(Order.objects.select_related("customer").query)
    optional = str(Customer.objects.select_related("tenant").query)
    print("order.customer:", "INNER JOIN" in required, "| customer.tenant, nullable:", "LEFT OUTER JOIN" in optional)
    assert "INNER JOIN" in required and "LEFT OUTER JOIN" in optional
