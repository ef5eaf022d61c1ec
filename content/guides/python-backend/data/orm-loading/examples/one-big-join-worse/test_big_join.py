"""A product page with two collections: rows, characters and sums when everything is joined at once."""

import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from shop.models import Customer, Order, OrderLine, Product, Tag
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship, selectinload

DESCRIPTION = "d" * 3_000


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "big_join_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    description: Mapped[str]
    photos: Mapped[list["Photo"]] = relationship()
    reviews: Mapped[list["Review"]] = relationship()


class Photo(Base):
    __tablename__ = "big_join_photo"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey(Item.id))


class Review(Base):
    __tablename__ = "big_join_review"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey(Item.id))


JOINED = select(Item).options(joinedload(Item.photos), joinedload(Item.reviews))
SEPARATE = select(Item).options(selectinload(Item.photos), selectinload(Item.reviews))


@pytest.fixture
def items(engine) -> Iterator[Session]:
    """Ten items with twenty photos and thirty reviews each."""
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for _ in range(10):
            photos, reviews = [Photo() for _ in range(20)], [Review() for _ in range(30)]
            session.add(Item(description=DESCRIPTION, photos=photos, reviews=reviews))
        session.commit()
        yield session
    Base.metadata.drop_all(engine)


def sent(session: Session, statement: Select) -> tuple[int, int]:
    """Return how many rows the statement sends, and how many characters of text in them."""
    rows = session.connection().exec_driver_sql(str(statement.compile(session.connection()))).all()
    return len(rows), sum(len(value) for row in rows for value in row if isinstance(value, str))


def timed(session: Session, statement: Select) -> float:
    """Return the milliseconds of the quickest of three loads, each with an empty session."""
    times = []
    for _ in range(3):
        session.expunge_all()
        start = time.perf_counter()
        loaded = session.scalars(statement).unique().all()
        times.append((time.perf_counter() - start) * 1000)
        assert [(len(item.photos), len(item.reviews)) for item in loaded] == [(20, 30)] * 10
    return min(times)


def test_two_collections_in_one_join_multiply(items, assert_statements):
    with assert_statements(1 * 3):
        joined = timed(items, JOINED)
    with assert_statements(3 * 3):
        separate = timed(items, SEPARATE)
    assert joined > 2 * separate

    rows, characters = sent(items, JOINED)
    print(f"joined: 1 statement, {rows} rows, {characters:,} characters of description")
    narrow = sent(items, select(Item)), sent(items, select(Photo)), sent(items, select(Review))
    print(f"separate: 3 statements, {sum(n for n, _ in narrow)} rows, {sum(c for _, c in narrow):,} characters")
    print(f"measured joined {joined:.0f} ms, separate {separate:.0f} ms")
    assert (rows, characters) == (6_000, 18_000_000)


@pytest.fixture
def tea(db) -> Product:
    """One product with two tags, sold three times, two pieces each time."""
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    tea.tags.set([Tag.objects.create(name=name) for name in ("hot", "green")])
    order = Order.objects.create(customer=Customer.objects.create(name="Ada", email="ada@example.org"), number="N1")
    OrderLine.objects.bulk_create(OrderLine(order=order, product=tea, quantity=2) for _ in range(3))
    return tea


def test_counts_and_sums_over_two_joins_are_wrong_without_an_error(tea, django_assert_num_queries):
    with django_assert_num_queries(1):
        product = Product.objects.annotate(tag_count=Count("tags"), sold=Sum("lines__quantity")).get()
    assert (product.tag_count, product.sold) == (6, 12)
    print(f"two joins: {product.tag_count} tags and {product.sold} sold, the truth is 2 and 6")


def test_distinct_mends_the_count_and_cannot_mend_the_sum(tea):
    product = Product.objects.annotate(
        tag_count=Count("tags", distinct=True), sold=Sum("lines__quantity", distinct=True)
    ).get()
    assert (product.tag_count, product.sold) == (2, 2)  # three equal quantities became one
    print(f"distinct: {product.tag_count} tags and {product.sold} sold")


def test_a_subquery_for_each_sum_is_right_in_one_query(tea, django_assert_num_queries):
    lines = OrderLine.objects.filter(product=OuterRef("pk")).values("product").annotate(sum=Sum("quantity"))
    sold = Coalesce(Subquery(lines.values("sum")), 0)
    with django_assert_num_queries(1):
        product = Product.objects.annotate(tag_count=Count("tags"), sold=sold).get()
    assert (product.tag_count, product.sold) == (2, 6)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_by_default_postgresql_looks_for_a_better_order_of_at_most_eight_joined_tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT boot_val FROM pg_settings WHERE name = 'join_collapse_limit'")
        assert cursor.fetchone() == ("8",)
