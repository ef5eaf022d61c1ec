"""The database, and who is asking. `python database.py` makes the tables and a few rows for your own machine."""

import os
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Header, HTTPException
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models import Base, Comment, Customer, Member, Organisation, Ticket

engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///local.sqlite3"))


def open_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(open_session)]


def who_asks(session: Database, authorization: Annotated[str, Header()] = "") -> Member:
    """Return the member whose token is in `Authorization: Bearer ...`."""
    token = authorization.removeprefix("Bearer ")
    member = session.scalar(select(Member).where(Member.token == token, Member.active))
    if member is None:
        raise HTTPException(401, "No valid token.")
    return member


Viewer = Annotated[Member, Depends(who_asks)]


def make_demo() -> None:
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for number, name in enumerate(["Lantern Bikes", "Harrow Teas"], start=1):
            session.add(Organisation(id=number, name=name))
            session.add(Member(organisation_id=number, name=f"Agent {number}", token=f"demo-{number}"))
            session.add(Customer(id=number, organisation_id=number, name=f"Customer {number}"))
            session.add(
                Ticket(
                    id=number,
                    organisation_id=number,
                    customer_id=number,
                    subject=f"Question for {name}",
                    body="Where is my order?",
                )
            )
            session.add(Comment(ticket_id=number, author=f"Agent {number}", text="We are looking."))
        session.commit()


if __name__ == "__main__":
    make_demo()
