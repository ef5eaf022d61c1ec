"""A key needs a hash that stays the same and an equality that agrees with it."""

from dataclasses import dataclass

import pytest
from pydantic import BaseModel, ConfigDict
from shop.models import Customer


@dataclass
class Point:
    x: int
    y: int


@dataclass(frozen=True)
class FrozenPoint:
    x: int
    y: int


class Token:
    """Hashes by a field that can change: the fault on show."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Token) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


@pytest.mark.parametrize("key", [None, True, 7, 0.5, "sku", b"sku", (1, "a"), frozenset({1}), Point, len])
def test_these_can_be_keys(key):
    assert {key: "found"}[key] == "found"


@pytest.mark.parametrize("key", [[1], {1}, {"a": 1}, bytearray(b"x"), (1, [2]), Point(1, 2)])
def test_these_cannot(key):
    with pytest.raises(TypeError, match="unhashable type"):
        dict([(key, "never")])


def test_equal_keys_are_one_key_whatever_their_type():
    prices = {}
    for key in (1, True, 1.0):
        prices[key] = type(key).__name__
    print(prices)
    assert prices == {1: "float"}  # the first key stays, the last value wins
    prices["1"] = "str"
    assert prices == {1: "float", "1": "str"}  # "1" == 1 is False: another key


def test_a_key_that_changes_after_insertion_is_lost():
    token = Token(1)
    sessions = {token: "ann"}
    token.value = 2
    print("found:", token in sessions, "- still inside:", list(sessions.values()))
    assert token not in sessions  # looked for under the new hash
    assert Token(1) not in sessions  # the old hash leads there, but the key is no longer equal
    assert len(sessions) == 1  # and it cannot be reached by any key


def test_a_small_dict_may_find_the_changed_key_by_luck():
    token = Token(1)
    sessions = {token: "ann"}
    token.value = 9  # 1 and 9 start in the same place of a table with 8 places
    assert token in sessions
    sessions |= {Token(number): "somebody" for number in range(100, 200)}  # the table grows
    assert token not in sessions


def test_equality_without_hash_makes_a_class_unhashable():
    class Sku:
        def __eq__(self, other: object) -> bool:
            return True

    assert Sku.__hash__ is None
    assert Point.__hash__ is None  # @dataclass wrote __eq__
    assert {FrozenPoint(1, 2): "found"}[FrozenPoint(1, 2)] == "found"


def test_pydantic_models_need_frozen():
    class Filter(BaseModel):
        status: str

    class FrozenFilter(Filter):
        model_config = ConfigDict(frozen=True)

    with pytest.raises(TypeError, match="unhashable type: 'Filter'"):
        hash(Filter(status="open"))
    assert {FrozenFilter(status="open"): 3}[FrozenFilter(status="open")] == 3


def test_a_django_instance_is_a_key_only_once_it_has_a_primary_key():
    with pytest.raises(TypeError, match="without primary key value are unhashable"):
        hash(Customer(name="Ann"))
    loaded, loaded_again = Customer(pk=1, name="Ann"), Customer(pk=1, name="Bob")
    assert {loaded: "found"}[loaded_again] == "found"  # compared by primary key, not by fields


def test_nan_is_found_only_by_identity():
    nan = float("nan")
    readings = {nan: "first", float("nan"): "second"}
    assert len(readings) == 2
    assert readings[nan] == "first"
    assert float("nan") not in readings
