"""Support may refund an open order of at most 50.00 that is not their own: a role opens the door, attributes decide."""

from itertools import product

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from shop.models import Customer, Order

pytestmark = pytest.mark.django_db


def conditions(user: User) -> dict[str, Q]:
    """The rule, once, as data: each part has a name that a person can be told."""
    return {
        "order_is_open": Q(status="open"),
        "at_most_5000_cents": Q(total_cents__lte=5_000),
        "not_your_own": ~Q(owner=user),
    }


def refundable_by(user: User) -> QuerySet[Order]:
    if not user.has_perm("shop.change_order"):  # the role: may this person refund anything at all?
        return Order.objects.none()
    return Order.objects.filter(*conditions(user).values())


def refusals(user: User, order: Order) -> list[str]:
    """Why not? An empty list is a yes."""
    if not user.has_perm("shop.change_order"):
        return ["role_support"]
    parts = {name: ExpressionWrapper(q, output_field=BooleanField()) for name, q in conditions(user).items()}
    row = Order.objects.filter(pk=order.pk).values(**parts).get()
    return [name for name, holds in row.items() if not holds]


@pytest.fixture
def sam() -> User:
    """Works in support, and buys in the shop too."""
    support = Group.objects.create(name="support")
    support.permissions.add(Permission.objects.get(codename="change_order", content_type__app_label="shop"))
    sam = User.objects.create_user("sam")
    sam.groups.add(support)
    return sam


@pytest.fixture
def orders(sam) -> list[Order]:
    customer = Customer.objects.create(name="Any", email="any@example.org")
    rows = [("fine", "open", 5_000, None), ("dear", "open", 5_001, None), ("done", "shipped", 900, None)]
    rows.append(("own", "open", 900, sam))
    fields = ("number", "status", "total_cents", "owner")
    return [Order.objects.create(customer=customer, **dict(zip(fields, row, strict=True))) for row in rows]


def test_the_role_alone_says_yes_to_every_order(sam, orders):
    assert [sam.has_perm("shop.change_order") for _order in orders] == [True] * 4


def test_attributes_decide_and_can_say_why(sam, orders, django_assert_num_queries):
    reasons = {order.number: refusals(sam, order) for order in orders}
    assert reasons == {
        "fine": [],
        "dear": ["at_most_5000_cents"],
        "done": ["order_is_open"],
        "own": ["not_your_own"],
    }
    for number, why in reasons.items():
        print(f"{number}: {'refund' if not why else 'refused, ' + why[0]}")
    with django_assert_num_queries(1):  # sam's rights are known by now
        refusals(sam, orders[0])


def test_the_list_and_the_check_cannot_disagree(sam, orders):
    visitor = User.objects.create_user("visitor")
    for user in (sam, visitor):
        listed = {order.number for order in refundable_by(user)}
        assert listed == {order.number for order in orders if not refusals(user, order)}
    assert refusals(visitor, orders[0]) == ["role_support"]


def test_a_rule_that_is_a_query_loads_only_what_it_allows(sam, orders, django_assert_num_queries):
    more = [
        Order(customer=orders[0].customer, number=f"n{n}", total_cents=4_000 if n % 10 == 0 else 6_000)
        for n in range(196)
    ]
    Order.objects.bulk_create(more)
    with django_assert_num_queries(3):  # two for the role, one for the rows
        allowed = list(refundable_by(sam))
    assert (Order.objects.count(), len(allowed)) == (200, 21)
    print("rows loaded: 200 by a check in Python, 21 by the rule as a query")


def test_roles_that_spell_out_attributes_multiply():
    regions, limits, shifts = ["north", "south", "east", "west"], [50, 200, 1_000], ["day", "night"]
    roles = [f"support-{region}-{limit}-{shift}" for region, limit, shift in product(regions, limits, shifts)]
    assert len(roles) == 24  # a fifth region adds 6; with attributes it adds none
    print(f"{len(roles)} roles, or 1 role and 3 attributes")
