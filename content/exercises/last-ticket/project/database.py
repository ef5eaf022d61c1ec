"""The database. `python database.py` makes the tables and two shows for your own machine."""

import os
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from models import Base, Seat, Show

engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///local.sqlite3"))


def open_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


# "function": the session is closed before the answer is sent, so that an error in its end is not answered as a success
Database = Annotated[Session, Depends(open_session, scope="function")]


def make_demo() -> None:
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Show(id=1, title="The Glass Orchard"), Show(id=2, title="Nine Lanterns")])
        session.add_all(
            Seat(show_id=show, label=f"{row}{number}") for show in (1, 2) for row in "AB" for number in range(1, 5)
        )
        session.commit()


if __name__ == "__main__":
    make_demo()
