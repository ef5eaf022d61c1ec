"""The database, and who is asking. `python database.py` makes the tables and a few rows for your own machine."""

import os
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Header, HTTPException
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models import Base, Customer, Invoice

engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///local.sqlite3"))


def open_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


# "function": the session is closed before the answer is sent, so that an error in its end is not answered as a success
Database = Annotated[Session, Depends(open_session, scope="function")]


def who_asks(session: Database, authorization: Annotated[str, Header()] = "") -> Customer:
    """Return the customer whose token is in `Authorization: Bearer ...`."""
    customer = session.scalar(select(Customer).where(Customer.token == authorization.removeprefix("Bearer ")))
    if customer is None:
        raise HTTPException(401, "No valid token.")
    return customer


Viewer = Annotated[Customer, Depends(who_asks)]


def make_demo() -> None:
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Customer(id=1, name="Pia", token="demo-1"))
        session.add_all(
            [Invoice(id=1, customer_id=1, total_pence=4900), Invoice(id=2, customer_id=1, total_pence=12_000)]
        )
        session.commit()


if __name__ == "__main__":
    make_demo()
