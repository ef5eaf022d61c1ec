"""What `x in values` does for a list, a set, a dict's values and a queryset."""

import time
import timeit
from contextlib import contextmanager

import pytest
from django.db.models.signals import post_init
from shop.models import Customer


class Sku:
    """A product number that counts its comparisons."""

    compared = 0

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        Sku.compared += 1
        return isinstance(other, Sku) and self.number == other.number


def new_rows(rows, known) -> list:
    """The import loop: keep the rows we do not have yet."""
    return [row for row in rows if row not in known]


def comparisons(size: int, container: type) -> int:
    known = container(Sku(number) for number in range(size))
    rows = [Sku(number) for number in range(size, 2 * size)]  # all new: every search is a miss
    Sku.compared = 0
    assert len(new_rows(rows, known)) == size
    return Sku.compared


def test_twice_the_rows_are_four_times_the_work_in_a_list():
    small, large = comparisons(200, list), comparisons(400, list)
    print("list:", small, "then", large, "comparisons; set:", comparisons(200, set), "then", comparisons(400, set))
    assert (small, large) == (200 * 200, 400 * 400)
    assert comparisons(400, set) == 0


def test_the_price_depends_on_where_the_value_stands():
    known = [Sku(number) for number in range(1_000)]
    counts = []
    for number in (0, 499, 999, -1):
        Sku.compared = 0
        assert (Sku(number) in known) is (number >= 0)
        counts.append(Sku.compared)
    print("first, middle, last, missing:", counts)
    assert counts == [1, 500, 1000, 1000]


def test_values_of_a_dict_are_searched_like_a_list():
    by_id = {number: Sku(number) for number in range(1_000)}
    Sku.compared = 0
    assert Sku(-1) not in by_id.values()
    assert Sku.compared == 1_000
    assert -1 not in by_id  # keys go by hash


def test_building_the_set_pays_from_a_few_lookups_on():
    known = [f"sku-{number}" for number in range(20_000)]
    as_set = set(known)

    def seconds(work, number: int) -> float:
        return min(timeit.repeat(work, timer=time.process_time, number=number, repeat=5)) / number

    scan = seconds(lambda: "none" in known, 20)
    probe = seconds(lambda: "none" in as_set, 20_000)
    build = seconds(lambda: set(known), 5)
    print(f"measured miss in a list of 20000: {scan * 1e6:.0f} µs, in the set: {probe * 1e9:.0f} ns")
    print(f"measured building the set: {build * 1e6:.0f} µs, paid back after {build / scan:.1f} lookups")
    assert scan / probe > 1_000
    assert build / scan < 20


@contextmanager
def instances_made():
    made = []

    def count(**_signal) -> None:
        made.append(1)

    post_init.connect(count, sender=Customer)
    try:
        yield made
    finally:
        post_init.disconnect(count, sender=Customer)


@pytest.mark.django_db
def test_in_a_queryset_loads_every_row_and_contains_loads_none(django_assert_num_queries):
    Customer.objects.bulk_create(Customer(name="c", email=f"c{number}@example.org") for number in range(300))
    wanted = Customer.objects.order_by("pk").first()  # even the first row waits for all the others

    with instances_made() as by_in, django_assert_num_queries(1):
        assert wanted in Customer.objects.order_by("pk")
    with instances_made() as by_contains, django_assert_num_queries(1):
        assert Customer.objects.contains(wanted)
    print("instances made: in", len(by_in), "contains", len(by_contains))
    assert (len(by_in), len(by_contains)) == (300, 0)


@pytest.mark.django_db
def test_an_import_loop_needs_one_query_not_one_per_row(django_assert_num_queries):
    Customer.objects.create(name="Ann", email="ann@example.org")
    emails = ["ann@example.org", "bob@example.org", "cid@example.org"]
    with django_assert_num_queries(3):
        [email for email in emails if not Customer.objects.filter(email=email).exists()]
    with django_assert_num_queries(1):
        known = set(Customer.objects.filter(email__in=emails).values_list("email", flat=True))
        assert new_rows(emails, known) == ["bob@example.org", "cid@example.org"]
