"""An old client edits a profile whose newest field it has never heard of."""

import asyncio
import hashlib
import json
from datetime import date

import httpx
import pytest
from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel, ValidationError, model_validator

STORED: dict = {}
api = FastAPI()


class Profile(BaseModel):
    name: str
    phone: str | None = None
    newsletter: bool = False  # added last month


class ProfileChange(BaseModel):
    name: str = ""
    phone: str | None = None
    newsletter: bool = False


def tag() -> str:
    return '"' + hashlib.sha256(json.dumps(STORED, sort_keys=True).encode()).hexdigest()[:8] + '"'


@api.put("/profile")
async def replace(profile: Profile):
    STORED.clear()
    STORED.update(profile.model_dump())
    return STORED


@api.patch("/profile-careless")
async def change_carelessly(change: ProfileChange):
    STORED.update(change.model_dump())  # what the client left out arrives as the default
    return STORED


@api.patch("/profile")
async def change(change: ProfileChange, if_match: str | None = Header(None)):
    if if_match is None:
        raise HTTPException(428, "send If-Match")
    if if_match != tag():
        raise HTTPException(412, "somebody changed it meanwhile")
    merged = STORED | change.model_dump(exclude_unset=True)  # only what the client sent
    STORED.update(Profile.model_validate(merged).model_dump())  # the result must be valid, not only the change
    return STORED


@pytest.fixture(autouse=True)
def ada():
    STORED.clear()
    STORED.update(name="Ada", phone="555", newsletter=True)


def send(method: str, path: str, **sent) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://api") as client:
            return await client.request(method, path, **sent)

    return asyncio.run(go())


def test_put_from_an_old_client_resets_the_field_it_does_not_know():
    send("PUT", "/profile", json={"name": "Ada", "phone": "556"})
    print("after PUT:", STORED)
    assert STORED["newsletter"] is False  # it was True, and nobody asked for this


def test_put_twice_is_put_once():
    first, second = (send("PUT", "/profile", json={"name": "Ada"}).json() for _ in range(2))
    assert first == second


def test_patch_with_defaults_wipes_what_was_not_sent():
    send("PATCH", "/profile-careless", json={"phone": "556"})
    print("careless PATCH:", STORED)
    assert STORED == {"name": "", "phone": "556", "newsletter": False}


def test_patch_of_set_fields_changes_those_and_null_is_a_value():
    send("PATCH", "/profile", json={"phone": "556"}, headers={"If-Match": tag()})
    assert STORED == {"name": "Ada", "phone": "556", "newsletter": True}
    send("PATCH", "/profile", json={"phone": None}, headers={"If-Match": tag()})
    print("PATCH with null:", STORED)
    assert STORED["phone"] is None


def test_the_second_of_two_patches_made_from_the_same_copy_is_refused():
    seen = tag()
    codes = [
        send("PATCH", "/profile", json={"phone": phone}, headers={"If-Match": seen}).status_code
        for phone in ("556", "557")
    ]
    print("two edits of one copy:", codes)
    assert codes == [200, 412]
    assert send("PATCH", "/profile", json={"phone": "558"}).status_code == 428


class Discount(BaseModel):
    start: date
    end: date

    @model_validator(mode="after")
    def ends_after_it_starts(self):
        if self.end <= self.start:
            raise ValueError("end must be after start")
        return self


def test_a_change_that_is_valid_alone_can_make_an_invalid_whole():
    stored = Discount(start=date(2026, 12, 1), end=date(2026, 12, 24))
    change = {"end": date(2026, 11, 30)}  # a perfectly good date
    with pytest.raises(ValidationError, match="end must be after start"):
        Discount.model_validate(stored.model_dump() | change)


def test_model_copy_accepts_what_validation_would_refuse():
    profile = Profile(name="Ada")
    assert profile.model_copy(update={"name": None}).name is None  # no check at all
    with pytest.raises(ValidationError):
        Profile.model_validate(profile.model_dump() | {"name": None})


def test_a_shallow_merge_replaces_a_nested_object_whole():
    stored = {"address": {"street": "Main St 1", "city": "Bonn"}}
    sent = {"address": {"city": "Kiel"}}
    print("shallow merge:", stored | sent)
    assert "street" not in (stored | sent)["address"]
