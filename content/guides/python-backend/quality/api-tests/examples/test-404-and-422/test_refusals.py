"""Two tests of refusals, weak and strong, against a healthy API and against four broken ones."""

import asyncio
from collections.abc import Callable

import httpx
import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, path
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field


class NewOrder(BaseModel):
    sku: str
    quantity: int = Field(ge=1, le=100)


class RenamedOrder(NewOrder):
    sku: str = Field(alias="article")  # clients must send another name


GOOD = {"sku": "tea", "quantity": 2}


class Shop:
    """The API under test, with one planted bug or none."""

    def __init__(self, bug: str = "none") -> None:
        self.orders = {1: {"sku": "tea", "owner": "ada"}, 2: {"sku": "rum", "owner": "ben"}}
        self.api = api = FastAPI()

        @api.get("/shop/orders/{number}" if bug == "route moved" else "/orders/{number}")
        async def read(number: int) -> dict[str, str]:
            order = self.orders.get(number)
            if order is None or order["owner"] != "ada":
                detail = f"belongs to {order['owner']}" if order and bug == "tells the owner" else "order_not_found"
                raise HTTPException(404, detail)
            return order

        @api.post("/orders", status_code=201)
        async def create(new: NewOrder) -> dict[str, int]:
            self.orders[3] = {"sku": new.sku, "owner": "ada"}
            return {"number": 3}

        if bug == "field renamed":
            create.__annotations__["new"] = RenamedOrder
            api.router.routes.pop()
            api.post("/orders", status_code=201)(create)
        if bug == "stores first":

            @api.middleware("http")
            async def store(request, call_next):
                if request.method == "POST":
                    self.orders[3] = {"sku": "?", "owner": "ada"}
                return await call_next(request)

    def call(self, method: str, address: str, **sent: object) -> httpx.Response:
        async def go() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.api, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
                return await client.request(method, address, **sent)

        return asyncio.run(go())


def weak_404(shop: Shop) -> None:
    assert shop.call("GET", "/orders/99").status_code == 404


def weak_422(shop: Shop) -> None:
    assert shop.call("POST", "/orders", json={"sku": "tea", "quantity": 0}).status_code == 422


def strong_404(shop: Shop) -> None:
    assert shop.call("GET", "/orders/1").status_code == 200  # the address exists, the reader may read
    missing, foreign = shop.call("GET", "/orders/99"), shop.call("GET", "/orders/2")
    assert missing.status_code == foreign.status_code == 404
    assert missing.json() == foreign.json() == {"detail": "order_not_found"}  # nobody learns which exist


def strong_422(shop: Shop) -> None:
    before = dict(shop.orders)
    refused = shop.call("POST", "/orders", json=GOOD | {"quantity": 0})  # one thing is wrong, the rest is good
    assert refused.status_code == 422
    assert [(fault["loc"], fault["type"]) for fault in refused.json()["detail"]] == [
        (["body", "quantity"], "greater_than_equal")
    ]
    assert shop.orders == before
    assert shop.call("POST", "/orders", json=GOOD).status_code == 201


def notices(test: Callable[[Shop], None], bug: str) -> bool:
    try:
        test(Shop(bug))
    except AssertionError:
        return True
    return False


BUGS = ["route moved", "tells the owner", "field renamed", "stores first"]


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (weak_404, []),
        (strong_404, ["route moved", "tells the owner"]),
        (weak_422, []),
        (strong_422, ["field renamed", "stores first"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_each_test_notices(test, expected):
    assert not notices(test, "none")
    noticed = [bug for bug in BUGS if notices(test, bug)]
    print(f"{test.__name__} notices {noticed}")
    assert noticed == expected


def detail(_request: HttpRequest, number: int) -> HttpResponse:
    if number != 1:
        raise Http404
    return HttpResponse("order 1")


urlpatterns = [path("orders/<int:number>", detail)]


@pytest.mark.urls(__name__)
def test_in_django_the_resolver_match_tells_a_view_s_404_from_a_wrong_address(client):
    missing, mistyped = client.get("/orders/99"), client.get("/order/99")
    assert missing.status_code == mistyped.status_code == 404
    assert missing.resolver_match.func is detail  # this 404 came from the view we meant
    with pytest.raises(Resolver404):
        mistyped.resolver_match.func  # noqa: B018 - found when it is asked for
    print("both answer 404; only the first reached", missing.resolver_match.func.__name__)


def test_422_at_the_path_400_from_the_body_are_choices_of_the_framework():
    shop = Shop()
    word, broken = shop.call("GET", "/orders/ninety"), shop.call("POST", "/orders", content=b"{")
    print(f"FastAPI: a word for a number {word.status_code}, broken JSON {broken.status_code}")
    assert (word.status_code, broken.status_code) == (422, 422)
