"""What a handler need not do: a tree of dependencies that checks, documents and refuses before it is called."""

import asyncio
import threading
from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query

LOG: list[str] = []
USERS = {"key-ada": {"name": "ada", "staff": True}, "key-ben": {"name": "ben", "staff": False}}


async def current_user(x_api_key: Annotated[str, Header()]) -> dict:
    LOG.append("current_user")
    if x_api_key not in USERS:
        raise HTTPException(401)
    return USERS[x_api_key]


async def staff(user: Annotated[dict, Depends(current_user)]) -> dict:
    LOG.append("staff")
    if not user["staff"]:
        raise HTTPException(403)
    return user


class Page:
    """A class is a dependency too: its parameters are the request's."""

    def __init__(self, limit: Annotated[int, Query(ge=1, le=100)] = 20, after: int = 0) -> None:
        LOG.append("page")
        self.limit, self.after = limit, after


User = Annotated[dict, Depends(current_user)]
api = FastAPI()


@api.get("/orders")
async def orders(user: User, page: Annotated[Page, Depends()]):
    LOG.append("handler")
    return [user["name"], page.limit, page.after]


@api.get("/report")
async def report(user: Annotated[dict, Depends(staff)]):
    LOG.append("handler")
    return user["name"]


guarded = APIRouter(prefix="/admin", dependencies=[Depends(staff)])  # for every route of it, also next year's


@guarded.get("/stock")
async def stock():
    return "all of it"


api.include_router(guarded)


def get(path: str, key: str | None = "key-ada") -> httpx.Response:
    LOG.clear()

    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://api") as client:
            return await client.get(path, headers={"X-API-Key": key} if key else {})

    return asyncio.run(go())


def test_values_arrive_checked_and_the_handler_says_what_it_needs():
    print(get("/orders?limit=5&after=7").json(), LOG)
    assert get("/orders?limit=5&after=7").json() == ["ada", 5, 7]
    assert LOG == ["current_user", "page", "handler"]


def test_a_tree_is_resolved_from_its_leaves_and_stops_at_the_first_refusal():
    allowed, log_allowed = get("/report").status_code, LOG.copy()
    refused, log_refused = get("/report", "key-ben").status_code, LOG.copy()
    unknown, log_unknown = get("/report", "stolen").status_code, LOG.copy()
    print(allowed, log_allowed, "|", refused, log_refused, "|", unknown, log_unknown)
    assert (allowed, log_allowed) == (200, ["current_user", "staff", "handler"])
    assert (refused, log_refused) == (403, ["current_user", "staff"])
    assert (unknown, log_unknown) == (401, ["current_user"])


def test_a_faulty_parameter_of_a_dependency_is_a_422_before_the_handler():
    answer = get("/orders?limit=500", key=None)
    print(answer.status_code, [fault["loc"] for fault in answer.json()["detail"]], LOG)
    assert answer.status_code == 422 and "handler" not in LOG
    assert [fault["loc"] for fault in answer.json()["detail"]] == [["header", "x-api-key"], ["query", "limit"]]


def test_the_document_shows_what_the_dependencies_read():
    found = {
        path: [parameter["name"] for parameter in operations["get"].get("parameters", [])]
        for path, operations in api.openapi()["paths"].items()
    }
    print(found)
    assert found["/orders"] == ["limit", "after", "x-api-key"]
    assert found["/admin/stock"] == ["x-api-key"]


def test_a_guard_on_the_router_holds_for_a_handler_that_knows_nothing_of_it():
    assert (get("/admin/stock").status_code, get("/admin/stock", "key-ben").status_code) == (200, 403)


def test_called_as_a_function_a_handler_is_a_function():
    answer = asyncio.run(orders({"name": "test"}, Page(limit=3, after=0)))
    assert answer == ["test", 3, 0]  # nothing was resolved: a unit test passes what it likes


def test_a_plain_def_dependency_runs_in_a_thread_of_its_own():
    seen = set()

    def in_thread() -> None:
        seen.add(threading.current_thread() is threading.main_thread())

    async def on_loop() -> None:
        seen.add(threading.current_thread() is threading.main_thread())

    app = FastAPI(dependencies=[Depends(in_thread), Depends(on_loop)])

    @app.get("/")
    async def index(): ...

    async def go() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api") as client:
            await client.get("/")

    asyncio.run(go())
    print("on the main thread:", sorted(seen))
    assert seen == {False, True}
