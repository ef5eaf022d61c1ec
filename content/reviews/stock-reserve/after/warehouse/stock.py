from sqlalchemy import update
from sqlalchemy.orm import Session

from .models import Item, Movement


class UnknownItem(Exception):
    pass


class OutOfStock(Exception):
    pass


def take(session: Session, sku: str, pieces: int, *, urgent: bool = False) -> None:
    """Take pieces off the shelf and write the journal."""
    item = session.get(Item, sku)
    if item is None:
        raise UnknownItem(sku)
    free = item.free_for(urgent=urgent)
    if pieces > free:
        raise OutOfStock(f"{pieces} pieces of {sku} are too many: {free} are free.")
    item.on_hand -= pieces
    session.add(Movement(sku=sku, pieces=-pieces))


def put_back(session: Session, sku: str, pieces: int) -> None:
    """Put returned pieces on the shelf and write the journal."""
    put = session.execute(update(Item).where(Item.sku == sku).values(on_hand=Item.on_hand + pieces))
    if not put.rowcount:
        raise UnknownItem(sku)
    session.add(Movement(sku=sku, pieces=pieces))
