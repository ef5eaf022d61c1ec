from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"
    __table_args__ = (CheckConstraint("on_hand >= 0"),)

    sku: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    on_hand: Mapped[int]
    reserve: Mapped[int] = mapped_column(default=0)

    def free_for(self, *, urgent: bool) -> int:
        """Pieces that an order may take; the reserve is for urgent ones."""
        return self.on_hand if urgent else max(self.on_hand - self.reserve, 0)


class Movement(Base):
    """One line of the journal: what came in (positive) or went out (negative)."""

    __tablename__ = "movements"

    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("items.sku"), index=True)
    pieces: Mapped[int]
