from typing import Annotated

from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel, Field

from . import ledger
from .models import sessions

app = FastAPI()

# The gateway sets this header from the member's or the till's token, and drops one that comes from outside.
Card = Annotated[str, Header(alias="X-Card")]


class Receipt(BaseModel):
    number: str = Field(min_length=8, max_length=40)
    points: int = Field(gt=0, le=10_000)


class Balance(BaseModel):
    points: int


@app.post("/receipts", status_code=201)
def collect(receipt: Receipt, card: Card) -> Balance:
    try:
        with sessions.begin() as session:
            member = ledger.collect(session, card=card, receipt=receipt.number, points=receipt.points)
            return Balance(points=member.points)
    except ledger.Refused as refused:
        raise HTTPException(409, str(refused)) from None
