"""A small tree of errors: raised by meaning, mapped once at the edge, retried by what they say about themselves."""

import asyncio
import json
import logging
import pickle
from collections.abc import Callable

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse


class ShopError(Exception):
    """What this service refuses or cannot do. Branches say who can change that."""

    code, status, retry = "shop_error", 500, False

    def __init__(self, **facts: object) -> None:
        super().__init__()  # pickle calls the class with these arguments again: none
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}"


class Refused(ShopError):
    """The caller must change something."""

    status = 409


class NotFound(Refused):
    code, status = "not_found", 404


class OutOfStock(Refused):
    code = "out_of_stock"


class Unavailable(ShopError):
    """The same request may succeed later."""

    code, status, retry = "unavailable", 503, True


class SupplierDown(Unavailable):
    code = "supplier_down"


def ask_supplier(client: httpx.Client, sku: str) -> int:
    """The adapter: errors of the library end here and become ours."""
    try:
        answer = client.get(f"/prices/{sku}").raise_for_status()
    except httpx.HTTPStatusError as error:
        if error.response.status_code == 404:
            raise NotFound(kind="product", sku=sku) from error
        raise SupplierDown(status=error.response.status_code) from error
    except httpx.TransportError as error:
        raise SupplierDown() from error
    return answer.json()["price"]


def supplier(behaviour: int | Exception) -> httpx.Client:
    def handle(_request: httpx.Request) -> httpx.Response:
        if isinstance(behaviour, Exception):
            raise behaviour
        return httpx.Response(behaviour, json={"price": 990})

    return httpx.Client(transport=httpx.MockTransport(handle), base_url="http://supplier")


def make_app(work: Callable[[], object]) -> FastAPI:
    app = FastAPI()

    @app.exception_handler(ShopError)
    async def ours(_request: Request, error: ShopError) -> JSONResponse:
        headers = {"retry-after": "5"} if error.retry else {}
        return JSONResponse({"code": error.code, **error.facts}, error.status, headers)

    @app.exception_handler(Exception)
    async def unknown(_request: Request, _error: Exception) -> JSONResponse:
        return JSONResponse({"code": "internal_error"}, 500)  # the traceback goes to the log, not to the client

    @app.get("/")
    def handle() -> object:
        return work()

    return app


def ask(work: Callable[[], object]) -> httpx.Response:
    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(app=make_app(work), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            return await client.get("/")

    return asyncio.run(go())


def out_of_stock() -> None:
    raise OutOfStock(sku="tea", left=0)


@pytest.mark.parametrize(
    ("work", "status", "code"),
    [
        (out_of_stock, 409, "out_of_stock"),
        (lambda: ask_supplier(supplier(404), "tea"), 404, "not_found"),
        (lambda: ask_supplier(supplier(502), "tea"), 503, "supplier_down"),
        (lambda: ask_supplier(supplier(httpx.ReadTimeout("slow")), "tea"), 503, "supplier_down"),
        (lambda: {}["password=hunter2"], 500, "internal_error"),
    ],
    ids=["out_of_stock", "404_there", "502_there", "timeout_there", "bug"],
)
def test_one_table_at_the_edge(work, status, code, caplog):
    with caplog.at_level(logging.CRITICAL):
        answer = ask(work)
    print(answer.status_code, json.dumps(answer.json()), answer.headers.get("retry-after", "-"))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "hunter2" not in answer.text


def leaves(kind: type[ShopError]) -> list[type[ShopError]]:
    return [leaf for child in kind.__subclasses__() for leaf in leaves(child)] or [kind]


def test_every_leaf_has_a_code_of_its_own():
    codes = [leaf.code for leaf in leaves(ShopError)]
    print("codes:", sorted(codes))
    assert len(codes) == len(set(codes)) and ShopError.code not in codes


def test_callers_catch_the_branch_they_can_act_on():
    def reaction(error: ShopError) -> str:
        try:
            raise error
        except Unavailable:
            return "try later"
        except Refused as refused:
            return f"tell the customer: {refused.code}"

    assert reaction(OutOfStock(sku="tea")) == "tell the customer: out_of_stock"
    assert reaction(SupplierDown()) == "try later"


class Limit(Exception):
    def __init__(self, order: int, limit: int) -> None:
        super().__init__(f"order {order} is above {limit}")  # what unpickling will call __init__ with


def test_an_error_with_arguments_of_its_own_may_not_survive_another_process():
    with pytest.raises(TypeError) as lost:
        pickle.loads(pickle.dumps(Limit(7, 100)))
    print("unpickling Limit:", lost.value)
    kept = pickle.loads(pickle.dumps(OutOfStock(sku="tea")))
    print("unpickling OutOfStock:", kept)
    assert kept.facts == {"sku": "tea"}
