"""A list is a collection that changes, a tuple is a value that does not."""

import json
import sys
from typing import NamedTuple

import pytest


class Price(NamedTuple):
    currency: str
    cents: int


def test_a_tuple_of_values_can_be_a_key_and_a_list_cannot():
    stock = {("lamp", "lyon"): 4}
    assert stock["lamp", "lyon"] == 4  # the comma makes the tuple
    with pytest.raises(TypeError, match="unhashable type: 'list'"):
        stock[["lamp", "lyon"]]


def test_a_constant_tuple_exists_once_and_a_list_is_built_at_every_call():
    def methods_tuple():
        return ("GET", "HEAD")

    def methods_list():
        return ["GET", "HEAD"]

    assert methods_tuple() is methods_tuple()
    assert methods_list() is not methods_list()


def test_a_tuple_needs_less_memory_and_a_grown_list_keeps_room():
    grown = []
    for number in range(1_000):
        grown.append(number)
    sizes = [sys.getsizeof(value) for value in ((1, 2, 3), [1, 2, 3], tuple(grown), grown)]
    print("measured bytes: tuple of 3 {}, list of 3 {}, tuple of 1000 {}, appended list of 1000 {}".format(*sizes))
    assert sizes[0] < sizes[1]
    assert sizes[2] < sizes[3]


def test_a_tuple_is_only_as_constant_as_its_elements():
    row = ("order 1", ["new"])
    row[1].append("paid")
    print("row:", row)
    assert row == ("order 1", ["new", "paid"])
    with pytest.raises(TypeError, match="unhashable type: 'list'"):
        hash(row)


def test_plus_equals_on_a_tuples_list_fails_and_works():
    row = ("order 1", ["new"])
    with pytest.raises(TypeError, match="does not support item assignment"):
        row[1] += ["paid"]
    assert row[1] == ["new", "paid"]  # the list was extended before the assignment failed


def test_brackets_alone_make_no_tuple():
    allowed = ("example.com")  # the comma is missing, so this is a string
    print(type(allowed).__name__, "- 'ample' in allowed:", "ample" in allowed)
    assert "ample" in allowed  # searched as text
    assert "ample" not in ("example.com",)


def test_some_built_ins_accept_a_tuple_and_no_list():
    assert "report.csv".endswith((".csv", ".tsv"))
    with pytest.raises(TypeError, match="must be str or a tuple of str, not list"):
        "report.csv".endswith([".csv", ".tsv"])


def test_json_knows_no_tuple_and_equality_tells_the_two_apart():
    assert json.loads(json.dumps((1, 2))) == [1, 2]
    assert (1, 2) != [1, 2]


def test_a_named_tuple_gives_positions_a_meaning():
    price = Price("EUR", 1999)
    assert price.cents == price[1] == 1999
    assert price._replace(cents=0) == Price("EUR", 0)
    assert price == ("EUR", 1999)  # still a tuple: it equals any tuple with the same values
