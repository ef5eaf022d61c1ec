"""Local, enclosing, global, built-in: when the choice is made, and who is left out."""

import dis
import json

import pytest

rate = 20


def test_the_nearest_scope_wins():
    found: list[int] = []

    def outer() -> None:
        rate = 7

        def inner() -> None:
            found.append(rate)

        inner()

    outer()
    found.append(rate)
    print("inside outer, then in the module:", found)
    assert found == [7, 20]


def test_one_assignment_makes_the_name_local_from_the_first_line():
    def price(net: int) -> int:
        gross = net * (100 + rate) // 100
        if net > 1000:
            rate = 10  # this line decides about the line above  # noqa: F841
        return gross

    with pytest.raises(UnboundLocalError) as error:
        price(100)
    print(error.value)


def test_the_compiler_chooses_the_kind_of_lookup_before_anything_runs():
    def reads() -> int:
        return rate

    def assigns() -> int:
        rate = 1
        return rate

    def loads(function) -> list[str]:
        steps = dis.get_instructions(function)
        return [step.opname for step in steps if step.argval == "rate" and "LOAD" in step.opname]

    print("reads:", loads(reads), "| has it as a local:", assigns.__code__.co_varnames)
    assert loads(reads) == ["LOAD_GLOBAL"] and assigns.__code__.co_varnames == ("rate",)


def test_the_value_is_looked_up_when_the_line_runs():
    def total() -> int:
        return later * 2

    with pytest.raises(NameError):
        total()
    globals()["later"] = 21
    print("the same function, after the name exists:", total())
    assert total() == 42
    del globals()["later"]


def test_nonlocal_changes_the_outer_name_and_plain_assignment_makes_a_new_one():
    def counter(shared: bool):
        count = 0

        def hit() -> int:
            nonlocal count
            count += 1
            return count

        def hit_locally() -> int:
            count = 1
            return count

        return hit if shared else hit_locally

    hit, hit_locally = counter(shared=True), counter(shared=False)
    print("with nonlocal:", [hit(), hit(), hit()], "| without:", [hit_locally(), hit_locally()])
    assert [hit(), hit_locally()] == [4, 1]


class Shop:
    currency = "EUR"
    with_tax = [price * 2 for price in (1, 2)]

    def label(self) -> str:
        return f"9.90 {currency}"  # noqa: F821 - the bug

    def repaired(self) -> str:
        return f"9.90 {self.currency}"


def test_a_class_body_is_not_an_enclosing_scope_for_its_methods():
    with pytest.raises(NameError) as error:
        Shop().label()
    print(error.value, "| through self:", Shop().repaired())


def test_nor_for_its_comprehensions_apart_from_the_first_iterable():
    source = """
class Rates:
    factor = 2
    base = [1, 2]
    doubled = [value * factor for value in base]
"""
    with pytest.raises(NameError) as error:
        exec(source, {})
    print(error.value)


def test_a_built_in_can_be_covered_and_is_back_when_the_cover_goes():
    def work() -> str:
        list = [1, 2]  # a handy name
        with pytest.raises(TypeError) as error:
            list("ab")
        return str(error.value)

    print(work())
    assert list("ab") == ["a", "b"]


def test_an_imported_name_is_a_name_of_its_own(monkeypatch):
    dumps = json.dumps  # what `from json import dumps` does

    monkeypatch.setattr(json, "dumps", lambda _value: "patched")
    print("json.dumps:", json.dumps(1), "| dumps imported before:", dumps(1))
    assert (json.dumps(1), dumps(1)) == ("patched", "1")


def test_the_name_of_an_error_is_gone_after_its_except_block():
    try:
        raise ValueError("no stock")
    except ValueError as error:
        kept = error
    with pytest.raises(NameError):
        error  # noqa: B018, F821
    assert str(kept) == "no stock"
