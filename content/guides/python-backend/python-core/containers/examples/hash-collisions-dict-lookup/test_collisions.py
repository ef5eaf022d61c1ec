"""What a dict does when hashes meet: equal places are cheap, equal hashes are not."""

import json
import os
import subprocess
import sys
import timeit
from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter, ValidationError


class Key:
    """A key with a hash of our choice that counts comparisons."""

    compared = 0

    def __init__(self, number: int, hash_value: int) -> None:
        self.number, self.hash_value = number, hash_value

    def __hash__(self) -> int:
        return self.hash_value

    def __eq__(self, other: object) -> bool:
        Key.compared += 1
        return isinstance(other, Key) and self.number == other.number


def build(size: int, hash_of) -> tuple[dict, int]:
    Key.compared = 0
    table = {Key(number, hash_of(number)): number for number in range(size)}
    return table, Key.compared


def test_equal_hashes_are_still_separate_keys():
    table, _ = build(3, lambda number: 7)
    assert [table[Key(number, 7)] for number in range(3)] == [0, 1, 2]  # correct, only slower


def test_with_one_hash_for_all_a_dict_searches_like_a_list():
    counts = []
    for size in (100, 200, 400):
        table, building = build(size, lambda number: 7)
        Key.compared = 0
        assert Key(-1, 7) not in table
        counts.append((size, building, Key.compared))
        assert (building, Key.compared) == (size * (size - 1) // 2, size)
    print("size, comparisons to build, to miss once:", counts)


def test_different_hashes_in_the_same_place_need_no_comparison():
    table, building = build(400, lambda number: number << 20)  # the low bits, which choose the place, are all 0
    assert building == 0
    Key.compared = 0
    assert Key(399, 399 << 20) in table
    assert Key.compared == 1  # the stored hashes were compared first, as numbers


def test_a_hash_over_too_few_fields_brings_the_problem_home():
    tenants, orders = 4, 400
    _, by_tenant_only = build(orders, lambda number: number % tenants)
    _, by_both = build(orders, lambda number: hash((number % tenants, number)))
    print("comparisons to build: tenant only", by_tenant_only, "tenant and number", by_both)
    assert by_tenant_only == tenants * (100 * 99 // 2)
    assert by_both == 0


def test_text_hashes_are_salted_per_process_and_numbers_are_not():
    def hashes(seed: int) -> str:
        code = "print(hash('sku-1'), hash(7), hash(2.5))"
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True).stdout

    first, second = hashes(1).split(), hashes(2).split()
    assert first[0] != second[0]
    assert first[1:] == second[1:]


def test_a_body_of_chosen_integers_collides_in_a_set():
    modulus = sys.hash_info.modulus
    body = json.dumps([number * modulus for number in range(4_000)])
    ids = json.loads(body)
    assert {hash(number) for number in ids} == {0}

    harmless = list(range(4_000))
    chosen = min(timeit.repeat(lambda: set(ids), number=1, repeat=2))
    normal = min(timeit.repeat(lambda: set(harmless), number=20, repeat=3)) / 20
    print(f"measured set of 4000 chosen ids: {chosen * 1e3:.0f} ms, of 4000 ordinary ids: {normal * 1e3:.3f} ms")
    print(f"measured body of {len(body) // 1000} kB")
    assert chosen / normal > 20

    as_text = {str(number) for number in ids}  # salted hashes: nobody outside can choose them
    assert len(as_text) == 4_000


def first_places(key: int, size: int, count: int) -> list[int]:
    """Return where CPython's dict with `size` places looks for an integer, one place after the other."""
    place, rest, path = key % size, key, {}
    while len(path) < count:
        path[place] = None
        rest >>= 5
        place = (place * 5 + rest + 1) % size
    return list(path)


def test_small_integers_can_be_chosen_to_share_a_path_without_one_equal_hash():
    in_the_way = first_places(25_000, size=8192, count=4_000)  # a small integer is its own hash, and so its own place
    ids = json.loads(json.dumps(in_the_way + [25_000] * 4_000))
    assert len({hash(number) for number in ids}) == len(set(ids)) == 4_001
    assert max(ids) == 25_000

    chosen = min(timeit.repeat(lambda: dict.fromkeys(ids), number=1, repeat=2))
    normal = min(timeit.repeat(lambda: dict.fromkeys(range(8_000)), number=5, repeat=3)) / 5
    print(f"measured dict of 8000 ids up to 25000, chosen: {chosen * 1e3:.0f} ms, ordinary: {normal * 1e3:.2f} ms")
    assert chosen / normal > 20


def test_a_limit_on_the_count_refuses_the_body_and_a_range_leaves_five_of_its_ids():
    chosen = json.dumps([number * sys.hash_info.modulus for number in range(4_000)])
    few = TypeAdapter(Annotated[set[int], Field(max_length=100)])
    column_sized = TypeAdapter(set[Annotated[int, Field(ge=0, lt=2**63)]])
    with pytest.raises(ValidationError, match="at most 100 items"):
        few.validate_json(chosen)
    with pytest.raises(ValidationError, match="less than 9223372036854775808") as refused:
        column_sized.validate_json(chosen)
    accepted = 4_000 - refused.value.error_count()
    print("ids below 2**63 that share a hash:", accepted)
    assert accepted == 5
