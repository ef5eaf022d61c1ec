"""A rule of the shop as a queryset method: named once, chained anywhere, and reached through relations."""

import pytest
from django.db import models
from django.db.models import F, Q, Sum
from shop.models import Customer, Order, OrderLine, Product

pytestmark = pytest.mark.django_db


class OrderQuerySet(models.QuerySet):
    def unpaid(self):
        return self.filter(status="open")

    def large(self, cents: int = 10_000):
        return self.filter(total_cents__gte=cents)

    def visible_to(self, customer: Customer):
        return self.filter(customer=customer)

    def with_turnover(self):
        return self.annotate(turnover=Sum(F("lines__quantity") * F("lines__unit_price_cents"), default=0))


class ShopOrder(Order):
    """Stands for Order with its manager; in your code: objects = OrderQuerySet.as_manager() on the model."""

    class Meta:
        proxy = True
        app_label = "shop"

    objects = OrderQuerySet.as_manager()


@pytest.fixture(autouse=True)
def orders(db) -> tuple[Customer, Customer]:
    ada, ben = (Customer.objects.create(name=name, email=f"{name}@x.org") for name in ("Ada", "Ben"))
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    for n, (customer, status, total) in enumerate(
        [(ada, "open", 500), (ada, "open", 20_000), (ada, "paid", 30_000), (ben, "open", 40_000)]
    ):
        order = Order.objects.create(customer=customer, number=f"N{n}", status=status, total_cents=total)
        OrderLine.objects.create(order=order, product=tea, quantity=2, unit_price_cents=total // 2)
    return ada, ben


def numbers(queryset) -> list[str]:
    return sorted(queryset.values_list("number", flat=True))


def test_named_rules_chain_in_any_order_into_one_query(orders, django_assert_num_queries):
    ada, _ = orders
    with django_assert_num_queries(1):
        first = numbers(ShopOrder.objects.visible_to(ada).unpaid().large())
    with django_assert_num_queries(1):
        second = numbers(ShopOrder.objects.large().unpaid().visible_to(ada))
    print("Ada's large unpaid orders:", first)
    assert first == second == ["N1"]


def test_methods_of_a_plain_manager_end_after_the_first(orders):
    class OrderManager(models.Manager):
        def unpaid(self):
            return self.filter(status="open")

        def large(self):
            return self.filter(total_cents__gte=10_000)

    manager = OrderManager()
    manager.model = Order
    assert manager.unpaid().count() == 3
    with pytest.raises(AttributeError, match="'QuerySet' object has no attribute 'large'"):
        manager.unpaid().large()


def test_a_rule_that_returns_a_list_cannot_be_refined(orders, django_assert_num_queries):
    def unpaid_orders() -> list[Order]:
        return list(Order.objects.filter(status="open"))

    with django_assert_num_queries(1):
        in_python = [order.number for order in unpaid_orders() if order.total_cents >= 10_000][:1]
    with django_assert_num_queries(1) as captured:
        in_sql = numbers(ShopOrder.objects.unpaid().large()[:1])
    assert len(in_python) == len(in_sql) == 1
    assert "LIMIT 1" in captured[0]["sql"]  # one row came; the list had fetched all unpaid ones


def test_a_filter_in_the_default_manager_hides_rows_from_code_that_never_asked(orders):
    class OpenManager(models.Manager):
        def get_queryset(self):
            return super().get_queryset().filter(status="open")

    manager = OpenManager()
    manager.model = Order
    pk = Order.objects.get(number="N2").pk
    print("paid order through the filtering manager:", manager.filter(pk=pk).exists())
    assert not manager.filter(pk=pk).exists()
    assert manager.count() == 3 and Order.objects.count() == 4


def test_the_same_rule_as_a_q_serves_where_the_model_is_only_a_relation(orders):
    """A queryset method belongs to its model; a Q with a prefix can be used across a join."""

    def unpaid(prefix: str = "") -> Q:
        return Q(**{f"{prefix}status": "open"})

    customers = Customer.objects.filter(unpaid("orders__")).distinct()
    by_method = Customer.objects.filter(orders__in=ShopOrder.objects.unpaid()).distinct()
    assert set(customers) == set(by_method) and customers.count() == 2


def test_a_rule_is_tested_without_a_request(orders, django_assert_num_queries):
    ada, ben = orders
    with django_assert_num_queries(1):
        assert {order.turnover for order in ShopOrder.objects.visible_to(ben).with_turnover()} == {40_000}
    assert not ShopOrder.objects.visible_to(ada).filter(number="N3").exists()  # Ben's order stays Ben's
