"""Two published versions of an order over one core: each states what differs, and the handlers exist once."""

import asyncio
from typing import Annotated, Any, Literal

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError


class Core(BaseModel):
    """What the code works with. Not published; it may change every day."""

    number: str
    first_name: str
    last_name: str
    total_cents: int


class Common(BaseModel):
    """Published fields that are the same in every version. What differs does not belong here."""

    model_config = ConfigDict(extra="forbid")
    number: str = Field(max_length=30)


class OrderV1(Common):
    customer: str
    total: float  # euros

    @classmethod
    def from_core(cls, core: Core) -> "OrderV1":
        return cls(number=core.number, customer=f"{core.first_name} {core.last_name}", total=core.total_cents / 100)

    def to_core(self) -> Core:
        first, _, last = self.customer.rpartition(" ")
        return Core(number=self.number, first_name=first, last_name=last, total_cents=round(self.total * 100))


class OrderV2(Common):
    first_name: str
    last_name: str
    total_cents: int = Field(ge=0)

    @classmethod
    def from_core(cls, core: Core) -> "OrderV2":
        return cls(**core.model_dump())

    def to_core(self) -> Core:
        return Core(**self.model_dump())


STORE: dict[str, Core] = {}


def save(core: Core) -> Core:
    """The one place that knows what saving an order means."""
    STORE[core.number] = core
    return core


def orders(version: type[Any]) -> APIRouter:
    """The same two endpoints for any version."""
    router = APIRouter()

    @router.put("/orders/{number}")
    async def put(number: str, order: version) -> version:
        return version.from_core(save(order.to_core()))

    @router.get("/orders/{number}")
    async def get(number: str) -> version:
        return version.from_core(STORE[number])

    return router


api = FastAPI()
api.include_router(orders(OrderV1), prefix="/v1")
api.include_router(orders(OrderV2), prefix="/v2")


def send(method: str, path: str, **sent) -> Any:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://api") as client:
            return await client.request(method, path, **sent)

    return asyncio.run(go()).json()


V1 = {"number": "A-1", "customer": "Ada Lovelace", "total": 19.99}
V2 = {"number": "A-1", "first_name": "Ada", "last_name": "Lovelace", "total_cents": 1999}


def test_what_one_version_writes_the_other_reads():
    send("PUT", "/v1/orders/A-1", json=V1)
    print("written in 1, read in 2:", send("GET", "/v2/orders/A-1"))
    assert send("GET", "/v2/orders/A-1") == V2
    send("PUT", "/v2/orders/A-1", json=V2)
    assert send("GET", "/v1/orders/A-1") == V1


@pytest.mark.parametrize("order", [V1, V1 | {"customer": "Jean Paul Sartre"}, V1 | {"total": 0.29}], ids=["usual", "names", "cents"])
def test_an_old_client_gets_back_what_it_sent(order):
    back = OrderV1.from_core(OrderV1(**order).to_core()).model_dump()
    print(order["customer"], order["total"], "->", back["customer"], back["total"])
    assert back == order


def test_what_does_not_survive_the_way_there_and_back_is_known_and_written_down():
    plato = OrderV1(**V1 | {"customer": "Plato"})
    back = OrderV1.from_core(plato.to_core())
    print("'Plato' ->", repr(back.customer))
    assert back.customer == " Plato"  # a finding for the author of to_core, before a client makes it


def fields(kind: type[BaseModel]) -> set[str]:
    return {f"{name}: {info['type']}" for name, info in kind.model_json_schema()["properties"].items()}


def test_each_version_states_only_its_difference():
    print("only 1:", sorted(fields(OrderV1) - fields(OrderV2)), "only 2:", sorted(fields(OrderV2) - fields(OrderV1)))
    assert fields(OrderV1) & fields(OrderV2) == {"number: string"}
    assert fields(OrderV1) == {"number: string", "customer: string", "total: number"}  # frozen when it was published


class Lenient(BaseModel):
    """A new name for an input and no new version: both are read. An answer would need both."""

    sku: str = Field(validation_alias=AliasChoices("sku", "code"))


def test_a_mere_rename_can_do_without_a_version():
    print(Lenient.model_validate({"code": "tea"}).model_dump(), Lenient.model_validate({"sku": "tea"}).model_dump())
    assert Lenient.model_validate({"code": "tea"}) == Lenient.model_validate({"sku": "tea"})


class PlacedV1(OrderV1):
    version: Literal[1]


class PlacedV2(OrderV2):
    version: Literal[2]


Placed = TypeAdapter(Annotated[PlacedV1 | PlacedV2, Field(discriminator="version")])


def test_stored_messages_carry_their_version_and_are_read_through_it():
    cores = [Placed.validate_python(V1 | {"version": 1}).to_core(), TypeAdapter(Core).validate_python(V2)]
    print("message of version 1 as core:", cores[0])
    assert cores[0] == cores[1]
    with pytest.raises(ValidationError, match="does not match any of the expected tags"):
        Placed.validate_python(V2 | {"version": 3})
