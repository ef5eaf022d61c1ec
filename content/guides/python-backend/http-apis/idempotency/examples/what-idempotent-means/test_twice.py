"""The same request once and twice: which ones leave the same state, and what the second answer may look like."""

import asyncio
from copy import deepcopy

import httpx
import pytest
from fastapi import FastAPI, HTTPException

api = FastAPI()
ORDER = {"status": "open", "quantity": 2, "notes": []}
STORE: dict[str, dict] = {}
MAILS: list[str] = []


@api.put("/orders/{number}/quantity/{wanted}")
async def set_quantity(number: str, wanted: int):
    STORE[number]["quantity"] = wanted
    return STORE[number]


@api.post("/orders/{number}/quantity/add/{more}")
async def add_quantity(number: str, more: int):
    STORE[number]["quantity"] += more
    return STORE[number]


@api.post("/orders/{number}/notes/{note}")
async def add_note(number: str, note: str):
    STORE[number]["notes"].append(note)
    return STORE[number]


@api.put("/orders/{number}/cancellation")
async def cancel(number: str):
    STORE[number]["status"] = "cancelled"
    MAILS.append("your order is cancelled")  # runs each time, whatever the state was
    return STORE[number]


@api.put("/orders/{number}/quiet-cancellation")
async def cancel_once(number: str):
    if STORE[number]["status"] != "cancelled":
        STORE[number]["status"] = "cancelled"
        MAILS.append("your order is cancelled")  # belongs to the change, not to the call
    return STORE[number]


@api.delete("/orders/{number}", status_code=204)
async def delete(number: str):
    if STORE.pop(number, None) is None:
        raise HTTPException(404)


def send(*requests: tuple[str, str]) -> list[int]:
    """Send the requests to a fresh shop with one order; return the statuses."""
    STORE.clear()
    MAILS.clear()
    STORE["A-1"] = deepcopy(ORDER)

    async def go() -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://shop") as client:
            return [(await client.request(method, "/orders/A-1" + path)).status_code for method, path in requests]

    return asyncio.run(go())


@pytest.mark.parametrize(
    ("method", "path", "same"),
    [
        ("PUT", "/quantity/5", True),
        ("DELETE", "", True),
        ("PUT", "/cancellation", True),
        ("POST", "/quantity/add/3", False),
        ("POST", "/notes/call-first", False),
    ],
    ids=["set", "delete", "cancel", "add", "append"],
)
def test_state_after_one_call_and_after_two(method, path, same):
    first = send((method, path))
    once = deepcopy(STORE)
    both = send((method, path), (method, path))
    print(f"{method} {path or '/'}: same state {STORE == once}, statuses {both}")
    assert (STORE == once) is same
    assert both[:1] == first


def test_the_second_delete_may_answer_404_and_is_idempotent_all_the_same():
    assert send(("DELETE", ""), ("DELETE", "")) == [204, 404]
    assert STORE == {}


def test_the_rows_are_equal_but_the_customer_got_two_mails():
    send(("PUT", "/cancellation"), ("PUT", "/cancellation"))
    careless = len(MAILS)
    send(("PUT", "/quiet-cancellation"), ("PUT", "/quiet-cancellation"))
    print(f"mails after two cancellations: {careless}, bound to the change: {len(MAILS)}")
    assert (careless, len(MAILS)) == (2, 1)


def test_a_late_repeat_of_an_idempotent_call_undoes_a_newer_one():
    send(("PUT", "/quantity/5"), ("PUT", "/quantity/8"), ("PUT", "/quantity/5"))  # the last one: a delayed retry
    print("set 5, set 8, retry of the first:", STORE["A-1"]["quantity"])
    assert STORE["A-1"]["quantity"] == 5
