"""The members of a co-working space, in memory."""

import hashlib
import itertools
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


@dataclass
class Address:
    """verified: a letter that was sent there has come back with its code."""

    street: str
    postcode: str
    city: str
    verified: bool = False


@dataclass
class Member:
    """plan: day, month or year.  credit_cents: what the house owes the member."""

    id: int
    email: str
    name: str
    password_hash: bytes
    nickname: str | None = None
    address: Address | None = None
    plan: str = "day"
    credit_cents: int = 0
    is_staff: bool = False
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Members:
    def __init__(self) -> None:
        self.rows: dict[int, Member] = {}
        self.numbers = itertools.count(1)

    def add(self, *, email: str, name: str, password: str, **fields: Any) -> Member:
        member = Member(id=next(self.numbers), email=email, name=name, password_hash=hashed(password), **fields)
        self.rows[member.id] = member
        return member

    def find(self, number: int) -> Member | None:
        return self.rows.get(number)

    def change(self, member: Member, **fields: Any) -> None:
        """Set fields of a member, as they are given."""
        for name, value in fields.items():
            setattr(member, name, value)

    def with_password(self, email: str, password: str) -> Member | None:
        """Return the member with this address and password."""
        for member in self.rows.values():
            if member.email == email and secrets.compare_digest(
                hashed(password, member.password_hash[:16]), member.password_hash
            ):
                return member
        return None


def hashed(password: str, salt: bytes | None = None) -> bytes:
    salt = salt or secrets.token_bytes(16)
    return salt + hashlib.scrypt(password.encode(), salt=salt, n=1024, r=8, p=1)
