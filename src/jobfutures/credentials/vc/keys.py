"""The issuer's keys: one signs, those before it stay published until nothing that they signed holds any more."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self

from jobfutures.credentials.vc.claims import GOOD_FOR

COORDINATE_BYTES = 32  # of P-256


class WrongKeys(Exception):
    """A key file cannot be used; the message says why, and names no key."""


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def thumbprint(x: str, y: str) -> str:
    """Return the name of a public key. Source: RFC 7638."""
    plain = json.dumps({"crv": "P-256", "kty": "EC", "x": x, "y": y}, separators=(",", ":"), sort_keys=True)
    return encoded(hashlib.sha256(plain.encode()).digest())


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """One ES256 key. x, y, d: base64url of 32 bytes.  retired_at: when another took over; None while it signs."""

    x: str
    y: str
    d: str = field(repr=False)
    made_at: datetime
    retired_at: datetime | None = None

    @property
    def kid(self) -> str:
        return thumbprint(self.x, self.y)

    def public(self) -> dict[str, str]:
        point = {"kty": "EC", "crv": "P-256", "x": self.x, "y": self.y}
        return {**point, "kid": self.kid, "alg": "ES256", "use": "sig"}

    def private(self) -> dict[str, str]:
        return {"kty": "EC", "crv": "P-256", "x": self.x, "y": self.y, "d": self.d}

    def is_needed(self, at: datetime) -> bool:
        """Tell whether something that this key signed may still hold."""
        return self.retired_at is None or at <= self.retired_at + GOOD_FOR


@dataclass(frozen=True, slots=True)
class Keys:
    """All keys of an issuer, the one that signs first."""

    all: tuple[IssuerKey, ...]

    @property
    def signing(self) -> IssuerKey:
        return self.all[0]

    def rotated(self, fresh: IssuerKey, at: datetime) -> Self:
        """Return the keys with a new one that signs, and without those that nobody needs any more."""
        retired = (replace(self.signing, retired_at=at), *self.all[1:])
        return replace(self, all=(fresh, *(key for key in retired if key.is_needed(at))))

    def published(self, issuer: str, at: datetime) -> dict[str, object]:
        """Return the JSON Web Key Set that verifiers read; it says as well whose it is."""
        return {"issuer": issuer, "keys": [key.public() for key in self.all if key.is_needed(at)]}

    def text(self) -> str:
        """Return what the key file holds."""
        rows = [
            {
                "x": key.x,
                "y": key.y,
                "d": key.d,
                "made_at": key.made_at.isoformat(),
                "retired_at": key.retired_at and key.retired_at.isoformat(),
            }
            for key in self.all
        ]
        return json.dumps({"keys": rows}, indent=1) + "\n"


def made(at: datetime) -> IssuerKey:
    """Return a new key."""
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - an idle site needs none of it

    numbers = ec.generate_private_key(ec.SECP256R1()).private_numbers()
    points = (numbers.public_numbers.x, numbers.public_numbers.y, numbers.private_value)
    x, y, d = (encoded(number.to_bytes(COORDINATE_BYTES, "big")) for number in points)
    return IssuerKey(x, y, d, at.astimezone(UTC))


def parsed(text: str) -> Keys:
    """Read a key file. Raises WrongKeys."""
    try:
        rows = json.loads(text)["keys"]
        found = tuple(key_of(row) for row in rows)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise WrongKeys("it is no file of issuer keys") from None
    if not found or found[0].retired_at is not None or any(key.retired_at is None for key in found[1:]):
        raise WrongKeys("its first key, and no other, must be one that was not retired")
    return Keys(found)


def key_of(row: Mapping[str, Any]) -> IssuerKey:
    x, y, d = (coordinate(row[name]) for name in "xyd")
    retired = row["retired_at"]
    return IssuerKey(x, y, d, instant(row["made_at"]), None if retired is None else instant(retired))


def coordinate(text: str) -> str:
    if len(base64.urlsafe_b64decode(text + "=")) != COORDINATE_BYTES or encoded(decoded(text)) != text:
        raise ValueError("no coordinate of P-256")
    return text


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no instant")
    return found
