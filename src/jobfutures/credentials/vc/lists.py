"""Status lists as they are published: signed, good for an hour, to be fetched again after five minutes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from jobfutures.credentials.vc import bits, jws
from jobfutures.credentials.vc.bits import Order
from jobfutures.credentials.vc.keys import IssuerKey
from jobfutures.credentials.vc.reasons import Reason, Refused

TTL_S = 300
VALID_FOR = timedelta(hours=1)
LEEWAY_S = 60
TYPES = {Order.IETF: "statuslist+jwt", Order.W3C: "vc+jwt"}
MEDIA = {Order.IETF: "application/statuslist+jwt", Order.W3C: "application/vc+jwt"}
VC2 = "https://www.w3.org/ns/credentials/v2"


@dataclass(frozen=True, slots=True)
class Trust:
    """What a verifier goes by. keys: public keys of the issuer by their name.

    status: returns the list that is published at an address, None where it cannot be had.
    """

    issuer: str
    keys: Mapping[str, jws.Jwk]
    status: Callable[[str], str | None]

    def key(self, kid: object) -> jws.Jwk:
        """Raises Refused for a key that the issuer does not publish."""
        if not isinstance(kid, str) or kid not in self.keys:
            raise Refused(Reason.KEY_UNKNOWN)
        return self.keys[kid]


def published(held: bytes, order: Order, *, address: str, issuer: str, key: IssuerKey, at: datetime) -> str:
    """Return a list, signed. held: the bits.  address: where it is published.  issuer: whose it is."""
    claims = {"iss": issuer, "iat": int(at.timestamp()), "exp": int((at + VALID_FOR).timestamp())}
    if order is Order.IETF:
        body: dict[str, object] = {"sub": address, "ttl": TTL_S}
        body["status_list"] = {"bits": 1, "lst": bits.packed(held, order)}
    else:
        body = bitstring(bits.packed(held, order), address=address, issuer=issuer, at=at)
    return jws.signed(claims | body, key, typ=TYPES[order], kid=key.kid)


def bitstring(packed: str, *, address: str, issuer: str, at: datetime) -> dict[str, object]:
    """Return a BitstringStatusListCredential. Source: W3C Bitstring Status List v1.0, part 3.2."""
    subject = {
        "id": f"{address}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": packed,
        "ttl": 1000 * TTL_S,
    }
    return {
        "@context": [VC2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": stamp(at),
        "validUntil": stamp(at + VALID_FOR),
        "credentialSubject": subject,
    }


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def refuse_revoked(trust: Trust, order: Order, *, address: object, place: object, issuer: str, at: datetime) -> None:
    """Refuse what is withdrawn, and what cannot be looked up. issuer: who must have signed the list."""
    if not isinstance(address, str) or not isinstance(place, int) or isinstance(place, bool):
        raise Refused(Reason.STATUS_INVALID)
    found = trust.status(address)
    if found is None:
        raise Refused(Reason.STATUS_UNREACHABLE)
    claims = claims_of(found.strip(), trust, order)
    if claims.get("iss") != issuer or claims.get("sub" if order is Order.IETF else "id") != address:
        raise Refused(Reason.STATUS_INVALID)
    start, end = claims.get("iat"), claims.get("exp")
    if not isinstance(start, int) or not isinstance(end, int):
        raise Refused(Reason.STATUS_INVALID)
    if not start - LEEWAY_S <= at.timestamp() < end + LEEWAY_S:
        raise Refused(Reason.STATUS_STALE)
    if bits.is_set(held_of(claims, order), place, order):
        raise Refused(Reason.REVOKED)


def claims_of(token: str, trust: Trust, order: Order) -> dict[str, Any]:
    """Return what a list says, once its signature was verified. Whatever is wrong with it is STATUS_INVALID."""
    try:
        header, claims = jws.peeked(token)
        jws.checked_header(header, TYPES[order])
        jws.verify(token, trust.key(header.get("kid")))
    except Refused:
        raise Refused(Reason.STATUS_INVALID) from None
    return claims


def held_of(claims: Mapping[str, Any], order: Order) -> bytes:
    name, text = ("status_list", "lst") if order is Order.IETF else ("credentialSubject", "encodedList")
    body = claims.get(name)
    if not isinstance(body, dict):
        raise Refused(Reason.STATUS_INVALID)
    if order is Order.IETF and body.get("bits") != 1:
        raise Refused(Reason.STATUS_INVALID)
    if order is Order.W3C and body.get("statusPurpose") != "revocation":
        raise Refused(Reason.STATUS_INVALID)
    return bits.unpacked(body.get(text), order)
