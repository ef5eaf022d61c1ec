"""Building a queryset asks nothing; using it does. How many queries does each line send?"""

import pickle

import pytest
from shop.models import Customer, Order, Product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def five_products(db) -> None:
    Product.objects.bulk_create(
        Product(sku=f"P{n}", name=f"Tea {n}", price_cents=100 * n, stock=n) for n in range(1, 6)
    )


def test_building_and_refining_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        products = Product.objects.filter(price_cents__gt=200)
        products = products.exclude(stock=0).order_by("name")
        products = products.only("sku", "name")[:3]
        str(products.query)  # the SQL can be read without being sent
    with django_assert_num_queries(1):
        assert len(products) == 3


USES = {
    "for row in qs": lambda qs: [row for row in qs],
    "list(qs)": list,
    "len(qs)": len,
    "bool(qs)": bool,
    "repr(qs)": repr,
    "row in qs": lambda qs: Product(pk=-1) in qs,
    "qs[0]": lambda qs: qs[0],
    "qs[:5:2]": lambda qs: qs[:5:2],
    "pickle": pickle.dumps,
    "qs.get(sku='P1')": lambda qs: qs.get(sku="P1"),
    "qs.first()": lambda qs: qs.first(),
    "qs.count()": lambda qs: qs.count(),
    "qs.exists()": lambda qs: qs.exists(),
    "qs.update(...)": lambda qs: qs.update(stock=1),
    "qs[:5]": lambda qs: qs[:5],
    "qs.values('sku')": lambda qs: qs.values("sku"),
    "qs.iterator()": lambda qs: qs.iterator(),
}
ASK_NOTHING = {"qs[:5]", "qs.values('sku')", "qs.iterator()"}


@pytest.mark.parametrize("use", USES)
def test_which_use_sends_a_query(use, django_assert_num_queries):
    with django_assert_num_queries(0 if use in ASK_NOTHING else 1):
        USES[use](Product.objects.all())
    print(f"{use}: {0 if use in ASK_NOTHING else 1}")


def test_the_moment_decides_what_is_seen():
    products = Product.objects.filter(stock=5)
    Product.objects.filter(sku="P1").update(stock=5)  # after the line above, before the query
    print("matching rows:", len(products))
    assert len(products) == 2


def test_a_queryset_inside_another_becomes_a_subquery(django_assert_num_queries):
    ada = Customer.objects.create(name="Ada", email="ada@example.org")
    Order.objects.create(customer=ada, number="N1")
    with django_assert_num_queries(1):
        assert len(Order.objects.filter(customer__in=Customer.objects.filter(name="Ada"))) == 1
    with django_assert_num_queries(2):  # list() sends the inner one first
        assert len(Order.objects.filter(customer__in=list(Customer.objects.filter(name="Ada")))) == 1


def test_a_default_argument_is_evaluated_each_time_or_never(django_assert_num_queries):
    cheap = Product.objects.filter(price_cents__lt=300)  # at module level this would be fine: nothing is sent
    with django_assert_num_queries(2):
        assert len(cheap.all()) == 2
        Product.objects.filter(sku="P5").update(price_cents=1)
    with django_assert_num_queries(1):
        assert len(cheap.all()) == 3  # .all() makes a fresh one; `cheap` itself would keep its first answer
