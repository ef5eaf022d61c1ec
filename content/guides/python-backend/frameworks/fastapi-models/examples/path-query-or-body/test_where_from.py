"""One signature after the other: where FastAPI takes each parameter from, asked of its own OpenAPI document."""

import asyncio
from typing import Annotated

import httpx
import pytest
from fastapi import Body, FastAPI, Header, Query
from pydantic import BaseModel, ConfigDict


class Item(BaseModel):
    name: str
    size: int = 1


class Buyer(BaseModel):
    email: str


class Page(BaseModel):
    model_config = ConfigDict(extra="forbid")
    limit: int = 20
    after: int | None = None


def path_and_query(number: int, expand: bool = False): ...
def a_model(number: int, item: Item): ...
def two_models(number: int, item: Item, buyer: Buyer): ...
def model_and_one_value(number: int, item: Item, gift: Annotated[bool, Body()]): ...
def a_plain_list(number: int, tags: list[str]): ...
def a_marked_list(number: int, tags: Annotated[list[str], Query()]): ...
def a_plain_dict(number: int, extra: dict[str, str]): ...
def a_query_model(number: int, page: Annotated[Page, Query()]): ...
def a_header(number: int, x_trace: Annotated[str, Header()]): ...


def sources(endpoint) -> dict[str, str]:
    """For each name a client sends: path, query, header or body."""
    api = FastAPI()
    api.post("/orders/{number}")(endpoint)
    document = api.openapi()
    operation = document["paths"]["/orders/{number}"]["post"]
    found = {parameter["name"]: parameter["in"] for parameter in operation["parameters"]}
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        found["body"] = ", ".join(schema["properties"]) if "properties" in schema else f"a JSON {schema['type']}"
    return found


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        (path_and_query, {"number": "path", "expand": "query"}),
        (a_model, {"number": "path", "body": "name, size"}),
        (two_models, {"number": "path", "body": "item, buyer"}),
        (model_and_one_value, {"number": "path", "body": "item, gift"}),
        (a_plain_list, {"number": "path", "body": "a JSON array"}),
        (a_marked_list, {"number": "path", "tags": "query"}),
        (a_plain_dict, {"number": "path", "body": "a JSON object"}),
        (a_query_model, {"number": "path", "limit": "query", "after": "query"}),
        (a_header, {"number": "path", "x-trace": "header"}),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_where_each_name_comes_from(endpoint, expected):
    print(f"{endpoint.__name__}:", sources(endpoint))
    assert sources(endpoint) == expected


api = FastAPI()


@api.get("/orders/{number}")
async def one(number: int):
    return {"number": number}


@api.get("/orders/mine")
async def mine_declared_too_late():
    return {"mine": True}


@api.get("/search")
async def search(q: str, limit: int = 20):
    return {"q": q, "limit": limit}


@api.get("/strict-search")
async def strict_search(page: Annotated[Page, Query()]):
    return page


@api.get("/flag")
async def flag(on: bool):
    return {"on": on}


def get(address: str) -> tuple[int, object]:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://api") as client:
            return await client.get(address)

    answer = asyncio.run(go())
    return answer.status_code, answer.json()


def test_the_first_path_that_fits_wins_and_its_type_does_not_help():
    status, body = get("/orders/mine")
    print("GET /orders/mine:", status, body["detail"][0]["loc"], body["detail"][0]["type"])
    assert (status, body["detail"][0]["loc"]) == (422, ["path", "number"])


def test_a_misspelt_query_parameter_is_ignored_unless_a_model_forbids_it():
    print("?limti=5:", get("/search?q=tea&limti=5"))
    assert get("/search?q=tea&limti=5") == (200, {"q": "tea", "limit": 20})
    status, body = get("/strict-search?limti=5")
    print("with extra='forbid':", status, body["detail"][0]["loc"])
    assert (status, body["detail"][0]["loc"]) == (422, ["query", "limti"])


@pytest.mark.parametrize(("text", "read"), [("true", True), ("1", True), ("off", False), ("no", False), ("", None)])
def test_text_becomes_a_value_by_the_annotation(text, read):
    status, body = get(f"/flag?on={text}")
    assert (body["on"] if status == 200 else None) is read


def test_a_faulty_value_names_its_place():
    status, body = get("/search?limit=many")
    print([(fault["loc"], fault["type"]) for fault in body["detail"]])
    assert status == 422 and [fault["loc"] for fault in body["detail"]] == [["query", "q"], ["query", "limit"]]
