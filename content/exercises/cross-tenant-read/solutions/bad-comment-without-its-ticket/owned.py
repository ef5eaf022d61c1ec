"""Where every query begins: what the viewer's organisation owns."""

from fastapi import HTTPException
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Customer, Member, Ticket


def tickets_of(viewer: Member) -> Select[tuple[Ticket]]:
    return select(Ticket).where(Ticket.organisation_id == viewer.organisation_id)


def customers_of(viewer: Member) -> Select[tuple[Customer]]:
    return select(Customer).where(Customer.organisation_id == viewer.organisation_id)


def one_or_404[Row](session: Session, found: Select[tuple[Row]], name: str) -> Row:
    row = session.scalar(found)
    if row is None:
        raise HTTPException(404, f"No such {name}.")
    return row
