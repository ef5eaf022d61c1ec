"""Who may do what, as one table: every route, every kind of caller, and proof that each guard is noticed."""

import asyncio
from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException
from fastapi.routing import APIRoute, iter_route_contexts

OWNER_OF = {"A-1": "owner"}


def caller(x_user: Annotated[str | None, Header()] = None) -> str:
    """Stands for your real authentication."""
    if x_user is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    return x_user


def visible_order(number: str, user: Annotated[str, Depends(caller)]) -> str:
    if user not in (OWNER_OF[number], "support", "admin"):
        raise HTTPException(404)
    return number


def may_refund(user: Annotated[str, Depends(caller)]) -> None:
    if user not in ("support", "admin"):
        raise HTTPException(403)


def may_delete(user: Annotated[str, Depends(caller)]) -> None:
    if user != "admin":
        raise HTTPException(403)


GUARDS = {caller: lambda: "admin", visible_order: lambda: "A-1", may_refund: lambda: None, may_delete: lambda: None}
CALLERS = (None, "owner", "stranger", "support", "admin")  # the columns of the table
EXPECTED = {
    "GET /health": (200, 200, 200, 200, 200),
    "GET /orders": (401, 200, 200, 200, 200),
    "GET /orders/{number}": (401, 200, 404, 200, 200),
    "POST /orders/{number}/refund": (401, 403, 404, 200, 200),
    "DELETE /orders/{number}": (401, 403, 404, 403, 200),
}


@pytest.fixture
def app() -> FastAPI:
    orders = APIRouter(prefix="/orders")
    orders.get("", dependencies=[Depends(caller)])(lambda: [])
    orders.get("/{number}", dependencies=[Depends(visible_order)])(lambda: {})
    orders.post("/{number}/refund", dependencies=[Depends(visible_order), Depends(may_refund)])(lambda: {})
    orders.delete("/{number}", dependencies=[Depends(visible_order), Depends(may_delete)])(lambda: {})
    app = FastAPI(openapi_url=None)
    app.get("/health")(lambda: "up")
    app.include_router(orders)
    return app


def routes(app: FastAPI) -> set[str]:
    """Every method and path, those of included routers too."""
    return {f"{method} {route.path}" for route in iter_route_contexts(app.routes) for method in route.methods}


def answers(app: FastAPI) -> dict[tuple[str, str | None], int]:
    async def ask() -> dict[tuple[str, str | None], int]:
        found = {}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
            for route in EXPECTED:
                method, path = route.replace("{number}", "A-1").split()
                for user in CALLERS:
                    headers = {} if user is None else {"X-User": user}
                    found[route, user] = (await client.request(method, path, headers=headers)).status_code
        return found

    return asyncio.run(ask())


def wrong_cells(app: FastAPI) -> list[tuple[str, str | None]]:
    wanted = {(route, user): row[n] for route, row in EXPECTED.items() for n, user in enumerate(CALLERS)}
    return [cell for cell, status in answers(app).items() if status != wanted[cell]]


def test_every_cell_answers_as_the_table_says(app):
    assert wrong_cells(app) == []
    print(f"{len(EXPECTED)} routes x {len(CALLERS)} callers = {len(EXPECTED) * len(CALLERS)} cells")


def test_the_table_has_a_row_for_every_route(app):
    assert routes(app) == EXPECTED.keys()
    flat = [route.path for route in app.routes if isinstance(route, APIRoute)]
    assert flat == ["/health"]  # an included router is one entry: a flat list would have checked 1 route of 5


def test_a_route_added_without_a_row_is_named(app):
    app.get("/orders/{number}/export")(lambda: {})  # it works, and nobody gave it a guard
    assert wrong_cells(app) == []  # the old cells are all green
    assert routes(app) - EXPECTED.keys() == {"GET /orders/{number}/export"}


def test_each_guard_that_stops_refusing_is_noticed(app):
    for guard, permissive in GUARDS.items():
        app.dependency_overrides = {guard: permissive}
        noticed = wrong_cells(app)
        assert noticed
        print(f"without {guard.__name__}: {len(noticed)} cells turn red")


def test_checking_only_the_allowed_callers_notices_no_missing_guard(app):
    for guard, permissive in GUARDS.items():
        app.dependency_overrides = {guard: permissive}
        assert all(EXPECTED[route][CALLERS.index(user)] != 200 for route, user in wrong_cells(app))
    print("tests of allowed callers alone: 0 of 4 missing guards noticed")
