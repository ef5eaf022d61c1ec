from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Member, Purchase


class Refused(Exception):
    """Nothing was booked; the message is written for the member."""


def collect(session: Session, *, card: str, receipt: str, points: int) -> Member:
    """Book the points of a receipt; the same receipt again changes nothing."""
    member = session.scalar(select(Member).where(Member.card == card).with_for_update())
    if member is None:
        raise Refused("This card is not known.")
    if session.get(Purchase, receipt) is None:
        session.add(Purchase(receipt=receipt, member_id=member.id, points=points))
        member.points += points
    return member
