"""Is there one, how many, and give me all: the three questions, with queries and rows fetched."""

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext
from shop.models import Customer, Order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def orders(db) -> None:
    ada = Customer.objects.create(name="Ada", email="ada@x.org")
    Customer.objects.create(name="Ben", email="ben@x.org")
    Order.objects.bulk_create(Order(customer=ada, number=f"N{n}") for n in range(200))


def cost(use) -> tuple[int, int]:
    """(queries sent, model instances built)"""
    built = []
    original = Order.from_db.__func__
    Order.from_db = classmethod(lambda cls, *args, **more: built.append(1) or original(cls, *args, **more))
    try:
        with CaptureQueriesContext(connection) as captured:
            use()
    finally:
        del Order.from_db
    return len(captured), len(built)


QUESTIONS = {
    "is there one: exists()": (lambda: Order.objects.exists(), (1, 0)),
    "is there one: count() > 0": (lambda: Order.objects.count() > 0, (1, 0)),
    "is there one: bool(qs)": (lambda: bool(Order.objects.all()), (1, 200)),
    "how many: count()": (lambda: Order.objects.count(), (1, 0)),
    "how many: len(qs)": (lambda: len(Order.objects.all()), (1, 200)),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_one_question_each(question):
    use, expected = QUESTIONS[question]
    found = cost(use)
    print(f"{question}: queries, objects built {found}")
    assert found == expected


def test_exists_stops_at_the_first_row():
    with CaptureQueriesContext(connection) as captured:
        Order.objects.order_by("number").exists()
    sql = captured[0]["sql"]
    print("exists() sends LIMIT 1 and no ORDER BY:", "LIMIT 1" in sql and "ORDER BY" not in sql)
    assert "LIMIT 1" in sql and "ORDER BY" not in sql


def ask_then_loop() -> None:
    orders = Order.objects.all()
    if orders.exists():
        [order.number for order in orders]


def loop_with_len() -> None:
    orders = Order.objects.all()
    if orders:
        [order.number for order in orders]
        len(orders)
        orders.count()  # answered from what is loaded already


def test_if_the_rows_are_needed_anyway_load_them_once():
    seen = {"exists(), then the loop": cost(ask_then_loop), "if, loop, len, count": cost(loop_with_len)}
    for way, found in seen.items():
        print(f"{way}: queries, objects built {found}")
    assert seen == {"exists(), then the loop": (2, 200), "if, loop, len, count": (1, 200)}


def test_count_on_prefetched_rows_asks_nothing_and_exists_on_a_filter_asks_again(django_assert_num_queries):
    customers = list(Customer.objects.prefetch_related("orders"))
    with django_assert_num_queries(0):
        assert sorted(customer.orders.count() for customer in customers) == [0, 200]
        assert sorted(customer.orders.exists() for customer in customers) == [False, True]
    with django_assert_num_queries(2):
        [customer.orders.filter(status="open").exists() for customer in customers]


def test_one_query_for_a_list_of_yes_and_no(django_assert_num_queries):
    has_order = Exists(Order.objects.filter(customer=OuterRef("pk")))
    with django_assert_num_queries(1):
        answers = dict(Customer.objects.annotate(has_order=has_order).values_list("name", "has_order"))
    print(answers)
    assert answers == {"Ada": True, "Ben": False}


def test_an_answer_is_old_as_soon_as_it_is_there():
    free = not Customer.objects.filter(email="new@x.org").exists()
    Customer.objects.create(name="Rival", email="new@x.org")  # another request
    assert free  # and inserting on its strength would now fail: a unique constraint decides, not exists()
