from dataclasses import asdict
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException, Query
from pydantic import BaseModel, ConfigDict

from .people import Register
from .places import distance_km

app = FastAPI()
register = Register([])
members: set[str] = set()  # tokens of those who may ask for a ride


def member(token: Annotated[str, Header(alias="X-Token")]) -> str:
    if token not in members:
        raise HTTPException(401, "Please sign in.")
    return token


Member = Annotated[str, Depends(member)]
Latitude = Annotated[float, Query(ge=-90, le=90)]
Longitude = Annotated[float, Query(ge=-180, le=180)]
Radius = Annotated[float, Query(gt=0, le=50)]


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


@app.get("/drivers/nearby")
def nearby(_: Member, latitude: Latitude, longitude: Longitude, within_km: Radius = 10):
    """The nearest drivers first, with their distance."""
    found = []
    for driver in register.active():
        km = round(distance_km(latitude, longitude, driver.latitude, driver.longitude), 1)
        if km <= within_km:
            found.append({**asdict(driver), "distance_km": km})
    found.sort(key=lambda one: one["distance_km"])
    return found[:20]


@app.get("/drivers/{driver_id}")
def driver(_: Member, driver_id: int) -> Card:
    found = register.find(driver_id)
    if found is None or not found.is_active:
        raise HTTPException(404, "There is no such driver.")
    return Card.model_validate(found)
