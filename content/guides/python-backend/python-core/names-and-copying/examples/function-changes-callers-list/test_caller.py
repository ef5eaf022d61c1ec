"""How a function reaches its caller's list, and which signatures keep it from doing so."""

from collections.abc import Iterable

import pytest


def cheapest_in_place(prices: list[int]) -> int:
    prices.sort()
    return prices[0]


def cheapest(prices: Iterable[int]) -> int:
    return sorted(prices)[0]  # sorted() builds a list of its own


def rebind(prices: list[int]) -> None:
    prices = [*prices, 0]  # only the local name moves
    prices.sort()


def drop_refunds(prices: list[int]) -> None:
    """Deletes from the list it is walking over."""
    for price in prices:
        if price < 0:
            prices.remove(price)


def without_refunds(prices: Iterable[int]) -> list[int]:
    return [price for price in prices if price >= 0]


def test_sorting_the_parameter_reorders_the_callers_rows():
    prices = [300, 100, 200]
    names = ["lamp", "cup", "chair"]
    assert cheapest_in_place(prices) == 100
    print("pairs after the call:", list(zip(names, prices, strict=True)))
    assert prices == [100, 200, 300]  # lamp now costs what the cup cost


def test_sorted_leaves_the_argument_alone():
    prices = [300, 100, 200]
    assert cheapest(prices) == 100
    assert prices == [300, 100, 200]


def test_rebinding_the_parameter_never_reaches_the_caller():
    prices = [300, 100]
    rebind(prices)
    assert prices == [300, 100]


def test_methods_that_change_a_list_return_none():
    prices = [300, 100]
    returned = [prices.sort(), prices.append(50), prices.reverse(), prices.extend([1]), prices.clear()]
    print("returned:", returned)
    assert returned == [None] * 5


def test_removing_while_walking_skips_elements():
    prices = [-1, -2, 300, -3, -4]
    drop_refunds(prices)
    print("left by remove in the loop:", prices)
    assert prices == [-2, 300, -4]
    assert without_refunds([-1, -2, 300, -3, -4]) == [300]


def test_a_slice_is_a_new_list_and_slice_assignment_is_not():
    prices = [300, 100, 200]
    assert cheapest_in_place(prices[:]) == 100
    assert prices == [300, 100, 200]  # the callee sorted a copy

    alias = prices
    prices[:] = [1, 2]  # writes into the list that everyone holds
    assert alias == [1, 2]


def test_a_tuple_argument_turns_the_silent_change_into_an_error():
    with pytest.raises(AttributeError, match="'tuple' object has no attribute 'sort'"):
        cheapest_in_place((300, 100, 200))
