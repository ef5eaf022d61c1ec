"""Says whether a presentation or a badge holds, and what exactly it shows. Anything unsure is a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from jobfutures.credentials.vc import badged, claims, jws, suite
from jobfutures.credentials.vc.bits import Order
from jobfutures.credentials.vc.lists import LEEWAY_S, Trust, refuse_revoked
from jobfutures.credentials.vc.reasons import Reason, Refused
from jobfutures.credentials.vc.suite import Expected


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verifier learns. reason: None where it holds.  kind: SD_JWT or BADGE.  shown: only what was disclosed.

    made_at: when its holder signed the presentation; None for a badge, which is bound to nobody.
    """

    reason: Reason | None = None
    kind: str = ""
    issuer: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    made_at: datetime | None = None
    shown: claims.Facts = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return self.reason is None


def verdict(text: str, trust: Trust, expected: Expected | None, at: datetime) -> Verdict:
    """Judge what somebody sent. expected: for whom a presentation must be made; a badge needs none."""
    plain = "".join(text.split())  # mail programs break long lines
    try:
        return presented(plain, trust, expected, at) if "~" in plain else of_badge(plain, trust, at)
    except Refused as refusal:
        return Verdict(refusal.reason, "SD_JWT" if "~" in plain else "BADGE")


def presented(text: str, trust: Trust, expected: Expected | None, at: datetime) -> Verdict:
    token, *_disclosures, binding = text.split("~")
    header, body = jws.peeked(token)
    jws.checked_header(header, "dc+sd-jwt")
    if body.get("iss") != trust.issuer:
        raise Refused(Reason.ISSUER_UNKNOWN)
    key = trust.key(header.get("kid"))
    jws.verify(token, key)
    if not binding:
        raise Refused(Reason.KB_MISSING)
    made_at = signed_at(binding)
    if expected is None:
        raise Refused(Reason.EXPECTATION_MISSING)
    found = suite.verified(text, key, expected, at)
    start, end = validity(found, at)
    if found.get("vct") != trust.issuer + claims.PATH:
        raise Refused(Reason.UNKNOWN_VCT)
    shown = {name: value for name, value in found.items() if name not in claims.VISIBLE}
    refuse_wrong_statements(shown)
    refuse_withdrawn(found, trust, at)
    return Verdict(None, "SD_JWT", trust.issuer, start, end, made_at, claims.in_order(shown))


def signed_at(binding: str) -> datetime:
    """Return when the holder says that they signed; `suite` judges it once their signature is verified."""
    try:
        header, body = jws.peeked(binding)
        jws.checked_header(header, "kb+jwt")
        return datetime.fromtimestamp(body["iat"], UTC)
    except (Refused, KeyError, TypeError, ValueError, OverflowError, OSError):
        raise Refused(Reason.KB_MALFORMED) from None


def validity(found: Mapping[str, Any], at: datetime) -> tuple[datetime, datetime]:
    """Return from when and until when something holds; refuse it outside of that."""
    start, end = found.get("iat"), found.get("exp")
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool) or isinstance(end, bool):
        raise Refused(Reason.VALIDITY_MISSING)
    if end - start > claims.LONGEST.total_seconds():
        raise Refused(Reason.VALIDITY_TOO_LONG)
    if at.timestamp() >= end:
        raise Refused(Reason.EXPIRED)
    starts = max(start, found["nbf"]) if isinstance(found.get("nbf"), int) else start
    if starts > at.timestamp() + LEEWAY_S:
        raise Refused(Reason.NOT_YET_VALID)
    try:
        return datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)
    except (ValueError, OverflowError, OSError):
        raise Refused(Reason.VALIDITY_MISSING) from None


def refuse_wrong_statements(shown: Mapping[str, Any]) -> None:
    if not all(claims.is_stated(name, value) for name, value in shown.items()):
        raise Refused(Reason.CLAIM_UNKNOWN)
    if claims.lacking(shown):
        raise Refused(Reason.LEVEL_ALONE)


def refuse_withdrawn(found: Mapping[str, Any], trust: Trust, at: datetime) -> None:
    status = found.get("status")
    entry = status.get("status_list") if isinstance(status, dict) else None
    if not isinstance(entry, dict):
        raise Refused(Reason.STATUS_MISSING)
    refuse_revoked(
        trust, Order.IETF, address=entry.get("uri"), place=entry.get("idx"), issuer=trust.issuer, at=at
    )  # fmt: skip


def of_badge(text: str, trust: Trust, at: datetime) -> Verdict:
    found = badged.verified(text, trust)
    start, end = validity(found, at)
    shown = badged.stated(found, trust.issuer)
    refuse_wrong_statements(shown)
    badged.refuse_withdrawn(found, trust, at)
    return Verdict(None, "BADGE", trust.issuer, start, end, None, claims.in_order(shown))
