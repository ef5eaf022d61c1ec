"""The addresses of orders: nouns in the path, verbs in the method, outcomes in the status."""

import asyncio
from itertools import count

import httpx
import pytest
from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel

orders: dict[str, dict] = {}
numbers = count(1)
api = FastAPI()


class NewOrder(BaseModel):
    customer: int


class OrderChange(BaseModel):
    note: str


class Cancellation(BaseModel):
    reason: str


def find(number: str) -> dict:
    if number not in orders:
        raise HTTPException(404, "no such order")
    return orders[number]


@api.get("/orders")
async def list_orders(customer: int | None = None):
    return [order for order in orders.values() if customer in (None, order["customer"])]


@api.post("/orders", status_code=201)
async def create_order(new: NewOrder, response: Response):
    number = f"A-{next(numbers)}"
    orders[number] = {"number": number, "customer": new.customer, "status": "open"}
    response.headers["Location"] = f"/orders/{number}"
    return orders[number]


@api.get("/orders/{number}")
async def read_order(number: str):
    return find(number)


@api.patch("/orders/{number}")
async def change_order(number: str, change: OrderChange):
    find(number)["note"] = change.note
    return find(number)


@api.put("/orders/{number}/cancellation")
async def cancel_order(number: str, cancellation: Cancellation, response: Response):
    order = find(number)
    if order["status"] == "shipped":
        raise HTTPException(409, "shipped orders are returned, not cancelled")
    response.status_code = 200 if "cancellation" in order else 201  # created once, replaced afterwards
    order |= {"status": "cancelled", "cancellation": cancellation.model_dump()}
    return order["cancellation"]


@api.get("/orders/export")  # declared after /orders/{number}: never reached
async def export_orders():
    return "number,customer\n"


@pytest.fixture(autouse=True)
def one_order():
    orders.clear()
    orders["A-0"] = {"number": "A-0", "customer": 7, "status": "open"}


def send(method: str, path: str, **sent) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://api") as client:
            return await client.request(method, path, **sent)

    return asyncio.run(go())


def test_creating_answers_201_with_an_address_that_works():
    made = send("POST", "/orders", json={"customer": 7})
    assert made.status_code == 201
    assert send("GET", made.headers["Location"]).json() == made.json()


def test_a_customer_s_orders_are_a_filter_of_the_one_collection():
    assert [order["number"] for order in send("GET", "/orders?customer=7").json()] == ["A-0"]
    assert send("GET", "/orders?customer=8").json() == []  # an empty list is 200, not 404
    assert send("GET", "/orders?customer=8").status_code == 200
    assert send("GET", "/orders/A-999").status_code == 404


def cancel() -> httpx.Response:
    return send("PUT", "/orders/A-0/cancellation", json={"reason": "ordered twice"})


def test_cancelling_twice_is_the_same_as_cancelling_once():
    first = cancel()
    after_one = dict(orders["A-0"])
    second = cancel()
    assert orders["A-0"] == after_one
    assert (first.status_code, second.status_code) == (201, 200)
    print("cancelled twice:", first.status_code, second.status_code, orders["A-0"]["status"])


def test_a_rule_that_says_no_is_a_conflict_not_a_bad_request():
    orders["A-0"]["status"] = "shipped"
    assert cancel().status_code == 409
    assert orders["A-0"]["status"] == "shipped"


def test_a_method_that_is_not_offered_is_refused_and_allow_names_only_the_first_route():
    assert send("PATCH", "/orders/A-0", json={"note": "ring twice"}).status_code == 200
    refused = send("DELETE", "/orders/A-0")
    print("DELETE /orders/A-0:", refused.status_code, "Allow:", refused.headers["Allow"])
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET")  # PATCH is offered too


def test_a_fixed_path_after_a_parameter_is_swallowed():
    swallowed = send("GET", "/orders/export")
    print("GET /orders/export:", swallowed.status_code, swallowed.json()["detail"])
    assert swallowed.status_code == 404  # it looked for an order numbered "export"
