"""The same expression in square and in round brackets: calls, bytes, time, and the moment it is evaluated."""

import time
import timeit
import tracemalloc

import pytest

NUMBERS = range(100_000)
WORDS = [str(number) for number in NUMBERS]


def peak(work) -> int:
    """Bytes that Python objects took at the highest moment."""
    tracemalloc.start()
    work()
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest


def test_any_stops_a_generator_early_and_comes_too_late_for_a_list():
    asked = []

    def in_stock(product: int) -> bool:
        asked.append(product)  # stands for a query
        return product == 3

    assert any([in_stock(product) for product in range(100)])
    with_a_list = len(asked)
    asked.clear()
    assert any(in_stock(product) for product in range(100))

    assert (with_a_list, len(asked)) == (100, 4)
    print("checks: list", with_a_list, "generator", len(asked))


def test_a_sum_needs_no_list():
    as_list = peak(lambda: sum([number * 2 for number in NUMBERS]))
    as_generator = peak(lambda: sum(number * 2 for number in NUMBERS))
    assert as_list > 1000 * as_generator
    print(f"measured sum of 100000: list {as_list // 1024} KiB, generator {as_generator} bytes")


def test_join_builds_a_list_anyway():
    as_list = peak(lambda: ",".join([word for word in WORDS]))
    as_generator = peak(lambda: ",".join(word for word in WORDS))
    assert 0.8 < as_generator / as_list < 1.2
    print(f"measured join of 100000: list {as_list // 1024} KiB, generator {as_generator // 1024} KiB")


def test_sorted_copies_a_list_it_is_given():
    as_list = peak(lambda: sorted([word for word in WORDS]))
    as_generator = peak(lambda: sorted(word for word in WORDS))
    assert as_list > 1.5 * as_generator


def test_a_generator_is_not_the_faster_one():
    def seconds(work, count: int) -> float:
        return min(timeit.repeat(work, timer=time.process_time, number=count, repeat=7))

    for size, repeats in ((10, 4000), (10_000, 10)):
        some = range(size)
        as_list = seconds(lambda some=some: sum([n * 2 for n in some]), repeats)
        as_generator = seconds(lambda some=some: sum(n * 2 for n in some), repeats)
        assert as_generator > 0.7 * as_list  # not faster; the margin is for a busy machine
        print(f"measured {size} items: the generator takes {as_generator / as_list:.1f} times as long as the list")


def test_the_rate_is_read_when_the_value_is_asked_for():
    rate = 17
    as_list = [cents * rate // 100 for cents in (1000, 2000)]
    as_generator = (cents * rate // 100 for cents in (1000, 2000))
    rate = 0

    assert (as_list, list(as_generator)) == ([170, 340], [0, 0])


def test_the_first_iterable_is_evaluated_at_once_and_the_rest_fails_late():
    steps = []

    def orders():
        steps.append("orders read")
        return [0]

    shares = (100 // total for total in orders())  # no error here
    assert steps == ["orders read"]
    with pytest.raises(ZeroDivisionError):
        next(shares)  # but here, outside any try around the line above


def test_a_generator_that_outlives_its_file_cannot_read_it(tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text("A-1\nA-2\n")

    def numbers():
        with file.open() as lines:
            return (line.strip() for line in lines)

    with pytest.raises(ValueError, match="I/O operation on closed file"):
        list(numbers())
