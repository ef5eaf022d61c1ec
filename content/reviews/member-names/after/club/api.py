from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy import select

from . import names
from .db import SignedIn, Transaction
from .models import Member

app = FastAPI()


class Row(BaseModel):
    name: str | None
    points: int
    is_me: bool


class Choice(BaseModel):
    name: str = Field(pattern=r"^[A-Za-z0-9-]{3,20}$")


@app.get("/ranking")
def ranking(session: Transaction, me: SignedIn) -> list[Row]:
    best = session.scalars(select(Member).order_by(Member.points.desc(), Member.id).limit(50))
    return [Row(name=member.name, points=member.points, is_me=member.id == me.id) for member in best]


@app.put("/me/name")
def choose_name(session: Transaction, me: SignedIn, choice: Choice) -> Choice:
    try:
        names.choose(session, me, choice.name)
    except names.NameTaken as refusal:
        raise HTTPException(409, str(refusal)) from None
    return choice
