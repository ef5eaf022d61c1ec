"""What Python does with a hint: stores it, and leaves the rest to whoever reads it."""

import asyncio
import inspect
import sys
from dataclasses import dataclass
from typing import get_type_hints

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, ValidationError


def total(price: int, quantity: int = 1) -> int:
    return price * quantity


def test_a_call_with_the_wrong_type_runs():
    print("total('ab', 2):", total("ab", 2))
    assert total("ab", 2) == "abab"  # no error, and not an int either


def test_hints_are_stored_and_can_be_read():
    print(get_type_hints(total))
    assert get_type_hints(total) == {"price": int, "quantity": int, "return": int}


@dataclass
class Row:
    sku: str
    price: int


class Checked(BaseModel):
    sku: str
    price: int


def test_a_dataclass_reads_the_names_and_pydantic_also_the_types():
    row, checked = Row("tea", "990"), Checked(sku="tea", price="990")
    print(f"dataclass: {row.price!r}, pydantic: {checked.price!r}")
    assert (row.price, checked.price) == ("990", 990)
    with pytest.raises(ValidationError) as error:
        Checked(sku="tea", price="cheap")
    assert error.value.errors()[0]["type"] == "int_parsing"
    Row("tea", "cheap")  # nobody asked


def test_a_framework_turns_the_hint_into_behaviour():
    app = FastAPI()

    @app.get("/typed")
    def typed(quantity: int) -> str:
        return type(quantity).__name__

    @app.get("/untyped")
    def untyped(quantity) -> str:
        return type(quantity).__name__

    async def ask(*addresses: str) -> list[object]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://shop") as client:
            return [(answer.status_code, answer.json()) for answer in [await client.get(each) for each in addresses]]

    number, word, plain = asyncio.run(ask("/typed?quantity=5", "/typed?quantity=five", "/untyped?quantity=five"))
    print(f"typed: {number}, typed with a word: {word[0]}, untyped: {plain}")
    assert (number, word[0], plain) == ((200, "int"), 422, (200, "str"))


def test_a_hint_on_a_local_variable_leaves_nothing_behind():
    def work() -> dict[str, object]:
        price: int = "990"
        later: int
        return {"price": price, "names": sorted(locals())}

    assert work() == {"price": "990", "names": ["price"]}  # `later` was announced and does not exist
    assert "price" not in work.__annotations__


def test_a_name_in_a_hint_is_looked_up_when_the_function_is_made_until_python_3_14():
    source = "def save(order: NotImportedAnywhere) -> None: ..."
    space: dict[str, object] = {}
    try:
        exec(source, space)
    except NameError as error:
        found = str(error)
    else:
        found = "no error before somebody reads the hint"
    if sys.version_info < (3, 14):
        print("Python 3.13:", found)
        assert found == "name 'NotImportedAnywhere' is not defined"
    exec("from __future__ import annotations\n" + source, space)  # with this line hints stay text
    assert space["save"].__annotations__["order"] == "NotImportedAnywhere"


def test_type_is_checked_where_code_says_so():
    def charge(cents: int) -> int:
        if not isinstance(cents, int) or isinstance(cents, bool):
            raise TypeError(f"cents must be int, not {type(cents).__name__}")
        return cents

    with pytest.raises(TypeError) as error:
        charge("990")
    print(error.value)
    assert charge(990) == 990


def test_a_wrong_default_is_no_problem_for_python_either():
    def page(size: int = None) -> int:  # noqa: RUF013
        return size

    print("default:", page(), "| signature:", inspect.signature(page))
    assert page() is None
