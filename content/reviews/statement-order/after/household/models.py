from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

sessions = sessionmaker()


class Base(DeclarativeBase):
    pass


class Account(Base):
    """One account of a household's book; closing it deletes it with all it holds."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(index=True)
    is_closing: Mapped[bool] = mapped_column(default=False)


class Entry(Base):
    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    booked_on: Mapped[date]
    text: Mapped[str]
    cents: Mapped[int]


class Statement(Base):
    """The entries of one month as a file; `content` is null until the worker has written it."""

    __tablename__ = "statements"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    month: Mapped[date]
    content: Mapped[str | None]
