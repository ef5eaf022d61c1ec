"""The tables, and the engine to reach them. `python tables.py` makes them on your own machine, with one client."""

import os

from sqlalchemy import BigInteger, ForeignKey, Index, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///tides.sqlite3"))


class Base(DeclarativeBase):
    pass


class Client(Base):
    """Somebody who may ask. per_minute: how many requests may pass in any 60 seconds, 1 or more."""

    __tablename__ = "client"

    key: Mapped[str] = mapped_column(primary_key=True)
    per_minute: Mapped[int]


class Hit(Base):
    """A request that has passed. at_ms: when, in milliseconds since 1970."""

    __tablename__ = "hit"
    __table_args__ = (Index("hit_by_client", "client_key", "at_ms"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"))
    at_ms: Mapped[int] = mapped_column(BigInteger)


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.merge(Client(key="demo", per_minute=5))
