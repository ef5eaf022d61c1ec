"""Reads a badge that somebody sent. Nothing of it is believed before its signature was verified."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jobfutures.credentials.vc import badges, jws
from jobfutures.credentials.vc.bits import Order
from jobfutures.credentials.vc.lists import Trust, refuse_revoked
from jobfutures.credentials.vc.reasons import Reason, Refused


def verified(text: str, trust: Trust) -> dict[str, Any]:
    """Return the payload of a badge of this issuer. Raises Refused."""
    header, body = jws.peeked(text)
    jws.checked_header(header, "JWT")
    if body.get("iss") != badges.issuer_id(trust.issuer) or issuer_of(body) != body["iss"]:
        raise Refused(Reason.ISSUER_UNKNOWN)
    kid = header.get("kid")
    before = badges.key_id(trust.issuer, "")
    if not isinstance(kid, str) or not kid.startswith(before):
        raise Refused(Reason.KEY_UNKNOWN)
    jws.verify(text, trust.key(kid.removeprefix(before)))
    if body.get("type") != badges.TYPES or body.get("jti") != body.get("id"):
        raise Refused(Reason.UNKNOWN_TYPE)
    refuse_other_window(body)
    return body


def issuer_of(body: Mapping[str, Any]) -> object:
    issuer = body.get("issuer")
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def refuse_other_window(body: Mapping[str, Any]) -> None:
    """Refuse a badge whose body and whose registered claims say different times."""
    for name, claim in (("validFrom", "nbf"), ("validUntil", "exp")):
        if not isinstance(body.get(claim), int) or isinstance(body[claim], bool):
            raise Refused(Reason.VALIDITY_MISSING)
        try:
            is_same = datetime.fromisoformat(str(body.get(name))).timestamp() == body[claim]
        except (ValueError, OverflowError):
            is_same = False
        if not is_same:
            raise Refused(Reason.VALIDITY_MISSING)


def stated(body: Mapping[str, Any], issuer: str) -> dict[str, str | int]:
    """Return what a badge states, by the names of `claims`."""
    subject = body.get("credentialSubject")
    about = subject.get("achievement") if isinstance(subject, dict) else None
    own = about.get("id") if isinstance(about, dict) else None
    results = subject.get("result") if isinstance(subject, dict) else None
    if not isinstance(own, str) or not own.startswith(badges.achievement_id(issuer, "")):
        raise Refused(Reason.UNKNOWN_TYPE)
    if not isinstance(results, list):
        raise Refused(Reason.CLAIM_UNKNOWN)
    found: dict[str, str | int] = {}
    for one in results:
        name, value = named(one, own)
        if name in found:
            raise Refused(Reason.CLAIM_UNKNOWN)
        found[name] = int(value) if name == "attempts" and value.isascii() and value.isdigit() else value
    return found


def named(result: object, own: str) -> tuple[str, str]:
    """Return name and value of one result of a badge."""
    if not isinstance(result, dict):
        raise Refused(Reason.CLAIM_UNKNOWN)
    what, value = result.get("resultDescription"), result.get("value")
    if not isinstance(what, str) or not isinstance(value, str) or len(value) > 4000 or not what.startswith(f"{own}#"):
        raise Refused(Reason.CLAIM_UNKNOWN)
    return what.removeprefix(f"{own}#"), value


def refuse_withdrawn(body: Mapping[str, Any], trust: Trust, at: datetime) -> None:
    entry = body.get("credentialStatus")
    if not isinstance(entry, dict):
        raise Refused(Reason.STATUS_MISSING)
    if entry.get("type") != "BitstringStatusListEntry" or entry.get("statusPurpose") != "revocation":
        raise Refused(Reason.STATUS_INVALID)
    index = entry.get("statusListIndex")
    is_index = isinstance(index, str) and index.isascii() and index.isdigit() and len(index) < 10
    refuse_revoked(
        trust, Order.W3C, address=entry.get("statusListCredential"), place=int(str(index)) if is_index else None,
        issuer=trust.issuer, at=at,
    )  # fmt: skip
