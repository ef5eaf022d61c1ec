"""The second loop that finds nothing: which objects can be read again, and four ways out."""

import csv
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from itertools import tee

import pytest
from shop.models import Product

LINES = ["sku,cents", "cup,500", "tea,300", "pot,900"]


def test_a_check_in_the_first_pass_leaves_nothing_for_the_second():
    rows = csv.DictReader(LINES)
    assert all(int(row["cents"]) > 0 for row in rows)  # the whole file is valid
    imported = [row["sku"] for row in rows]
    assert imported == []  # and nothing of it was imported; nobody raised
    print("valid rows: 3, imported:", len(imported))


def test_who_can_be_read_twice():
    read = {"list": [1], "range": range(1), "dict view": {1: 1}.values(), "generator": (n for n in [1])}
    read |= {"map": map(str, [1]), "zip": zip([1]), "enumerate": enumerate([1]), "csv reader": csv.reader(["1"])}
    again = {name: len(list(values)) == len(list(values)) for name, values in read.items()}
    assert [name for name, twice in again.items() if twice] == ["list", "range", "dict view"]
    for name, values in read.items():
        assert again[name] == (iter(values) is not values)  # an iterator is its own iterator
    print("again:", [name for name in again if again[name]])
    print("once:", [name for name in again if not again[name]])


def test_part_of_it_can_be_lost_as_well():
    numbers = iter(range(10))
    assert 3 in numbers  # reads 0, 1, 2, 3
    assert next(numbers) == 4

    letters = iter("abcd")
    assert list(zip(letters, range(2), strict=False)) == [("a", 0), ("b", 1)]
    assert list(letters) == ["d"]  # zip had taken "c" before it saw the other end


def test_an_empty_iterator_is_still_true():
    assert bool(iter([])) is True
    with pytest.raises(TypeError, match="has no len"):
        len(row for row in [])


def share(prices: Iterable[int]) -> list[float]:
    """Needs two passes, so it makes sure of them."""
    prices = list(prices)
    total = sum(prices)
    return [price / total for price in prices]


def share_of_many(prices: Callable[[], Iterator[int]]) -> Iterator[float]:
    """Two passes over data too large to keep: ask for a new iterator each time."""
    total = sum(prices())
    return (price / total for price in prices())


def test_keep_a_list_or_ask_for_a_new_iterator():
    assert share(price for price in (300, 900)) == [0.25, 0.75]
    assert list(share_of_many(lambda: iter((300, 900)))) == [0.25, 0.75]


def test_tee_keeps_what_one_reader_is_ahead_of_the_other():
    def peak(work) -> int:
        tracemalloc.start()
        work()
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    def one_after_the_other():
        first, second = tee(number for number in range(50_000))
        return sum(first), sum(second)

    def side_by_side():
        first, second = tee(number for number in range(50_000))
        return sum(one + other for one, other in zip(first, second, strict=True))

    apart, together = peak(one_after_the_other), peak(side_by_side)
    assert apart > 20 * together
    print(
        f"measured tee, 50000 numbers: one after the other {apart // 1024} KiB, side by side {together / 1024:.1f} KiB"
    )


@pytest.mark.django_db
def test_a_queryset_is_kept_and_its_iterator_is_not(django_assert_num_queries):
    Product.objects.create(sku="cup", name="Cup", price_cents=500)
    products = Product.objects.all()
    with django_assert_num_queries(1):
        assert [len(list(products)), len(list(products))] == [1, 1]

    streamed = products.iterator()
    with django_assert_num_queries(1):
        assert [len(list(streamed)), len(list(streamed))] == [1, 0]
