"""What stands between the bytes of a request and the first line of the handler."""

import asyncio
from datetime import date

import httpx
import pytest
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

REACHED: list[object] = []


class Booking(BaseModel):
    model_config = ConfigDict(extra="forbid")
    room: str = Field(min_length=1, max_length=20)
    day: date
    guests: int = Field(ge=1, le=8)
    price: float = 0.0
    pin: str = Field("0000", pattern=r"^\d{4}$")


def members_only():
    raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})  # nobody is signed in here


def make_api() -> FastAPI:
    api = FastAPI(max_body_size=500)
    REACHED.clear()

    @api.post("/bookings/{hotel}", status_code=201)
    async def book(hotel: int, booking: Booking):
        REACHED.append(booking)
        return booking

    @api.post("/checked", status_code=201)
    async def book_and_answer_by_model(booking: Booking) -> Booking:
        return booking

    @api.post("/members", dependencies=[Depends(members_only)])
    async def book_as_member(booking: Booking):
        return booking

    return api


def post(api: FastAPI, path: str = "/bookings/1", **sent) -> httpx.Response:
    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(app=api, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
            return await client.post(path, **sent)

    return asyncio.run(go())


GOOD = {"room": "12", "day": "2026-12-24", "guests": 2}
JSON = {"content-type": "application/json"}


def test_the_handler_gets_values_and_not_text():
    assert post(make_api(), json=GOOD).status_code == 201
    print(repr(REACHED[0].day), REACHED[0].guests)
    assert REACHED[0].day == date(2026, 12, 24)


def test_all_faults_of_path_and_body_come_in_one_answer_and_the_handler_never_runs():
    refused = post(make_api(), "/bookings/one", json={"day": "2026-13-01", "guests": 9, "rom": "12"})
    for fault in refused.json()["detail"]:
        print(fault["type"], fault["loc"])
    assert refused.status_code == 422
    assert len(refused.json()["detail"]) == 5
    assert REACHED == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"content": b'{"room": "12", ', "headers": JSON}, 422),  # no JSON
        ({"content": b'{"room": "12"}', "headers": {"content-type": "text/plain"}}, 422),  # not declared as JSON
        ({"json": GOOD | {"room": "x" * 600}}, 413),  # too long: refused before it is parsed
    ],
    ids=["broken", "undeclared", "too long"],
)
def test_before_the_schema_come_size_type_and_syntax(sent, status):
    assert post(make_api(), **sent).status_code == status


def test_a_stranger_is_sent_away_before_the_fields_are_judged_but_after_the_body_was_parsed():
    wrong_fields = post(make_api(), "/members", json={"guests": 99})
    broken = post(make_api(), "/members", content=b'{"room": ', headers=JSON)
    print("stranger, wrong fields:", wrong_fields.status_code, "broken JSON:", broken.status_code)
    assert (wrong_fields.status_code, broken.status_code) == (401, 422)


def test_the_last_of_two_equal_names_wins():
    post(make_api(), content=b'{"room": "1", "room": "12", "day": "2026-12-24", "guests": 1}', headers=JSON)
    assert REACHED[0].room == "12"


def test_an_unknown_field_vanishes_by_default_and_is_named_when_forbidden():
    class Lenient(BaseModel):
        guests: int = 1

    assert Lenient.model_validate({"guest": 2}).guests == 1  # a typing mistake, and nobody hears of it
    assert post(make_api(), json=GOOD | {"guest": 2}).json()["detail"][0]["loc"] == ["body", "guest"]


def test_the_default_refusal_repeats_what_was_sent():
    without_room = {"day": "2026-12-24", "guests": 2, "pin": "4711"}  # the pin is right
    refused = post(make_api(), json=without_room)
    print("refused, input:", refused.json()["detail"][0]["input"])
    assert "4711" in refused.text  # in the answer, and in every log that keeps it


def test_a_refused_nan_breaks_the_default_refusal():
    broken = post(make_api(), content=b'{"room": "12", "day": "2026-12-24", "guests": NaN}', headers=JSON)
    print("NaN as a number of guests:", broken.status_code)
    assert broken.status_code == 500  # the fault repeats the NaN, and JSON cannot carry it


def test_a_refusal_without_the_input_cures_both():
    api = make_api()

    @api.exception_handler(RequestValidationError)
    async def refuse(_: Request, refusal: RequestValidationError):
        faults = [{"field": ".".join(map(str, fault["loc"])), "code": fault["type"]} for fault in refusal.errors()]
        return JSONResponse({"code": "invalid-input", "faults": faults}, 422)

    refused = post(api, content=b'{"room": "12", "day": "2026-12-24", "guests": NaN, "pin": "secret"}', headers=JSON)
    print(refused.status_code, refused.json())
    assert refused.status_code == 422
    assert "secret" not in refused.text


def test_nan_is_accepted_for_a_float_and_then_the_answer_fails():
    sent = b'{"room": "1", "day": "2026-12-24", "guests": 1, "price": NaN}'
    answer = post(make_api(), content=sent, headers=JSON)
    print("price in the handler:", REACHED[0].price, "answer:", answer.status_code)
    assert (str(REACHED[0].price), answer.status_code) == ("nan", 500)  # the work was done before it failed
    assert post(make_api(), "/checked", content=sent, headers=JSON).json()["price"] is None  # with a response model
