from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Branch(Base):
    __tablename__ = "branches"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Copy(Base):
    __tablename__ = "copies"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    branch: Mapped[Branch] = relationship()


class Member(Base):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Hold(Base):
    """A copy that lies ready for a member."""

    __tablename__ = "holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    copy_id: Mapped[int] = mapped_column(ForeignKey("copies.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    last_on: Mapped[date]
    reminded_on: Mapped[date | None]
    copy: Mapped[Copy] = relationship()
    member: Mapped[Member] = relationship()
