from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from .pricing import NoExpress, UnknownZone, items_for

app = FastAPI()


class Parcel(BaseModel):
    zone: str
    weight_g: int = Field(gt=0, le=30_000)
    express: bool = False


class Line(BaseModel):
    text: str
    cents: int


class Quote(BaseModel):
    lines: list[Line]
    total_cents: int


@app.post("/quotes")
def quote(parcel: Parcel) -> Quote:
    try:
        items = items_for(parcel.zone, parcel.weight_g, express=parcel.express)
    except UnknownZone:
        raise HTTPException(422, "We do not deliver there.") from None
    except NoExpress:
        raise HTTPException(422, "There is no express delivery to this zone.") from None
    lines = [Line(text=item.text, cents=item.cents) for item in items]
    return Quote(lines=lines, total_cents=sum(item.cents for item in items))
