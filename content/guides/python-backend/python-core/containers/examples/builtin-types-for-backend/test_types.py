"""The built-in types of everyday backend work: what changes in place, and what each is for."""

import json

import pytest

VALUES = [None, True, 7, 0.5, "text", b"bytes", (1, 2), frozenset({1}), [1, 2], {1, 2}, {"a": 1}, bytearray(b"x")]


def can_be_key(value: object) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def test_of_the_built_in_types_the_immutable_ones_can_be_keys():
    fixed = [type(value).__name__ for value in VALUES if can_be_key(value)]
    changing = [type(value).__name__ for value in VALUES if not can_be_key(value)]
    print("fixed:", *fixed)
    print("change in place:", *changing)
    assert changing == ["list", "set", "dict", "bytearray"]
    print("a tuple that holds a list can be a key:", can_be_key((1, [2])))
    assert not can_be_key((1, [2]))


def test_two_names_one_list_and_two_names_one_string():
    tags = other_tags = ["new"]
    other_tags += ["sale"]
    assert tags == ["new", "sale"]  # changed in place, both names show it
    name = other_name = "lamp"
    other_name += " shade"
    assert name == "lamp"  # a string cannot change, the second name moved on


def test_a_bool_passes_a_check_for_int():
    quantity = json.loads('{"quantity": true}')["quantity"]
    print("isinstance(True, int):", isinstance(quantity, int), "and 3 * True is", 3 * quantity)
    assert isinstance(quantity, int)
    assert 3 * quantity == 3


def test_none_zero_and_empty_are_all_false_but_differ():
    assert [bool(value) for value in (None, 0, 0.0, "", [], {}, set())] == [False] * 7
    stock = 0
    assert (stock or "unknown") == "unknown"  # zero pieces became "unknown"
    assert (stock if stock is not None else "unknown") == 0


def test_text_and_bytes_count_differently_and_do_not_mix():
    city = "Zürich"
    print(city, len(city), "characters,", len(city.encode()), "bytes")
    assert (len(city), len(city.encode("utf-8"))) == (6, 7)
    with pytest.raises(TypeError, match="can only concatenate str"):
        city + b"!"


def test_int_is_exact_at_any_size_and_float_is_not():
    print("0.1 + 0.2 ==", 0.1 + 0.2, "; in cents", 10 + 20)
    assert 0.1 + 0.2 != 0.3
    assert 2**63 + 1 - 2**63 == 1
    assert float(2**53) + 1 == float(2**53)  # above 2**53 a float skips integers


def test_a_dict_keeps_insertion_order_and_updating_a_key_keeps_its_place():
    row = {"id": 1, "name": "lamp", "price": 3}
    row["name"] = "cup"
    row["stock"] = 9
    assert list(row) == ["id", "name", "price", "stock"]


def test_what_a_trip_through_json_does_to_types():
    sent = {"point": (1, 2), 7: "int key", "ok": True, "none": None}
    received = json.loads(json.dumps(sent))
    print("received:", received)
    assert received == {"point": [1, 2], "7": "int key", "ok": True, "none": None}
    with pytest.raises(TypeError, match="Object of type set is not JSON serializable"):
        json.dumps({"tags": {"new"}})
    with pytest.raises(TypeError, match="keys must be str, int, float, bool or None, not tuple"):
        json.dumps({(1, 2): "point"})
