"""What FastAPI makes of models on the way in and on the way out, and what its document promises for each."""

import asyncio
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI
from fastapi.exceptions import ResponseValidationError
from pydantic import BaseModel, ConfigDict, Field, computed_field
from shop_sqlalchemy import Customer, Order


class NewOrder(BaseModel):
    """What a client may say."""

    model_config = ConfigDict(extra="forbid")
    number: str = Field(max_length=30)
    note: str = ""


class OrderOut(BaseModel):
    """What a client may know. Read straight from the stored object."""

    model_config = ConfigDict(from_attributes=True)
    id: int
    number: str
    status: str = "open"
    customer: "CustomerOut"

    @computed_field
    @property
    def link(self) -> str:
        return f"/orders/{self.id}"


class CustomerOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    name: str


class Setting(BaseModel):
    """One model for both directions; its answers always contain every field, and the document shall say so."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)
    language: str = "en"
    changed_at: datetime | None = None


api = FastAPI()
STORED = Order(id=7, number="A-1", status="open", customer=Customer(id=1, name="Ada"))


@api.post("/orders", status_code=201)
async def create(new: NewOrder) -> OrderOut:
    return STORED


@api.get("/broken")
async def broken() -> OrderOut:
    return Order(id=8, number="A-2", customer=None)


@api.put("/setting")
async def change(setting: Setting) -> Setting:
    return setting


@api.patch("/setting", response_model_exclude_unset=True)
async def echo(setting: Setting) -> Setting:
    return setting


def send(method: str, path: str, **sent) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://api") as client:
            return await client.request(method, path, **sent)

    return asyncio.run(go())


def test_a_row_goes_in_front_of_the_output_model_and_only_its_fields_leave():
    answer = send("POST", "/orders", json={"number": "A-1"})
    print(answer.status_code, answer.text)
    assert answer.json() == {
        "id": 7,
        "number": "A-1",
        "status": "open",
        "customer": {"name": "Ada"},
        "link": "/orders/7",
    }


def test_what_only_the_server_may_say_is_refused_on_the_way_in():
    answer = send("POST", "/orders", json={"number": "A-1", "id": 99, "status": "paid"})
    print(answer.status_code, [fault["loc"][-1] for fault in answer.json()["detail"]])
    assert answer.status_code == 422 and {fault["loc"][-1] for fault in answer.json()["detail"]} == {"id", "status"}


def test_a_stored_object_that_does_not_keep_the_promise_is_a_500_and_not_an_answer():
    with pytest.raises(ResponseValidationError) as fault:
        send("GET", "/broken")
    print([error["loc"] for error in fault.value.errors()])


def required(model: str, document: dict | None = None) -> list[str]:
    schema = (document or api.openapi())["components"]["schemas"][model]
    return schema.get("required", [])


def test_one_model_is_two_in_the_document_because_a_default_means_two_things():
    names = sorted(name for name in api.openapi()["components"]["schemas"] if name.startswith("Setting"))
    print({name: required(name) for name in names})
    assert names == ["Setting-Input", "Setting-Output"]
    assert required("Setting-Input") == []  # may be left out
    assert required("Setting-Output") == ["language", "changed_at"]  # will always be there


def test_exclude_unset_breaks_that_promise():
    answer = send("PATCH", "/setting", json={"language": "de"}).json()
    print("answer:", answer, "document promises:", required("Setting-Output"))
    assert "changed_at" not in answer and "changed_at" in required("Setting-Output")


def test_the_two_can_be_merged_for_clients_that_want_one_class():
    merged = FastAPI(separate_input_output_schemas=False)
    merged.put("/setting")(change)
    assert list(merged.openapi()["components"]["schemas"]) == ["HTTPValidationError", "Setting", "ValidationError"]
    assert required("Setting", merged.openapi()) == []  # and the promise of the answer is gone


def test_computed_fields_belong_to_the_answer_only():
    both = {mode: OrderOut.model_json_schema(mode=mode)["properties"].keys() for mode in ("validation", "serialization")}
    assert both["serialization"] - both["validation"] == {"link"}


def test_values_leave_in_the_form_of_the_model():
    moment = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    answer = send("PUT", "/setting", json={"changed_at": moment.isoformat()}).json()
    print(answer)
    assert answer == {"language": "en", "changed_at": "2026-01-02T03:04:00Z"}
