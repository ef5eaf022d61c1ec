"""annotate() and filter() in both orders: which rows are counted, which groups are made."""

import pytest
from django.db.models import Count, Q, Sum
from shop.models import Customer, Order, OrderLine, Product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def orders(db) -> None:
    """Ada: two paid orders and an open one. Ben: one open order. Cem: none."""
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    for name, statuses in (("Ada", ["paid", "paid", "open"]), ("Ben", ["open"]), ("Cem", [])):
        customer = Customer.objects.create(name=name, email=f"{name.lower()}@x.org")
        for n, status in enumerate(statuses):
            order = Order.objects.create(customer=customer, number=f"{name}{n}", status=status, total_cents=100)
            for _ in range(n + 1):  # one, two and three lines
                OrderLine.objects.create(order=order, product=tea)


def counted(queryset) -> dict[str, int]:
    return dict(queryset.order_by("name").values_list("name", "n"))


def test_filter_before_counts_the_rows_that_are_left():
    before = counted(Customer.objects.filter(orders__status="paid").annotate(n=Count("orders")))
    after = counted(Customer.objects.annotate(n=Count("orders")).filter(orders__status="paid"))
    print("filter, annotate:", before)
    print("annotate, filter:", after)
    assert before == {"Ada": 2}
    assert after == {"Ada": 6}  # 3 orders, joined once more to the 2 paid ones


def test_a_condition_inside_the_aggregate_keeps_everybody():
    result = counted(Customer.objects.annotate(n=Count("orders", filter=Q(orders__status="paid"))))
    print("Count(filter=...):", result)
    assert result == {"Ada": 2, "Ben": 0, "Cem": 0}


def test_a_filter_on_the_annotation_is_having(django_assert_num_queries):
    with django_assert_num_queries(1) as captured:
        assert counted(Customer.objects.annotate(n=Count("orders")).filter(n__gte=2)) == {"Ada": 3}
    assert "HAVING" in captured[0]["sql"]
    with django_assert_num_queries(1) as captured:
        counted(Customer.objects.filter(name="Ada").annotate(n=Count("orders")))
    assert "WHERE" in captured[0]["sql"] and "HAVING" not in captured[0]["sql"]


def test_two_collections_in_one_annotation_multiply():
    both = Customer.objects.filter(name="Ada").annotate(
        orders_=Count("orders"), lines=Count("orders__lines"), spent=Sum("orders__total_cents")
    )
    wrong = both.values_list("orders_", "lines", "spent")[0]
    apart = Customer.objects.filter(name="Ada").annotate(
        orders_=Count("orders", distinct=True), lines=Count("orders__lines", distinct=True)
    )
    right = apart.values_list("orders_", "lines")[0]
    spent = Customer.objects.filter(name="Ada").aggregate(spent=Sum("orders__total_cents"))["spent"]
    print(f"orders, lines, spent: {wrong}; with distinct {right}, spent alone {spent}")
    assert (wrong, right, spent) == ((6, 6, 600), (3, 6), 300)


def test_values_before_annotate_makes_the_groups_and_after_it_only_picks_columns():
    groups = list(Order.objects.values("status").annotate(n=Count("id")).order_by("status"))
    rows = list(Order.objects.annotate(n=Count("id")).values("status", "n"))
    print("values, annotate:", [(group["status"], group["n"]) for group in groups])
    print("annotate, values:", len(rows), "rows, each n =", {row["n"] for row in rows})
    assert [(group["status"], group["n"]) for group in groups] == [("open", 2), ("paid", 2)]
    assert (len(rows), {row["n"] for row in rows}) == (4, {1})


def test_a_field_in_order_by_joins_the_groups():
    by_number = Order.objects.values("status").annotate(n=Count("id")).order_by("number")
    cleared = by_number.order_by()
    print(f"groups with order_by('number'): {len(by_number)}, with order_by(): {len(cleared)}")
    assert (len(by_number), len(cleared)) == (4, 2)


def test_aggregate_ends_the_chain_and_alias_computes_without_returning():
    total = Order.objects.filter(status="paid").aggregate(total=Sum("total_cents"))
    assert total == {"total": 200}
    busy = Customer.objects.alias(n=Count("orders")).filter(n__gte=2).get()
    assert busy.name == "Ada" and not hasattr(busy, "n")
