from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from . import stock
from .db import sessions

app = FastAPI()


class Withdrawal(BaseModel):
    pieces: int = Field(gt=0, le=1000)
    urgent: bool = False


class Return(BaseModel):
    pieces: int = Field(gt=0, le=1000)


@app.post("/items/{sku}/withdrawals", status_code=201)
def withdraw(sku: str, wanted: Withdrawal) -> Withdrawal:
    try:
        with sessions.begin() as session:
            stock.take(session, sku, wanted.pieces, urgent=wanted.urgent)
    except stock.UnknownItem:
        raise HTTPException(404, "There is no such item.") from None
    except stock.OutOfStock as refusal:
        raise HTTPException(409, str(refusal)) from None
    return wanted


@app.post("/items/{sku}/returns", status_code=201)
def give_back(sku: str, returned: Return) -> Return:
    try:
        with sessions.begin() as session:
            stock.put_back(session, sku, returned.pieces)
    except stock.UnknownItem:
        raise HTTPException(404, "There is no such item.") from None
    return returned
