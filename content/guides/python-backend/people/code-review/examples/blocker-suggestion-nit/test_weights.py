"""Three comments on one diff, each weighed by what happens if it is merged as it stands."""

import ast

import pytest
from shop.models import Customer, Order

pytestmark = pytest.mark.django_db


class Declined(Exception):
    pass


class Gateway:
    def __init__(self, declines: set[str]) -> None:
        self.declines, self.captured = declines, list[str]()

    def capture(self, number: str) -> None:
        if number in self.declines:
            raise Declined(number)
        self.captured.append(number)


def settle(orders, gateway: Gateway) -> list[str]:
    """The submitted code."""
    done = []
    for order in orders:
        try:
            gateway.capture(order.number)
        except Exception:
            pass
        order.status = "paid"
        order.save(update_fields=["status"])
        done.append(f"{order.number} {order.customer.name}")
    return done


def settle_after_the_blocker(orders, gateway: Gateway) -> list[str]:
    done = []
    for order in orders:
        try:
            gateway.capture(order.number)
        except Declined:
            continue  # stays open: the nightly reminder finds it
        order.status = "paid"
        order.save(update_fields=["status"])
        done.append(f"{order.number} {order.customer.name}")
    return done


@pytest.fixture
def twenty_orders(db) -> None:
    for number in range(20):
        customer = Customer.objects.create(name=f"C{number}", email=f"c{number}@example.org")
        Order.objects.create(customer=customer, number=f"N{number:02}", total_cents=990)


def test_blocker_a_declined_order_is_marked_paid(twenty_orders):
    gateway = Gateway(declines={"N07"})
    settle(Order.objects.order_by("number"), gateway)
    print("submitted:", Order.objects.get(number="N07").status, "- captured:", "N07" in gateway.captured)
    assert Order.objects.get(number="N07").status == "paid" and "N07" not in gateway.captured


def test_after_the_blocker_it_stays_open(twenty_orders):
    settle_after_the_blocker(Order.objects.order_by("number"), Gateway(declines={"N07"}))
    print("repaired:", Order.objects.get(number="N07").status)
    assert Order.objects.get(number="N07").status == "open"
    assert Order.objects.filter(status="paid").count() == 19


def test_suggestion_the_result_is_right_and_costs_twenty_queries_too_many(twenty_orders, django_assert_num_queries):
    with django_assert_num_queries(41):
        submitted = settle(Order.objects.order_by("number"), Gateway(set()))
    Order.objects.update(status="open")
    with django_assert_num_queries(21):
        suggested = settle(Order.objects.select_related("customer").order_by("number"), Gateway(set()))
    assert submitted == suggested


def test_nit_a_formatter_would_settle_it_because_nothing_changes():
    submitted = "def label( order ):\n    return ( '#' + order.number )\n"
    preferred = 'def label(order):\n    return "#" + order.number\n'
    print("same syntax tree:", ast.dump(ast.parse(submitted)) == ast.dump(ast.parse(preferred)))
    assert ast.dump(ast.parse(submitted)) == ast.dump(ast.parse(preferred))
