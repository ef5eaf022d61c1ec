"""A set answers "is it in there?" and "what differs?"; a list keeps order and repeats."""

import os
import subprocess
import sys

import pytest


class Sku:
    """A product number that counts how often two of them are compared."""

    compared = 0

    def __init__(self, text: str) -> None:
        self.text = text

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        Sku.compared += 1
        return isinstance(other, Sku) and self.text == other.text


def comparisons(known) -> int:
    """Look up 100 product numbers, half of them known, and return the comparisons made."""
    Sku.compared = 0
    found = [number for number in range(950, 1_050) if Sku(f"sku-{number}") in known]
    assert len(found) == 50
    return Sku.compared


def test_a_list_compares_element_after_element_a_set_goes_by_hash():
    skus = [Sku(f"sku-{number}") for number in range(1_000)]
    in_list, in_set = comparisons(skus), comparisons(set(skus))
    print("comparisons for 100 lookups in 1000: list", in_list, "set", in_set)
    assert in_list == sum(range(951, 1_001)) + 50 * 1_000
    assert in_set == 50  # one to confirm each hit, none for a miss


def test_set_arithmetic_says_what_a_sync_has_to_do():
    ours, theirs = {"ann", "bob", "cid"}, {"bob", "cid", "dan"}
    print("add", sorted(theirs - ours), "remove", sorted(ours - theirs), "keep", sorted(ours & theirs))
    assert theirs - ours == {"dan"}
    assert ours - theirs == {"ann"}
    assert ours & theirs == {"bob", "cid"}
    assert {"read"} <= {"read", "write"}  # all required rights are there


def test_a_set_forgets_repeats_and_positions():
    lines = ["lamp", "cup", "lamp"]
    assert len(set(lines)) == 2  # how many lamps were ordered is gone
    assert list(dict.fromkeys(lines)) == ["lamp", "cup"]  # unique, and still in order
    with pytest.raises(TypeError, match="not subscriptable"):
        set(lines)[0]


def test_the_order_of_a_set_of_strings_changes_between_processes():
    def order(seed: int) -> str:
        code = "print(','.join({'ann', 'bob', 'cid', 'dan', 'eve'}))"
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True).stdout

    seen = {order(seed) for seed in range(1, 5)}
    assert len(seen) > 1
    assert {",".join(sorted(names.strip().split(","))) for names in seen} == {"ann,bob,cid,dan,eve"}


def test_only_hashable_values_enter_a_set():
    with pytest.raises(TypeError, match="unhashable type: 'dict'"):
        set(["lamp", {"sku": 1}])
    assert {frozenset({"read"}), frozenset({"read"})} == {frozenset({"read"})}


def test_a_set_pays_for_speed_with_memory():
    numbers = list(range(10_000))
    as_list, as_set = sys.getsizeof(numbers), sys.getsizeof(set(numbers))
    print(f"measured bytes for 10000 numbers: list {as_list}, set {as_set}, ratio {as_set / as_list:.1f}")
    assert as_set > 3 * as_list
