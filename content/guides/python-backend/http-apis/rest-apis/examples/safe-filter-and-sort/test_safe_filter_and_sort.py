"""What a list endpoint gives away when query parameters reach filter() and order_by() as they come."""

import string
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from shop.models import Customer, Order, OrderLine, Product

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def trusting(request: HttpRequest) -> JsonResponse:
    wanted = request.GET.dict()
    sort = wanted.pop("sort", "id")
    return JsonResponse([order.number for order in Order.objects.filter(**wanted).order_by(sort)], safe=False)


FILTERS = {"status": "status", "customer": "customer_id", "min_total": "total_cents__gte", "sku": "lines__product__sku"}
SORTS = {"newest": "-created_at", "total": "total_cents"}


def listed(request: HttpRequest) -> JsonResponse:
    wanted = request.GET.dict()
    sort = wanted.pop("sort", "newest")
    unknown = sorted(wanted.keys() - FILTERS.keys())
    if unknown or sort not in SORTS:
        return JsonResponse({"unknown": unknown, "sorts": sorted(SORTS)}, status=400)
    try:
        orders = Order.objects.filter(**{FILTERS[name]: value for name, value in wanted.items()})
    except ValueError:
        return JsonResponse({"invalid": sorted(wanted)}, status=400)
    return JsonResponse([order.number for order in orders.order_by(SORTS[sort], "-id")], safe=False)


urlpatterns = [path("trusting", trusting), path("orders", listed)]


@pytest.fixture(autouse=True)
def two_orders():
    clerk = User.objects.create(username="clerk", password="pbkdf2$7fa9c1")
    ada = Customer.objects.create(name="Ada", email="ada@example.com")
    for number, total in [("A-1", 900), ("A-2", 900)]:
        Order.objects.create(number=number, customer=ada, owner=clerk, total_cents=total)


def test_a_stranger_reads_a_stored_password_hash_letter_by_letter(client):
    known, questions = "pbkdf2$", 0
    while True:
        for letter in string.hexdigits[:16]:
            questions += 1
            asked = urlencode({"owner__password__startswith": known + letter})
            if client.get(f"/trusting?{asked}").json():
                known += letter
                break
        else:
            break
    print(f"read {known} with {questions} requests")
    assert known == User.objects.get().password


def test_sorting_alone_reveals_the_order_of_hidden_values(client):
    boss = User.objects.create(username="boss", password="pbkdf2$0")
    Order.objects.filter(number="A-2").update(owner=boss)
    assert client.get("/trusting?sort=owner__password").json() == ["A-2", "A-1"]  # so boss sorts before clerk


def test_names_outside_the_list_are_refused_also_when_they_are_typing_mistakes(client):
    for asked in ("owner__password__startswith=p", "sort=owner__password", "staus=paid"):
        assert client.get(f"/orders?{asked}").status_code == 400
    assert client.get("/orders?customer=abc").status_code == 400
    print(client.get("/orders?staus=paid").json())


def test_equal_values_come_in_one_order_because_the_sort_ends_in_a_unique_column(client):
    assert client.get("/orders?sort=total").json() == ["A-2", "A-1"]


def test_a_filter_across_a_to_many_relation_repeats_the_order(client, django_assert_num_queries):
    product = Product.objects.create(sku="TEA", name="Tea", price_cents=450)
    order = Order.objects.get(number="A-1")
    OrderLine.objects.bulk_create(OrderLine(order=order, product=product) for _ in range(2))
    assert client.get("/orders?sku=TEA").json() == ["A-1", "A-1"]
    with django_assert_num_queries(1):
        once = Order.objects.filter(pk__in=OrderLine.objects.filter(product__sku="TEA").values("order"))
        assert [found.number for found in once] == ["A-1"]


@pytest.mark.postgresql
def test_a_leading_wildcard_cannot_use_the_index_on_the_number():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # take an index wherever one can be used at all

    def plan(**wanted: str) -> str:
        return Order.objects.filter(**wanted).explain()

    contains, exact = plan(number__contains="A-1"), plan(number="A-1")
    assert contains.startswith("Seq Scan")
    assert exact.startswith("Index Scan")
    print("contains:", contains.split(" on ")[0])
    print("exact:", exact.split(" using ")[0])
