"""An order API seen from a client whose network loses one reply."""

import asyncio

import httpx
from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

ORDERS: dict[str, int] = {}
CODES = {404: "not-found", 405: "method-not-allowed"}


class NewOrder(BaseModel):
    quantity: int = Field(gt=0)


def make_api() -> FastAPI:
    api = FastAPI()
    ORDERS.clear()

    @api.post("/orders", status_code=201)
    async def create(new: NewOrder):
        number = f"A-{len(ORDERS) + 1}"
        ORDERS[number] = new.quantity
        return {"number": number}

    @api.post("/orders/import", status_code=201)
    async def import_all(lines: list[NewOrder]):
        for line in lines:  # every line is valid before the first one is kept
            await create(line)
        return {"orders": len(lines)}

    @api.put("/orders/{number}")
    async def create_or_replace(number: str, new: NewOrder, response: Response):
        response.status_code = 200 if number in ORDERS else 201
        ORDERS[number] = new.quantity
        return {"number": number}

    @api.get("/orders")
    async def page(limit: int = Query(20, ge=1, le=100)):
        return sorted(ORDERS)[:limit]

    @api.get("/broken")
    async def broken():
        raise ZeroDivisionError

    return api


class LosesFirstReply(httpx.AsyncBaseTransport):
    """The request arrives and is carried out; its answer never comes back."""

    def __init__(self, api: FastAPI) -> None:
        self.inner = httpx.ASGITransport(app=api, raise_app_exceptions=False)
        self.lost = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self.inner.handle_async_request(request)
        if not self.lost:
            self.lost = True
            raise httpx.ReadTimeout("no answer", request=request)
        return response


def send(transport: httpx.AsyncBaseTransport, method: str, path: str, attempts: int = 1, **sent) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
            for attempt in range(attempts):
                try:
                    return await client.request(method, path, **sent)
                except httpx.ReadTimeout:
                    if attempt == attempts - 1:
                        raise
        raise AssertionError("unreachable")

    return asyncio.run(go())


def test_a_retried_post_orders_twice():
    send(LosesFirstReply(make_api()), "POST", "/orders", attempts=2, json={"quantity": 3})
    print("orders after a retried POST:", sorted(ORDERS))
    assert len(ORDERS) == 2


def test_a_retried_put_to_a_number_the_client_chose_orders_once():
    reply = send(LosesFirstReply(make_api()), "PUT", "/orders/C-77", attempts=2, json={"quantity": 3})
    print("orders after a retried PUT:", sorted(ORDERS), reply.status_code)  # 201 was lost, the retry sees 200
    assert (ORDERS, reply.status_code) == ({"C-77": 3}, 200)


def test_a_refused_import_has_kept_nothing():
    lines = [{"quantity": 1}] * 49 + [{"quantity": 0}]
    refused = send(httpx.ASGITransport(app=make_api()), "POST", "/orders/import", json=lines)
    print("import refused at line 50:", refused.status_code, "orders kept:", len(ORDERS))
    assert (refused.status_code, len(ORDERS)) == (422, 0)


FAULTS = [
    ("GET", "/orders?limit=5000"),  # too many rows asked for
    ("GET", "/customers"),  # no such address
    ("DELETE", "/orders"),  # no such method
    ("GET", "/broken"),  # a bug
]


def shapes(api: FastAPI) -> set[str]:
    found = []
    for method, path in FAULTS:
        reply = send(httpx.ASGITransport(app=api, raise_app_exceptions=False), method, path)
        kind = reply.headers["content-type"].split(";")[0]
        keys = ", ".join(f"{k}: {type(v).__name__}" for k, v in reply.json().items()) if "json" in kind else "text"
        print(f"{reply.status_code} {kind} ({keys})")
        found.append(f"{kind} {keys}")
    return set(found)


def test_out_of_the_box_four_faults_come_in_three_shapes():
    assert len(shapes(make_api())) == 3


def test_one_place_gives_every_fault_the_same_shape():
    api = make_api()

    def problem(status: int, code: str, headers: dict[str, str] | None = None) -> JSONResponse:
        return JSONResponse({"status": status, "code": code}, status, headers, "application/problem+json")

    @api.exception_handler(HTTPException)
    async def on_refusal(_: Request, fault: HTTPException):
        return problem(fault.status_code, CODES.get(fault.status_code, "refused"), fault.headers)

    @api.exception_handler(RequestValidationError)
    async def on_bad_input(_: Request, fault: RequestValidationError):
        return problem(422, "invalid-input")

    @api.exception_handler(Exception)
    async def on_bug(_: Request, fault: Exception):
        return problem(500, "internal")

    assert shapes(api) == {"application/problem+json status: int, code: str"}
