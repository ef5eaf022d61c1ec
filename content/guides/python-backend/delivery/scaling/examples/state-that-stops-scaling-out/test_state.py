"""One process becomes three behind a balancer. What each of them remembers is wrong in its own way."""

import asyncio
from itertools import cycle
from typing import Any

import httpx
import pytest
from django.core import signing
from fastapi import FastAPI, Header
from fastapi.responses import JSONResponse

Store = dict[str, Any]


def make_app(store: Store) -> FastAPI:
    """`store` stands for what a process keeps: its own dictionary, or one that all share (a database, Redis)."""
    app = FastAPI()

    @app.post("/login")
    async def login():
        store.setdefault("sessions", set()).add("token-ada")
        return {"token": "token-ada"}

    @app.get("/me")
    async def me(token: str = Header()):
        known = token in store.get("sessions", set())
        return JSONResponse({"user": "ada"} if known else {"code": "sign_in"}, 200 if known else 401)

    @app.get("/search")
    async def search():
        store["searches"] = store.get("searches", 0) + 1
        return JSONResponse({}, 429 if store["searches"] > 10 else 200)

    @app.post("/upload")
    async def upload():
        store["photo"] = b"..."
        return {}

    @app.get("/photo")
    async def photo():
        return JSONResponse({}, 200 if "photo" in store else 404)

    return app


def statuses(stores: list[Store], calls: list[tuple[str, str]]) -> list[int]:
    """Send the calls to the processes in turn, as a balancer would."""
    turn = cycle([make_app(store) for store in stores])

    async def run() -> list[int]:
        answers = []
        for method, path in calls:
            transport = httpx.ASGITransport(app=next(turn))
            async with httpx.AsyncClient(transport=transport, base_url="http://shop.example") as client:
                answers.append((await client.request(method, path, headers={"token": "token-ada"})).status_code)
        return answers

    return asyncio.run(run())


def own() -> list[Store]:
    return [{}, {}, {}]


def shared() -> list[Store]:
    return [{}] * 3


LOGIN_THEN_SIX = [("POST", "/login"), *[("GET", "/me")] * 6]


def test_a_session_in_memory_signs_people_out_two_times_in_three():
    print("own memory:  ", statuses(own(), LOGIN_THEN_SIX))
    print("shared store:", statuses(shared(), LOGIN_THEN_SIX))
    assert statuses(own(), LOGIN_THEN_SIX).count(401) == 4
    assert statuses(shared(), LOGIN_THEN_SIX).count(401) == 0


def test_a_limit_of_ten_becomes_thirty():
    calls = [("GET", "/search")] * 40
    allowed = [statuses(stores, calls).count(200) for stores in (own(), shared())]
    print("of 40 searches with a limit of ten, allowed:", allowed)
    assert allowed == [30, 10]


def test_an_upload_on_the_local_disk_is_there_every_third_time():
    calls = [("POST", "/upload"), *[("GET", "/photo")] * 6]
    print("own disk:", statuses(own(), calls)[1:])
    assert statuses(own(), calls)[1:].count(404) == 4
    assert statuses(shared(), calls)[1:].count(404) == 0


def test_a_timer_in_the_process_runs_once_per_process():
    sent: list[str] = []
    claimed: set[str] = set()

    def nightly(claim_first: bool) -> None:
        if claim_first:
            if "2026-11-22" in claimed:  # in real life: an INSERT with a unique key, see the table of jobs
                return
            claimed.add("2026-11-22")
        sent.append("invoice mail")

    for claim_first in (False, True):
        sent.clear()
        for _process in range(3):
            nightly(claim_first)
        print(f"three processes, claim first: {claim_first}; mails sent: {len(sent)}")
    assert len(sent) == 1


def test_a_signed_cookie_needs_no_store_but_one_key():
    cookie = signing.dumps({"user": "ada"}, key="same on all")
    assert signing.loads(cookie, key="same on all") == {"user": "ada"}
    with pytest.raises(signing.BadSignature):
        signing.loads(cookie, key="made at start-up of process 2")
