from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, ConfigDict

from .people import Register

app = FastAPI()
register = Register([])
members: set[str] = set()  # tokens of those who may ask for a ride


def member(token: Annotated[str, Header(alias="X-Token")]) -> str:
    if token not in members:
        raise HTTPException(401, "Please sign in.")
    return token


Member = Annotated[str, Depends(member)]


class Card(BaseModel):
    """What members see of a driver."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    district: str
    seats: int


@app.get("/drivers")
def drivers(_: Member, district: str) -> list[Card]:
    found = [driver for driver in register.active() if driver.district == district]
    return [Card.model_validate(driver) for driver in found[:50]]


@app.get("/drivers/{driver_id}")
def driver(_: Member, driver_id: int) -> Card:
    found = register.find(driver_id)
    if found is None or not found.is_active:
        raise HTTPException(404, "There is no such driver.")
    return Card.model_validate(found)
