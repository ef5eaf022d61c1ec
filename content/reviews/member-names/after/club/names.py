from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .models import Member


class NameTaken(Exception):
    """Somebody else has the name; the message is for the member."""


def choose(session: Session, member: Member, name: str) -> None:
    """Give the member a name that nobody else has, whatever the case of its letters."""
    same = select(Member.id).where(func.lower(Member.name) == name.lower(), Member.id != member.id)
    if session.scalar(same) is not None:
        raise NameTaken(f"The name {name} is taken. Please choose another one.")
    member.name = name
