"""The author's test of a new endpoint is green. Three questions a reviewer asks before reading any line for style."""

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST
from shop.models import Customer, Order, OrderLine, Product

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def put_back(order: Order) -> None:
    for line in order.lines.all():
        Product.objects.filter(pk=line.product_id).update(stock=F("stock") + line.quantity)


def cancel_as_submitted(request: HttpRequest, pk: int) -> JsonResponse:
    order = get_object_or_404(Order, pk=pk)
    put_back(order)
    order.status = "cancelled"
    order.save()
    return JsonResponse({"status": order.status})


@require_POST
def cancel_after_review(request: HttpRequest, pk: int) -> JsonResponse:
    if not request.user.is_authenticated:  # their pk is None, and owner_id=None would find every order without an owner
        return JsonResponse({"code": "sign_in"}, status=401)
    with transaction.atomic():
        mine = Order.objects.select_for_update().filter(owner_id=request.user.pk)
        order = get_object_or_404(mine, pk=pk)
        if order.status != "open":
            return JsonResponse({"code": "not_open"}, status=409)
        order.status = "cancelled"
        order.save(update_fields=["status"])
        put_back(order)
    return JsonResponse({"status": order.status})


urlpatterns = [
    path("submitted/<int:pk>/cancel", cancel_as_submitted),
    path("reviewed/<int:pk>/cancel", cancel_after_review),
]


@pytest.fixture
def order(db) -> Order:
    ada = User.objects.create_user("ada")
    customer = Customer.objects.create(name="Ada", email="ada@example.org")
    order = Order.objects.create(customer=customer, owner=ada, number="A1")
    product = Product.objects.create(sku="T1", name="Tea", price_cents=490, stock=5)
    OrderLine.objects.create(order=order, product=product, quantity=2)
    return order


def stock() -> int:
    return Product.objects.get().stock


@pytest.mark.parametrize("version", ["submitted", "reviewed"])
def test_the_authors_own_test_is_green_for_both(client, order, version):
    client.force_login(order.owner)
    assert client.post(f"/{version}/{order.pk}/cancel").json() == {"status": "cancelled"}
    assert stock() == 7


def outcome_for_a_stranger(client, order, version) -> tuple[int, int]:
    client.force_login(User.objects.create_user("eve"))
    return client.post(f"/{version}/{order.pk}/cancel").status_code, stock()


def outcome_the_second_time(client, order, version) -> tuple[int, int]:
    client.force_login(order.owner)
    client.post(f"/{version}/{order.pk}/cancel")
    return client.post(f"/{version}/{order.pk}/cancel").status_code, stock()


def outcome_in_the_wrong_state(client, order, version) -> tuple[int, int]:
    Order.objects.update(status="shipped")
    client.force_login(order.owner)
    return client.post(f"/{version}/{order.pk}/cancel").status_code, stock()


@pytest.mark.parametrize(
    ("question", "submitted", "reviewed"),
    [
        (outcome_for_a_stranger, (200, 7), (404, 5)),
        (outcome_the_second_time, (200, 9), (409, 7)),
        (outcome_in_the_wrong_state, (200, 7), (409, 5)),
    ],
    ids=["stranger", "twice", "shipped"],
)
@pytest.mark.parametrize("version", ["submitted", "reviewed"])
def test_the_three_questions(client, order, question, submitted, reviewed, version):
    status, left = question(client, order, version)
    print(f"{version}, {question.__name__}: {status}, stock {left} (started with 5)")
    assert (status, left) == (submitted if version == "submitted" else reviewed)


@pytest.mark.parametrize(("version", "expected"), [("submitted", (200, 7)), ("reviewed", (401, 5))])
def test_nobody_is_not_the_owner_of_an_order_without_an_owner(client, order, version, expected):
    Order.objects.update(owner=None)
    outcome = client.post(f"/{version}/{order.pk}/cancel").status_code, stock()
    print(f"{version}, not signed in, an order without an owner: {outcome[0]}, stock {outcome[1]} (started with 5)")
    assert outcome == expected
