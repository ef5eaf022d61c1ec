"""The box office of a theatre. It runs as several processes behind one database."""

from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from box_office import NoSuchShow, SoldOut, book
from database import Database
from models import Seat, Show

app = FastAPI()


@app.exception_handler(DBAPIError)
def database_failed(_request: Request, _error: DBAPIError) -> JSONResponse:
    return JSONResponse({"detail": "The database is not available."}, status_code=503)


class Asked(BaseModel):
    email: Annotated[str, Field(min_length=3, max_length=120)]
    seats: Annotated[int, Field(ge=1, le=6)] = 1


@app.get("/shows/{show_id}")
def show_show(session: Database, show_id: int) -> dict[str, Any]:
    show = session.get(Show, show_id)
    if show is None:
        raise HTTPException(404, "No such show.")
    free = session.scalar(select(func.count()).where(Seat.show_id == show_id, Seat.booking_id.is_(None)))
    return {"id": show.id, "title": show.title, "free": free}


@app.post("/shows/{show_id}/bookings", status_code=201)
def add_booking(session: Database, show_id: int, asked: Asked) -> dict[str, Any]:
    try:
        booking, labels = book(session, show_id, asked.email, asked.seats)
    except NoSuchShow:
        raise HTTPException(404, "No such show, or it is not on sale.") from None
    except SoldOut:
        raise HTTPException(409, "Not enough free seats.") from None
    return {"booking": booking.id, "email": booking.email, "seats": labels}
