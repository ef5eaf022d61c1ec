"""Q joins conditions, F names a column: and the filters over many rows that read alike and differ."""

import operator
from functools import reduce

import pytest
from django.core.exceptions import FieldError
from django.db.models import F, Q
from shop.models import Customer, Order, OrderLine, Product, Tag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop(db) -> None:
    for sku, price, stock in (("tea", 450, 3), ("cup", 900, 0), ("pot", 2500, 2600)):
        Product.objects.create(sku=sku, name=sku.title(), price_cents=price, stock=stock)


def skus(queryset) -> list[str]:
    return sorted(queryset.values_list("sku", flat=True))


def test_keywords_are_and_q_adds_or_and_not():
    seen = {
        "price < 1000, stock = 0": skus(Product.objects.filter(price_cents__lt=1000, stock=0)),
        "price < 500 or stock = 0": skus(Product.objects.filter(Q(price_cents__lt=500) | Q(stock=0))),
        "not (price < 500 or stock = 0)": skus(Product.objects.filter(~(Q(price_cents__lt=500) | Q(stock=0)))),
    }
    for question, answer in seen.items():
        print(f"{question}: {answer}")
    assert list(seen.values()) == [["cup"], ["cup", "tea"], ["pot"]]


def test_f_compares_two_columns_of_the_same_row(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert skus(Product.objects.filter(stock__gt=F("price_cents"))) == ["pot"]


def test_q_objects_are_built_from_what_the_user_chose():
    chosen = ["tea", "pot"]
    any_of = reduce(operator.or_, (Q(sku=sku) for sku in chosen), Q())
    assert skus(Product.objects.filter(any_of)) == ["pot", "tea"]
    nothing_chosen = reduce(operator.or_, (Q(sku=sku) for sku in []), Q())
    print("an empty Q finds:", skus(Product.objects.filter(nothing_chosen)))
    assert skus(Product.objects.filter(nothing_chosen)) == ["cup", "pot", "tea"]  # everything, not nothing
    assert skus(Product.objects.filter(sku__in=[])) == []


@pytest.fixture
def orders() -> None:
    """Ada: a paid order of 100 and an open one of 900. Ben: a paid one of 900."""
    for name, status, total in (("Ada", "paid", 100), ("Ada", "open", 900), ("Ben", "paid", 900)):
        customer, _ = Customer.objects.get_or_create(email=f"{name.lower()}@x.org", defaults={"name": name})
        Order.objects.create(customer=customer, number=f"{name}-{status}", status=status, total_cents=total)


def names(queryset) -> list[str]:
    return list(queryset.order_by("name").values_list("name", flat=True))


def test_one_filter_means_one_order_and_two_filters_may_mean_two(orders):
    same = names(Customer.objects.filter(orders__status="paid", orders__total_cents=900))
    chained = names(Customer.objects.filter(orders__status="paid").filter(orders__total_cents=900))
    print("one filter():", same, "| two filters chained:", chained)
    assert (same, chained) == (["Ben"], ["Ada", "Ben"])  # Ada: one order is paid, another one is 900


def test_not_over_many_rows_is_about_the_customer_or_about_an_order(orders):
    has_an_unpaid_one = names(Customer.objects.filter(~Q(orders__status="paid")))
    any_other = names(Customer.objects.filter(orders__in=Order.objects.exclude(status="paid")))
    print("~Q(paid):", has_an_unpaid_one, "| has an order that is not paid:", any_other)
    assert (has_an_unpaid_one, any_other) == ([], ["Ada"])  # ~Q: customers with no paid order at all


def test_a_filter_over_many_rows_repeats_the_customer(orders):
    joined = names(Customer.objects.filter(orders__total_cents__gt=50))
    assert joined == ["Ada", "Ada", "Ben"]
    assert names(Customer.objects.filter(orders__total_cents__gt=50).distinct()) == ["Ada", "Ben"]


def test_f_can_follow_a_relation_in_a_filter_and_not_in_an_update():
    tea = Product.objects.get(sku="tea")
    ada = Customer.objects.create(name="Ada", email="a@x.org")
    OrderLine.objects.create(order=Order.objects.create(customer=ada, number="N"), product=tea, unit_price_cents=400)
    assert OrderLine.objects.filter(unit_price_cents__lt=F("product__price_cents")).count() == 1
    with pytest.raises(FieldError, match="Joined field references are not permitted"):
        OrderLine.objects.update(unit_price_cents=F("product__price_cents"))


def test_a_q_can_be_named_and_reused():
    sellable = Q(stock__gt=0) & ~Q(name="")
    Tag.objects.create(name="new").products.set(Product.objects.all())
    assert skus(Product.objects.filter(sellable)) == ["pot", "tea"]
    assert Product.objects.filter(sellable, tags__name="new").count() == 2
