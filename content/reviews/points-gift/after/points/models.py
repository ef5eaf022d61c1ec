from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

sessions = sessionmaker()


class Base(DeclarativeBase):
    pass


class Member(Base):
    __tablename__ = "members"
    __table_args__ = (CheckConstraint("points >= 0"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    card: Mapped[str] = mapped_column(unique=True)
    points: Mapped[int] = mapped_column(default=0)


class Purchase(Base):
    """What a till reported: a receipt counts once."""

    __tablename__ = "purchases"

    receipt: Mapped[str] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    points: Mapped[int]


class Gift(Base):
    """Points that a member gave away; `key` is chosen by the giver's app, so that a repeated request counts once."""

    __tablename__ = "gifts"
    __table_args__ = (UniqueConstraint("giver_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    taker_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    key: Mapped[str]
    points: Mapped[int]
