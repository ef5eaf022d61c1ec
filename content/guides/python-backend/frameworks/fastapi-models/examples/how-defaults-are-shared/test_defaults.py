"""A default is an object: who copies it, who makes a new one, and who hands the same one to everybody."""

import asyncio
import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

import httpx
import pytest
from fastapi import Depends, FastAPI, Query
from pydantic import BaseModel, Field


def three_calls(api: FastAPI, method: str = "GET", **sent) -> list:
    async def go() -> list:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://api") as client:
            return [(await client.request(method, "/", **sent)).json() for _ in range(3)]

    return asyncio.run(go())


def test_a_plain_function_keeps_its_list_from_call_to_call():
    def basket(item: str, items: list = []) -> list:  # noqa: B006
        items.append(item)
        return items

    results = [copy.copy(basket("tea")) for _ in range(3)]
    print("function:", results)
    assert [len(result) for result in results] == [1, 2, 3]


def test_a_pydantic_field_copies_a_list_for_each_model():
    class Basket(BaseModel):
        items: list[str] = []

    first, second = Basket(), Basket()
    first.items.append("tea")
    print("model:", first.items, second.items)
    assert second.items == []


class Connection:
    """An ordinary object: it can be hashed, so Pydantic takes it for something that need not be copied."""

    def __init__(self) -> None:
        self.used = 0


def test_but_an_ordinary_object_is_the_same_for_all():
    class Shared(BaseModel, arbitrary_types_allowed=True):
        connection: Connection = Connection()

    class Own(BaseModel, arbitrary_types_allowed=True):
        connection: Connection = Field(default_factory=Connection)

    print("same object: default", Shared().connection is Shared().connection, "- factory", Own().connection is Own().connection)
    assert Shared().connection is Shared().connection
    assert Own().connection is not Own().connection


def test_a_default_is_computed_at_import_a_factory_for_each_model():
    ticks = iter(datetime(2026, 1, 1, hour) for hour in range(24))

    class Frozen(BaseModel):
        at: datetime = next(ticks)  # in real code: datetime.now()

    class Fresh(BaseModel):
        at: datetime = Field(default_factory=lambda: next(ticks))

    hours = [Frozen().at.hour, Frozen().at.hour, Fresh().at.hour, Fresh().at.hour]
    print("default:", hours[:2], "factory:", hours[2:])
    assert hours == [0, 0, 1, 2]


def test_a_default_is_not_validated():
    class Order(BaseModel):
        quantity: int = "many"

    class Checked(BaseModel, validate_default=True):
        quantity: int = "many"

    print("quantity:", repr(Order().quantity))
    assert Order().quantity == "many"
    with pytest.raises(ValueError, match="int_parsing"):
        Checked()


def test_fastapi_hands_each_request_a_copy_of_a_parameter_s_default():
    api = FastAPI()

    @api.get("/")
    async def search(tags: Annotated[list[str], Query()] = ["new"]):  # noqa: B006
        tags.append("seen")
        return tags

    print("endpoint:", three_calls(api))
    assert three_calls(api) == [["new", "seen"]] * 3


def test_but_not_of_what_a_dependency_keeps():
    api, registry = FastAPI(), []  # a module-level object in real code

    @api.get("/")
    async def index(made: Annotated[list, Depends(lambda: [])], kept: Annotated[list, Depends(lambda: registry)]):
        made.append("request")
        kept.append("request")
        return [len(made), len(kept)]

    lengths = three_calls(api)
    print("made in the dependency, kept outside of it:", lengths)
    assert lengths == [[1, 1], [1, 2], [1, 3]]


Limit = Annotated[int, Query(ge=1, le=100, description="rows a page")]  # the rule, once


class Page(BaseModel):
    limit: int = Field(20, ge=1, le=100)
    after: int | None = None


def test_the_same_rule_for_many_endpoints_is_a_name_and_each_may_have_its_default():
    api = FastAPI()

    @api.get("/orders")
    async def orders(limit: Limit = 20): ...

    @api.get("/products")
    async def products(limit: Limit = 50): ...

    @api.get("/customers")
    async def customers(page: Annotated[Page, Query()]): ...

    found = {}
    for path, operations in api.openapi()["paths"].items():
        schema = operations["get"]["parameters"][0]["schema"]
        found[path] = (schema["default"], schema["minimum"], schema["maximum"])
    print(found)
    assert found == {"/orders": (20, 1, 100), "/products": (50, 1, 100), "/customers": (20, 1, 100)}


def test_a_dataclass_refuses_the_list_and_wants_a_factory():
    with pytest.raises(ValueError, match="use default_factory"):

        @dataclass
        class Wrong:
            items: list = []  # noqa: RUF008

    @dataclass
    class Right:
        items: list = field(default_factory=list)

    assert Right().items is not Right().items
