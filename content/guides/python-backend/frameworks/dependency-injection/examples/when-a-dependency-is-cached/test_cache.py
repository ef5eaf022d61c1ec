"""How often one request calls a dependency, by how it was asked for; and what lives longer than a request."""

import asyncio
from functools import lru_cache, partial
from typing import Annotated

import httpx
import pytest
from fastapi import Depends, FastAPI, Header

CALLS: list[str] = []


async def user() -> str:
    CALLS.append("user")
    return "ada"


async def basket(owner: Annotated[str, Depends(user)]) -> str:
    return f"basket of {owner}"


async def discount(owner: Annotated[str, Depends(user)]) -> str:
    return f"discount of {owner}"


class Setting:
    """Made anew for each use: Depends(Setting('a'))."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self) -> str:
        CALLS.append(self.name)
        return self.name


class EqualSetting(Setting):
    def __eq__(self, other: object) -> bool:
        return isinstance(other, EqualSetting) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


async def twice(first: Annotated[str, Depends(user)], second: Annotated[str, Depends(user)]): ...
async def through_two_branches(a: Annotated[str, Depends(basket)], b: Annotated[str, Depends(discount)]): ...
async def one_fresh(a: Annotated[str, Depends(user)], b: Annotated[str, Depends(user, use_cache=False)]): ...
async def two_objects(a: Annotated[str, Depends(Setting("x"))], b: Annotated[str, Depends(Setting("x"))]): ...
async def two_equal_objects(a: Annotated[str, Depends(EqualSetting("x"))], b: Annotated[str, Depends(EqualSetting("x"))]): ...
async def two_lambdas(a: Annotated[str, Depends(lambda: CALLS.append("l"))], b: Annotated[str, Depends(lambda: CALLS.append("l"))]): ...
async def two_scopes(a: Annotated[str, Depends(user)], b: Annotated[str, Depends(user, scope="function")]): ...


def calls_of(api: FastAPI, requests: int = 1, **options) -> int:
    CALLS.clear()

    async def go() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://api") as client:
            for _ in range(requests):
                (await client.get("/", **options)).raise_for_status()

    asyncio.run(go())
    return len(CALLS)


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        (twice, 1),
        (through_two_branches, 1),
        (one_fresh, 2),
        (two_objects, 2),
        (two_equal_objects, 1),
        (two_lambdas, 2),
        (two_scopes, 2),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_calls_in_one_request(endpoint, expected):
    api = FastAPI()
    api.get("/")(endpoint)
    found = calls_of(api)
    print(f"{endpoint.__name__}: {found}")
    assert found == expected


def test_the_next_request_calls_again():
    api = FastAPI()
    api.get("/")(through_two_branches)
    print("three requests:", calls_of(api, requests=3), "calls")
    assert calls_of(api, requests=3) == 3


def test_a_router_s_dependency_and_the_handler_s_are_one_call():
    api = FastAPI(dependencies=[Depends(user)])
    api.get("/")(basket)
    assert calls_of(api) == 1


def test_what_should_live_as_long_as_the_process_needs_a_cache_of_its_own():
    @lru_cache
    def settings() -> str:
        CALLS.append("settings")
        return "read from the environment"

    api = FastAPI()

    @api.get("/")
    def index(found: Annotated[str, Depends(settings)]): ...

    print("lru_cache, three requests:", calls_of(api, requests=3), "call")
    settings.cache_clear()
    assert calls_of(api, requests=3) == 1


def test_an_lru_cache_on_something_of_the_request_serves_the_first_caller_s_answer_for_ever():
    @lru_cache
    def fresh_user() -> dict:
        return {}

    api = FastAPI()

    @api.get("/")
    def index(x_user: Annotated[str, Header()], kept: Annotated[dict, Depends(fresh_user)]):
        return kept.setdefault("name", x_user)

    async def go() -> list[str]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://api") as client:
            return [(await client.get("/", headers={"X-User": name})).json() for name in ("ada", "ben")]

    seen = asyncio.run(go())
    print("ada and ben are greeted as", seen)
    assert seen == ["ada", "ada"]


def test_a_called_function_is_no_dependency_and_has_no_cache():
    async def by_hand() -> list[str]:
        return [await user(), await user()]

    CALLS.clear()
    asyncio.run(by_hand())
    assert len(CALLS) == 2


def test_a_partial_made_once_is_one_dependency():
    async def limited(maximum: int) -> int:
        CALLS.append("limited")
        return maximum

    ten = partial(limited, 10)
    api = FastAPI()

    @api.get("/")
    async def index(a: Annotated[int, Depends(ten)], b: Annotated[int, Depends(ten)]): ...

    assert calls_of(api) == 1
