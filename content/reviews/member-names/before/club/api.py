from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import select

from .db import SignedIn, Transaction
from .models import Member

app = FastAPI()


class Row(BaseModel):
    points: int
    is_me: bool


@app.get("/ranking")
def ranking(session: Transaction, me: SignedIn) -> list[Row]:
    best = session.scalars(select(Member).order_by(Member.points.desc(), Member.id).limit(50))
    return [Row(points=member.points, is_me=member.id == me.id) for member in best]
