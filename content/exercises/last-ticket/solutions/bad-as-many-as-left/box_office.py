"""Selling seats."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Booking, Seat, Show


class NoSuchShow(Exception):
    pass


class SoldOut(Exception):
    """There are fewer free seats than were asked for."""


def book(session: Session, show_id: int, email: str, count: int) -> tuple[Booking, list[str]]:
    """Book so many seats, the first free ones by id. Return the booking and the labels of its seats."""
    show = session.get(Show, show_id, with_for_update=True)  # buyers of one show wait for each other here
    if show is None or not show.on_sale:
        raise NoSuchShow
    free = select(Seat).where(Seat.show_id == show_id, Seat.booking_id.is_(None)).order_by(Seat.id).limit(count)
    seats = list(session.scalars(free))
    if not seats:
        raise SoldOut
    booking = Booking(show_id=show_id, email=email)
    session.add(booking)
    session.flush()
    for seat in seats:
        seat.booking_id = booking.id
    labels = [seat.label for seat in seats]
    session.commit()
    return booking, labels
