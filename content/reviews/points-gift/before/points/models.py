from sqlalchemy import CheckConstraint, ForeignKey
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
