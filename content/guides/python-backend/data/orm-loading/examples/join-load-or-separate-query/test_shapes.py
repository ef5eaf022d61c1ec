"""One join or one more query: rows sent, objects built, and what LIMIT counts."""

import pytest
import shop_sqlalchemy as sa
from django.core.exceptions import FieldError
from shop.models import Customer, Order
from sqlalchemy import Select, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import contains_eager, joinedload, selectinload


@pytest.fixture
def three_orders(session) -> None:
    """Three orders of one customer, ten lines each."""
    tea, ada = sa.Product(sku="tea", name="Tea"), sa.Customer(name="Ada")
    for n in range(3):
        lines = [sa.OrderLine(product=tea) for _ in range(10)]
        session.add(sa.Order(number=f"N{n}", customer=ada, lines=lines))
    session.commit()
    session.expunge_all()


def rows(session, statement: Select) -> int:
    return len(session.connection().exec_driver_sql(str(statement.compile(session.connection()))).all())


def test_joining_a_single_related_row_keeps_one_row_for_each_order(session, three_orders, assert_statements):
    statement = select(sa.Order).options(joinedload(sa.Order.customer, innerjoin=True))
    with assert_statements(1):
        assert {order.customer.name for order in session.scalars(statement)} == {"Ada"}
    assert rows(session, statement) == 3
    assert "LEFT OUTER JOIN" in str(select(sa.Order).options(joinedload(sa.Order.customer)))  # unless told innerjoin


def test_joining_a_collection_repeats_the_order_for_every_line(session, three_orders, assert_statements):
    joined = select(sa.Order).options(joinedload(sa.Order.lines))
    with assert_statements(1):
        orders = session.scalars(joined).unique().all()
    assert [len(order.lines) for order in orders] == [10, 10, 10]
    print(f"joined: {len(orders)} orders arrived in {rows(session, joined)} rows")

    session.expunge_all()
    with pytest.raises(InvalidRequestError, match="unique"):
        session.scalars(joined).all()  # SQLAlchemy makes you say that the rows repeat

    with assert_statements(2):
        orders = session.scalars(select(sa.Order).options(selectinload(sa.Order.lines))).all()
        assert [len(order.lines) for order in orders] == [10, 10, 10]
    print("separate: 3 order rows and 30 line rows, nothing twice")


def test_limit_counts_joined_rows_not_orders(session, three_orders, assert_statements):
    by_hand = select(sa.Order).join(sa.Order.lines).options(contains_eager(sa.Order.lines)).order_by(sa.Order.id)
    orders = session.scalars(by_hand.limit(2)).unique().all()
    assert [len(order.lines) for order in orders] == [2]  # one order, and eight of its lines are missing
    print(f"join and LIMIT 2: {len(orders)} order with {len(orders[0].lines)} of 10 lines")

    session.expunge_all()
    separate = select(sa.Order).options(selectinload(sa.Order.lines)).order_by(sa.Order.id).limit(2)
    with assert_statements(2):
        assert [len(order.lines) for order in session.scalars(separate)] == [10, 10]


def test_joinedload_saves_the_limit_with_a_subquery(session, three_orders, assert_statements):
    statement = select(sa.Order).options(joinedload(sa.Order.lines)).order_by(sa.Order.id).limit(2)
    with assert_statements(1) as sent:
        assert [len(order.lines) for order in session.scalars(statement).unique()] == [10, 10]
    assert "FROM (SELECT" in sent[0]


def test_selectinload_asks_in_batches_of_five_hundred_keys(session, assert_statements):
    ada = sa.Customer(name="Ada")
    session.add_all(sa.Order(number=f"N{n}", customer=ada) for n in range(1200))
    session.commit()
    session.expunge_all()
    with assert_statements(1 + 3):
        assert len(session.scalars(select(sa.Order).options(selectinload(sa.Order.lines))).all()) == 1200


@pytest.mark.django_db
def test_django_join_builds_a_customer_for_every_order_and_a_prefetch_shares_one(django_assert_num_queries):
    ada = Customer.objects.create(name="Ada", email="ada@example.org")
    Order.objects.bulk_create(Order(customer=ada, number=f"N{n}") for n in range(100))

    with django_assert_num_queries(1):
        joined = list(Order.objects.select_related("customer"))
    with django_assert_num_queries(2):
        separate = list(Order.objects.prefetch_related("customer"))

    with pytest.raises(FieldError):
        list(Order.objects.select_related("lines"))  # Django joins single rows only

    assert len({id(order.customer) for order in joined}) == 100
    assert len({id(order.customer) for order in separate}) == 1
    print("100 orders of one customer: joined 100 customer objects, prefetched 1")


@pytest.mark.django_db
def test_django_prefetches_for_all_keys_in_one_query(django_assert_num_queries):
    ada = Customer.objects.create(name="Ada", email="ada@example.org")
    Order.objects.bulk_create(Order(customer=ada, number=f"N{n}") for n in range(1200))
    with django_assert_num_queries(1 + 1):
        assert len(Order.objects.prefetch_related("lines")) == 1200


@pytest.mark.django_db
def test_django_joins_a_nullable_relation_so_that_no_order_is_lost(django_assert_num_queries):
    Order.objects.create(customer=Customer.objects.create(name="Ada", email="ada@example.org"), number="N1")
    with django_assert_num_queries(1) as captured:
        assert [order.owner for order in Order.objects.select_related("customer", "owner")] == [None]
    sql = captured.captured_queries[0]["sql"]
    assert 'INNER JOIN "shop_customer"' in sql and 'LEFT OUTER JOIN "auth_user"' in sql
