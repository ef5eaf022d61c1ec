"""Makes credentials, right ones and wrong ones, as an issuer, a holder or a forger would."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from jobfutures.credentials.vc import badges, bits, issuing, jws, keys, lists
from jobfutures.credentials.vc.bits import PLACES, Order
from jobfutures.credentials.vc.issuing import Place, Validity
from jobfutures.credentials.vc.lists import Trust
from jobfutures.credentials.vc.reasons import Reason
from jobfutures.credentials.vc.suite import Expected

NOW = datetime.now(UTC).replace(microsecond=0)  # other verifiers have no other clock
DAY = timedelta(days=1)
ISSUER = "https://jobs.example.org"
LIST = f"{ISSUER}/credentials/status/1"
BADGE_LIST = f"{ISSUER}/credentials/status/2"
AUDIENCE, NONCE = "https://acme.example", "n-7731"
OLD_KEY, KEY, OTHER, HOLDER = (keys.made(NOW - 100 * DAY) for _ in range(4))
RING = keys.Keys((OLD_KEY,)).rotated(KEY, NOW - 10 * DAY)
JWKS = RING.published(ISSUER, NOW)
REVOKED = 77
FACTS: dict[str, str | int] = {
    "role": "Backend developer",
    "taken_on": "2026-11-20",
    "level": "Most likely MIDDLE (84 in 100); between junior and middle: 14. 90% band: 0.1 to 0.9.",
    "attempts": 2,
    "format": "adaptive, 11 questions and 1 code task, online",
    "proctoring": "none",
    "bank_version": "backend 3",
    "evidence_url": f"{ISSUER}/checks/backend/accuracy/",
    "area_data": "strong",
    "area_http": "weak",
}
WHOLE = Validity.from_day(NOW)


@dataclass(frozen=True)
class Vector:
    """One thing that somebody sends. reason: why it does not hold, None where it does.  status: the list at hand."""

    name: str
    text: str
    reason: Reason | None = None
    audience: str | None = AUDIENCE
    nonce: str | None = NONCE
    status: str | None = None

    def trust(self) -> Trust:
        return Trust(ISSUER, {one["kid"]: one for one in JWKS["keys"]}, lambda _address: self.status)

    def expected(self) -> Expected | None:
        return Expected(self.audience, self.nonce) if self.audience and self.nonce else None


def status(order: Order = Order.IETF, revoked: tuple[int, ...] = (REVOKED,), **more: Any) -> str:
    """Return a published list in which these places are withdrawn."""
    held = bytearray(PLACES // 8)
    for place in revoked:
        bits.set_bit(held, place, order)
    address = LIST if order is Order.IETF else BADGE_LIST
    whole = {"address": address, "issuer": ISSUER, "key": KEY, "at": NOW, **more}
    return lists.published(bytes(held), order, **whole)


STATUS, BADGE_STATUS = status(), status(Order.W3C)


def copy(
    facts: Mapping[str, Any] = FACTS, place: int = 5, validity: Validity = WHOLE, key: keys.IssuerKey = KEY
) -> str:
    holder = HOLDER.public()
    return issuing.sd_jwt(
        facts, issuer=ISSUER, key=key, holder={name: holder[name] for name in ("kty", "crv", "x", "y")},
        place=Place(LIST, place), validity=validity,
    )  # fmt: skip


def changed(
    whole: str, payload: Mapping[str, Any] | None = None, header: Mapping[str, Any] | None = None,
    without: tuple[str, ...] = (), key: keys.IssuerKey = KEY,
) -> str:  # fmt: skip
    """Return a copy with other claims or another header, signed anew."""
    token, *rest = whole.split("~")
    head, body = jws.peeked(token)
    body = {name: value for name, value in (body | dict(payload or {})).items() if name not in without}
    head = {name: value for name, value in (head | dict(header or {})).items() if value is not None and name != "alg"}
    return "~".join([jws.signed(body, key, **head), *rest])


def disclosure(name: str, value: object) -> tuple[str, str]:
    """Return a disclosure and its digest."""
    text = part(["c2FsdA", name, value])
    return text, keys.encoded(hashlib.sha256(text.encode()).digest())


def hidden(whole: str, name: str, value: object) -> str:
    """Return a copy in which one more claim can be left out, as a careless issuer would make it."""
    text, digest = disclosure(name, value)
    _header, body = jws.peeked(whole.split("~", maxsplit=1)[0])
    made = changed(whole, {"_sd": [*body["_sd"], digest]}, without=(name,))
    return f"{made}{text}~"


def part(content: object) -> str:
    return keys.encoded(json.dumps(content).encode())


def with_header(token: str, header: Mapping[str, Any], signature: str = "") -> str:
    """Return a token with another header and signature; nobody signed it."""
    return f"{part(header)}.{token.split('.')[1]}.{signature}"


def chosen(whole: str, *names: str) -> str:
    """Return a copy with only these claims disclosed."""
    token, *disclosures, _end = whole.split("~")
    kept = [one for one in disclosures if json.loads(base64.urlsafe_b64decode(one + "=="))[1] in names]
    return "~".join([token, *kept, ""])


def presented(whole: str, *, key: keys.IssuerKey = HOLDER, typ: str = "kb+jwt", **claims: Any) -> str:
    """Return a presentation of all that a copy discloses, signed by its holder."""
    sd_hash = keys.encoded(hashlib.sha256(whole.encode()).digest())
    body = {"iat": int(NOW.timestamp()), "aud": AUDIENCE, "nonce": NONCE, "sd_hash": sd_hash}
    return whole + jws.signed(body | claims, key, typ=typ)


def badge_body(facts: Mapping[str, Any] = FACTS, place: int = 5, validity: Validity = WHOLE) -> dict[str, Any]:
    areas = {"area_data": "Data", "area_http": "HTTP, interfaces and security"}
    return badges.badge(
        facts, about=badges.achievement(ISSUER, "backend", "Backend developer", areas),
        by=badges.profile(ISSUER, "JobFutures"), urn=UUID(int=1).urn, subject=UUID(int=2).urn,
        place=Place(BADGE_LIST, place), validity=validity,
    )  # fmt: skip


def badge(body: Mapping[str, Any] | None = None, validity: Validity = WHOLE, key: keys.IssuerKey = KEY) -> str:
    return badges.signed(body or badge_body(validity=validity), issuer=ISSUER, key=key, validity=validity)
