from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Show(Base):
    __tablename__ = "show"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    on_sale: Mapped[bool] = mapped_column(default=True)


class Booking(Base):
    """One purchase of one or more seats."""

    __tablename__ = "booking"
    id: Mapped[int] = mapped_column(primary_key=True)
    show_id: Mapped[int] = mapped_column(ForeignKey("show.id"), index=True)
    email: Mapped[str] = mapped_column(String(120))


class Seat(Base):
    """A seat for one show. booking: None while it is free."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("show_id", "label"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    show_id: Mapped[int] = mapped_column(ForeignKey("show.id"))
    label: Mapped[str] = mapped_column(String(8))
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id"), index=True)
