"""What is in production today. It cannot be changed any more."""

from typing import Any

from sqlalchemy import Connection, text


def create(db: Connection, name: str, phone: str | None) -> int:
    """Return the number of the new customer."""
    sql = text("INSERT INTO customer (name, phone) VALUES (:name, :phone) RETURNING id")
    return db.execute(sql, {"name": name, "phone": phone}).scalar_one()


def read(db: Connection, number: int) -> dict[str, Any] | None:
    found = db.execute(text("SELECT id, name, phone FROM customer WHERE id = :id"), {"id": number}).mappings().first()
    return dict(found) if found else None


def change_phone(db: Connection, number: int, phone: str | None) -> None:
    db.execute(text("UPDATE customer SET phone = :phone WHERE id = :id"), {"phone": phone, "id": number})


def find(db: Connection, phone: str) -> list[int]:
    return list(
        db.execute(text("SELECT id FROM customer WHERE phone = :phone ORDER BY id"), {"phone": phone}).scalars()
    )
