"""The same models in both versions side by side. `pydantic.v1` is the old library, shipped inside the new one."""

import re
from decimal import Decimal
from types import ModuleType
from typing import Any, Optional

import pydantic as new
import pydantic.v1 as old
import pytest
from pydantic_core import SchemaError

VERSIONS = [old, new]


def result(version: ModuleType, annotation: Any, value: object = ..., **options) -> object:
    """Validate one value against one annotation; return what came out, or the type of the first error."""
    model = version.create_model("Model", a=(annotation, version.Field(**options) if options else ...))
    if annotation == Optional[int]:  # create_model has no way to say "no default was written"
        model = type("Model", (version.BaseModel,), {"__annotations__": {"a": annotation}})
    try:
        return model(**({} if value is ... else {"a": value})).a
    except version.ValidationError as refused:
        return "refused: " + refused.errors()[0]["type"]


@pytest.mark.parametrize(
    ("case", "annotation", "value", "before", "after"),
    [
        ("Optional[int], nothing sent", Optional[int], ..., None, "refused: missing"),
        ("int, nothing sent", int, ..., "refused: value_error.missing", "refused: missing"),
        ("str from 3", str, 3, "3", "refused: string_type"),
        ("int from 3.7", int, 3.7, 3, "refused: int_from_float"),
        ("int | str from '3'", int | str, "3", 3, "3"),
        ("dict from pairs", dict[str, int], [("x", 1)], {"x": 1}, "refused: dict_type"),
    ],
    ids=["optional", "missing", "text", "fraction", "union", "pairs"],
)
def test_the_same_input_means_something_else(case, annotation, value, before, after):
    found = [result(version, annotation, value) for version in VERSIONS]
    print(f"{case}: 1 -> {found[0]!r}, 2 -> {found[1]!r}")
    assert found == [before, after]


def test_json_of_a_decimal_was_a_number_and_is_text():
    class Old(old.BaseModel):
        price: Decimal

    class New(new.BaseModel):
        price: Decimal

    texts = [Old(price="1.10").json(), New(price="1.10").model_dump_json()]
    print("1 ->", texts[0], " 2 ->", texts[1])
    assert texts == ['{"price": 1.1}', '{"price":"1.10"}']


def test_a_subclass_in_a_field_used_to_leave_with_all_it_knew():
    def dumped(version: ModuleType) -> dict:
        account = version.create_model("Account", email=(str, ...))
        stored = version.create_model("Stored", __base__=account, password_hash=(str, ...))
        team = version.create_model("Team", lead=(account, ...))
        instance = team(lead=stored(email="ada@example.org", password_hash="x"))
        return instance.dict() if version is old else instance.model_dump()

    found = [sorted(dumped(version)["lead"]) for version in VERSIONS]
    print("1 ->", found[0], " 2 ->", found[1])
    assert found == [["email", "password_hash"], ["email"]]


def test_a_model_was_equal_to_a_dict_and_an_inner_model_was_copied():
    def facts(version: ModuleType) -> tuple[bool, bool]:
        inner = version.create_model("Inner", a=(int, ...))
        outer = version.create_model("Outer", inner=(inner, ...))
        one = inner(a=1)
        return one == {"a": 1}, outer(inner=one).inner is one

    print("equal to a dict, same object inside: 1 ->", facts(old), " 2 ->", facts(new))
    assert (facts(old), facts(new)) == ((True, False), (False, True))


def test_patterns_run_on_another_engine():
    assert result(old, str, "ab1", regex=r"^(?=.*\d).+$") == "ab1"
    with pytest.raises(SchemaError, match="look-around") as refused:
        result(new, str, "ab1", pattern=r"^(?=.*\d).+$")
    print("look-ahead in 2:", re.search(r"look-around[^\n]*", str(refused.value))[0])

    class WithPython(new.BaseModel):
        model_config = new.ConfigDict(regex_engine="python-re")
        a: str = new.Field(pattern=r"^(?=.*\d).+$")

    assert WithPython(a="ab1").a == "ab1"


@pytest.mark.parametrize("name", ["dict", "json", "copy", "parse_obj"])
def test_the_old_names_still_work_and_warn(name):
    class Order(new.BaseModel):
        number: str = "A-1"

    call = getattr(Order if name == "parse_obj" else Order(), name)
    with pytest.warns(new.PydanticDeprecatedSince20, match="is deprecated; use `model_") as warned:
        call({"number": "A-1"}) if name == "parse_obj" else call()
    print(str(warned[0].message).split(". ")[0])


def test_models_of_both_cannot_be_nested():
    class Old(old.BaseModel):
        a: int = 1

    with pytest.warns(UserWarning, match="Mixing V1 models and V2 models") as warned:

        class New(new.BaseModel):
            inner: Old

    print(str(warned[0].message).split(" (")[0], "...")
    with pytest.raises(TypeError):
        New(inner=Old())  # a warning at import, an error at the first use
