"""Replacing a dependency in a test: by which key, how far it reaches, and what it cannot reach."""

import asyncio
from collections.abc import Iterator
from typing import Annotated

import httpx
import pytest
from fastapi import Depends, FastAPI, Header, HTTPException

OPENED: list[str] = []


class Provider:
    def charge(self, cents: int) -> str:
        raise AssertionError("a test must not call the real provider")


class FakeProvider(Provider):
    def __init__(self) -> None:
        self.charged: list[int] = []

    def charge(self, cents: int) -> str:
        self.charged.append(cents)
        return "paid"


async def connection():
    OPENED.append("real connection")
    yield "real connection"


async def current_user(x_key: Annotated[str, Header()], db: Annotated[str, Depends(connection)]) -> str:
    if x_key != "secret":
        raise HTTPException(401)
    return f"user from the {db}"


def provider() -> Provider:
    return Provider()


def direct() -> str:
    return "value of the imported function"


api = FastAPI()


@api.get("/me")
async def me(user: Annotated[str, Depends(current_user)]):
    return user


@api.post("/pay")
async def pay(user: Annotated[str, Depends(current_user)], to: Annotated[Provider, Depends(provider)], cents: int):
    return to.charge(cents)


@api.get("/direct")
async def uses_no_dependency():
    return direct()


def send(method: str, path: str, app: FastAPI = api, **options) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api") as client:
            return await client.request(method, path, **options)

    return asyncio.run(go())


@pytest.fixture
def overrides() -> Iterator[dict]:
    """The one way in: whatever a test replaces is put back, also when it fails."""
    OPENED.clear()
    yield api.dependency_overrides
    api.dependency_overrides.clear()


def as_ada() -> str:
    return "ada"


def test_the_replacement_s_own_needs_count_and_those_of_the_original_are_gone(overrides):
    assert send("GET", "/me").status_code == 422  # the real one wants a header
    print("for that 422:", OPENED)
    OPENED.clear()
    overrides[current_user] = as_ada
    answer = send("GET", "/me")
    print(answer.status_code, answer.json(), "- connections opened:", OPENED)
    assert (answer.json(), OPENED) == ("ada", [])


def test_it_reaches_every_endpoint_and_every_depth(overrides):
    async def test_connection():
        yield "test connection"

    overrides[connection] = test_connection
    answer = send("GET", "/me", headers={"X-Key": "secret"})
    print(answer.json())
    assert answer.json() == "user from the test connection"


def test_a_fake_records_what_was_asked_of_it(overrides):
    fake = FakeProvider()
    overrides |= {current_user: as_ada, provider: lambda: fake}
    assert send("POST", "/pay?cents=990").json() == "paid"
    print("charged:", fake.charged)
    assert fake.charged == [990]


def test_a_replacement_that_is_not_taken_back_is_there_in_the_next_test(overrides):
    def careless_test() -> None:
        api.dependency_overrides[current_user] = as_ada  # and no clean-up

    careless_test()
    assert send("GET", "/me").json() == "ada"  # the next test: logged in, without a key
    overrides.clear()
    assert send("GET", "/me", headers={"X-Key": "wrong"}).status_code == 401


def test_a_parameter_of_the_replacement_becomes_a_parameter_of_the_request(overrides):
    overrides[current_user] = lambda name="ada": name  # a default, so that it can be called without
    print(send("GET", "/me").json(), send("GET", "/me?name=eve").json())
    assert send("GET", "/me?name=eve").json() == "eve"  # FastAPI reads the signature of the replacement too


def test_the_key_is_the_function_object_not_its_name(overrides):
    def current_user() -> str:
        return "another function of the same name"

    overrides[current_user] = as_ada
    assert send("GET", "/me").status_code == 422


def test_what_was_called_directly_cannot_be_replaced(overrides):
    overrides[direct] = lambda: "replaced"
    print(send("GET", "/direct").json())
    assert send("GET", "/direct").json() == "value of the imported function"


def test_an_app_that_is_mounted_has_overrides_of_its_own(overrides):
    outer = FastAPI()
    outer.mount("/inner", api)
    outer.dependency_overrides[current_user] = as_ada
    from_outside = send("GET", "/inner/me", outer).status_code
    overrides[current_user] = as_ada
    print("set on the outer app:", from_outside, "on the inner:", send("GET", "/inner/me", outer).status_code)
    assert (from_outside, send("GET", "/inner/me", outer).status_code) == (422, 200)


def test_the_real_dependency_still_needs_tests_of_its_own():
    statuses = [send("GET", "/me", headers={"X-Key": key}).status_code for key in ("secret", "wrong")]
    assert statuses == [200, 401]
