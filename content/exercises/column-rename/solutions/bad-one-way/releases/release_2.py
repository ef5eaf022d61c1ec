"""The next release: the column is called phone_number. Answers still say phone."""

from typing import Any

from sqlalchemy import Connection, text


def create(db: Connection, name: str, phone: str | None) -> int:
    """Return the number of the new customer."""
    sql = text("INSERT INTO customer (name, phone_number) VALUES (:name, :phone) RETURNING id")
    return db.execute(sql, {"name": name, "phone": phone}).scalar_one()


def read(db: Connection, number: int) -> dict[str, Any] | None:
    found = (
        db.execute(text("SELECT id, name, phone_number AS phone FROM customer WHERE id = :id"), {"id": number})
        .mappings()
        .first()
    )
    return dict(found) if found else None


def change_phone(db: Connection, number: int, phone: str | None) -> None:
    db.execute(text("UPDATE customer SET phone_number = :phone WHERE id = :id"), {"phone": phone, "id": number})


def find(db: Connection, phone: str) -> list[int]:
    return list(
        db.execute(text("SELECT id FROM customer WHERE phone_number = :phone ORDER BY id"), {"phone": phone}).scalars()
    )
