from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Gift, Member, Purchase


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


def give(session: Session, *, card: str, to_card: str, points: int, key: str) -> Member:
    """Move points from one member to another; the same key again changes nothing. Return the giver."""
    # Both rows in the order of their ids, whoever gives: two gifts in opposite directions wait, and do not deadlock.
    both = (
        select(Member)
        .where(Member.card.in_([card, to_card]))
        .order_by(Member.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = {member.card: member for member in session.scalars(both)}
    giver, taker = found.get(card), found.get(to_card)
    if giver is None or taker is None:
        raise Refused("This card is not known.")
    if giver is taker:
        raise Refused("You cannot give points to yourself.")
    if session.scalar(select(Gift).where(Gift.giver_id == giver.id, Gift.key == key)) is not None:
        return giver
    if giver.points < points:
        raise Refused(f"You have {giver.points} points. Nothing was given.")
    session.add(Gift(giver_id=giver.id, taker_id=taker.id, key=key, points=points))
    giver.points -= points
    taker.points += points
    return giver
