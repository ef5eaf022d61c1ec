"""Compact JSON Web Signatures, ES256 alone. PyJWT signs and verifies; it is imported when it is needed."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from jobfutures.credentials.vc.keys import IssuerKey, decoded
from jobfutures.credentials.vc.reasons import Reason, Refused

LONGEST = 400_000  # characters; a status list of 131,072 places that are all in use has 23,000
Jwk = Mapping[str, Any]


def signed(payload: Mapping[str, object], key: IssuerKey, **header: str) -> str:
    """Return a token. header: `typ` and `kid`, and whatever else stands in it."""
    from jwt import PyJWS  # noqa: PLC0415
    from jwt.algorithms import ECAlgorithm  # noqa: PLC0415

    text = json.dumps(payload, separators=(",", ":")).encode()
    private: Any = ECAlgorithm.from_jwk(key.private())
    return PyJWS().encode(text, private, algorithm="ES256", headers=dict(header))


def peeked(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and payload of a token that nobody has verified yet. Raises Refused."""
    try:
        if len(token) > LONGEST or not token.isascii():
            raise ValueError
        header, payload, _signature = token.split(".")
        found = (loaded(header), loaded(payload))
    except (ValueError, TypeError, RecursionError):
        raise Refused(Reason.MALFORMED) from None
    return found


def loaded(part: str) -> dict[str, Any]:
    """Return a part as an object in which no name stands twice and no number is endless."""
    found = json.loads(decoded(part), object_pairs_hook=once, parse_constant=refuse)
    if not isinstance(found, dict):
        raise TypeError("no object")
    return found


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def refuse(_text: str) -> NoReturn:
    raise ValueError("no number of JSON")


def checked_header(header: Mapping[str, Any], typ: str) -> None:
    """Refuse another algorithm or kind of token before anything is computed."""
    if header.get("alg") != "ES256" or "crit" in header:
        raise Refused(Reason.ALG_NOT_ALLOWED)
    if header.get("typ") != typ:
        raise Refused(Reason.TYP_NOT_ALLOWED)


def verify(token: str, jwk: Jwk) -> None:
    """Refuse a token that this key did not sign."""
    from jwt import PyJWS  # noqa: PLC0415
    from jwt.algorithms import ECAlgorithm  # noqa: PLC0415
    from jwt.exceptions import PyJWTError  # noqa: PLC0415

    try:
        public: Any = ECAlgorithm.from_jwk({name: jwk[name] for name in ("kty", "crv", "x", "y")})
        PyJWS().decode_complete(token, public, algorithms=["ES256"])
    except (PyJWTError, ValueError, TypeError, KeyError):
        raise Refused(Reason.SIGNATURE_INVALID) from None
