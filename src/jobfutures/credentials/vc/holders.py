"""The public keys that a holder's browser made, one for each copy; their private halves never leave it."""

import json
from collections.abc import Mapping
from typing import Any

from jobfutures.credentials.vc.claims import BATCH
from jobfutures.credentials.vc.keys import coordinate, decoded

LONGEST = 4000  # characters, all keys together


class WrongHolders(Exception):
    """What should be public keys is something else."""


def read(text: str) -> list[dict[str, str]]:
    """Return one public key for each copy, with nothing else in it. Raises WrongHolders."""
    try:
        rows = json.loads(text) if len(text) <= LONGEST else None
        found = [public(row) for row in rows or []]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise WrongHolders from None
    if len(found) != BATCH or len({row["x"] for row in found}) != BATCH:
        raise WrongHolders
    return found


def public(row: Mapping[str, Any]) -> dict[str, str]:
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - an idle site needs none of it

    if row["kty"] != "EC" or row["crv"] != "P-256":
        raise ValueError("another kind of key")
    x, y = coordinate(row["x"]), coordinate(row["y"])
    place_x, place_y = (int.from_bytes(decoded(text), "big") for text in (x, y))
    ec.EllipticCurvePublicNumbers(place_x, place_y, ec.SECP256R1()).public_key()  # ValueError: no point of the curve
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}
