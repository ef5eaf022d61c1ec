"""What does not hold: every verifier must refuse it; ours says why."""

import base64
import hashlib
import hmac
import json
from typing import Any

from jobfutures.credentials.tests.forging import (
    BADGE_LIST,
    BADGE_STATUS,
    DAY,
    FACTS,
    ISSUER,
    KEY,
    LIST,
    NOW,
    OTHER,
    REVOKED,
    STATUS,
    Vector,
    badge,
    badge_body,
    changed,
    chosen,
    copy,
    disclosure,
    hidden,
    part,
    presented,
    status,
    with_header,
)
from jobfutures.credentials.vc import jws, keys
from jobfutures.credentials.vc.bits import Order
from jobfutures.credentials.vc.claims import LONGEST
from jobfutures.credentials.vc.issuing import Validity
from jobfutures.credentials.vc.reasons import Reason

ROLE = chosen(copy(), "role")
SHOWN = presented(ROLE)
NOW_S = int(NOW.timestamp())
PAST = Validity(NOW - 400 * DAY, NOW - 35 * DAY)
STATUS_CLAIM = {"status_list": {"idx": 5, "uri": LIST}}
EXP = int((NOW + DAY).timestamp())
HEADER = {"typ": "dc+sd-jwt", "kid": KEY.kid}


def bad(name: str, text: str, reason: Reason, **more: Any) -> Vector:
    return Vector(name, text, reason, **{"status": STATUS, **more})


def token_of(whole: str, token: str) -> str:
    """Return a copy with another token before its disclosures."""
    return "~".join([token, *whole.split("~")[1:]])


def hs256(whole: str) -> str:
    """Return a copy signed with the public key as if it were a shared secret."""
    token = whole.split("~", maxsplit=1)[0]
    head = part({**HEADER, "alg": "HS256"})
    text = f"{head}.{token.split('.')[1]}"
    secret = json.dumps(KEY.public()).encode()
    return token_of(whole, f"{text}.{keys.encoded(hmac.digest(secret, text.encode(), hashlib.sha256))}")


def flipped(token: str) -> str:
    """Return a token whose payload says something else, with the signature as it was."""
    head, body, signature = token.split(".")
    said = json.loads(base64.urlsafe_b64decode(body + "==")) | {"iat": NOW_S - 1}
    return f"{head}.{part(said)}.{signature}"


def without_last_disclosure(text: str) -> str:
    parts = text.split("~")
    return "~".join([*parts[:-2], parts[-1]])


FORMS = [
    bad("no words at all", "no credential", Reason.MALFORMED),
    bad("half of it", SHOWN[:200], Reason.MALFORMED),
    bad("no signature asked for", presented(token_of(ROLE, with_header(ROLE.split("~")[0], {**HEADER, "alg": "none"}))),
        Reason.ALG_NOT_ALLOWED),
    bad("the public key as a secret", presented(hs256(ROLE)), Reason.ALG_NOT_ALLOWED),
    bad("an algorithm that is a list", presented(token_of(ROLE, with_header(ROLE.split("~")[0], {**HEADER, "alg": []}))),
        Reason.ALG_NOT_ALLOWED),
    bad("a demand that nobody knows", presented(changed(ROLE, header={"crit": ["b64"], "b64": True})), Reason.ALG_NOT_ALLOWED),
    bad("another kind of token", presented(changed(ROLE, header={"typ": "JWT"})), Reason.TYP_NOT_ALLOWED),
    bad("the draft's older kind", presented(changed(ROLE, header={"typ": "vc+sd-jwt"})), Reason.TYP_NOT_ALLOWED),
    bad("another issuer", presented(changed(ROLE, {"iss": "https://other.example"})), Reason.ISSUER_UNKNOWN),
    bad("a key that is not published", presented(changed(ROLE, header={"kid": OTHER.kid}, key=OTHER)), Reason.KEY_UNKNOWN),
    bad("no key named", presented(changed(ROLE, header={"kid": None})), Reason.KEY_UNKNOWN),
    bad("somebody else's signature", presented(changed(ROLE, key=OTHER)), Reason.SIGNATURE_INVALID),
    bad("changed after it was signed", presented(token_of(ROLE, flipped(ROLE.split("~")[0]))), Reason.SIGNATURE_INVALID),
]  # fmt: skip
CLAIMS = [
    bad("expired", presented(chosen(copy(validity=PAST), "role")), Reason.EXPIRED),
    bad("not yet valid", presented(changed(ROLE, {"nbf": NOW_S + 3600})), Reason.NOT_YET_VALID),
    bad("issued tomorrow", presented(changed(ROLE, {"iat": NOW_S + 86_400})), Reason.NOT_YET_VALID),
    bad("no end", presented(changed(ROLE, without=("exp",))), Reason.VALIDITY_MISSING),
    bad("no beginning", presented(changed(ROLE, without=("iat",))), Reason.VALIDITY_MISSING),
    bad("good for three years", presented(chosen(copy(validity=Validity(NOW, NOW + LONGEST + 365 * DAY)), "role")),
        Reason.VALIDITY_TOO_LONG),
    bad("about something else", presented(changed(ROLE, {"vct": f"{ISSUER}/vct/other/1"})), Reason.UNKNOWN_VCT),
    bad("about nothing", presented(changed(ROLE, without=("vct",))), Reason.UNKNOWN_VCT),
    bad("no status", presented(changed(ROLE, without=("status",))), Reason.STATUS_MISSING),
    bad("a status that could be left out, shown", presented(hidden(ROLE, "status", STATUS_CLAIM)), Reason.STATUS_DISCLOSABLE),
    bad("an end that could be left out, shown", presented(hidden(ROLE, "exp", EXP)), Reason.CLAIM_DISCLOSABLE),
    bad("no holder", presented(changed(ROLE, without=("cnf",))), Reason.HOLDER_MISSING),
    bad("a name", presented(changed(ROLE, {"name": "Ana"})), Reason.CLAIM_UNKNOWN),
    bad("a point on the scale", presented(changed(ROLE, {"score": 0.62})), Reason.CLAIM_UNKNOWN),
    bad("an area that is a number", presented(changed(ROLE, {"area_data": 7})), Reason.CLAIM_UNKNOWN),
    bad("a level without its day", presented(chosen(copy(), "level", "attempts")), Reason.LEVEL_ALONE),
    bad("a level without the attempts", presented(chosen(copy(), "level", "taken_on")), Reason.LEVEL_ALONE),
]  # fmt: skip
STATUSES = [
    bad("withdrawn", presented(chosen(copy(place=REVOKED), "role")), Reason.REVOKED),
    bad("a list that cannot be had", SHOWN, Reason.STATUS_UNREACHABLE, status=None),
    bad("a list of somebody else", SHOWN, Reason.STATUS_INVALID, status=status(key=OTHER)),
    bad("a list of another address", SHOWN, Reason.STATUS_INVALID, status=status(address=BADGE_LIST)),
    bad("a list of the other kind", SHOWN, Reason.STATUS_INVALID, status=BADGE_STATUS),
    bad("a list from this morning", SHOWN, Reason.STATUS_STALE, status=status(at=NOW - DAY / 4)),
    bad("a page instead of a list", SHOWN, Reason.STATUS_INVALID, status="<html></html>"),
    bad("a place behind the end of the list", presented(chosen(copy(place=131_072), "role")), Reason.STATUS_INVALID),
]  # fmt: skip
BINDINGS = [
    bad("never signed by its holder", ROLE, Reason.KB_MISSING),
    bad("signed by somebody else", presented(ROLE, key=OTHER), Reason.KB_SIGNATURE),
    bad("signed too long ago", presented(ROLE, iat=NOW_S - 40 * 86_400), Reason.KB_STALE),
    bad("signed tomorrow", presented(ROLE, iat=NOW_S + 86_400), Reason.KB_STALE),
    bad("made for somebody else", presented(ROLE, aud="https://other.example"), Reason.KB_AUDIENCE),
    bad("made for another request", presented(ROLE, nonce="n-1"), Reason.KB_NONCE),
    bad("the holder's signature of another kind", presented(ROLE, typ="JWT"), Reason.KB_MALFORMED),
    bad("nobody was expected", SHOWN, Reason.EXPECTATION_MISSING, audience=None, nonce=None),
    bad("other statements than were signed", without_last_disclosure(presented(chosen(copy(), "role", "format"))),
        Reason.KB_SD_HASH),
    bad("a statement of the holder's own", presented(ROLE + disclosure("level", "SENIOR")[0] + "~"), Reason.DISCLOSURE_UNKNOWN),
    bad("a statement twice", presented(ROLE + ROLE.split("~")[1] + "~"), Reason.DISCLOSURE_TWICE),
    bad("a statement that cannot be read", presented(ROLE + "e30~"), Reason.DISCLOSURE_MALFORMED),
]  # fmt: skip


def bad_badge(name: str, text: str, reason: Reason, **more: Any) -> Vector:
    return Vector(name, text, reason, **{"status": BADGE_STATUS, **more})


def entry(**more: str) -> dict[str, Any]:
    body = badge_body()
    return body | {"credentialStatus": body["credentialStatus"] | more}


def result(name: str, value: str) -> dict[str, Any]:
    """Return a badge that states one thing more."""
    body = badge_body()
    subject = body["credentialSubject"]
    own = f"{subject['achievement']['id']}#{name}"
    more = {"type": ["Result"], "resultDescription": own, "value": value}
    return body | {"credentialSubject": subject | {"result": [*subject["result"], more]}}


BADGES = [
    bad_badge("a badge that nobody signed", with_header(badge(), {"alg": "none", "typ": "JWT"}), Reason.ALG_NOT_ALLOWED),
    bad_badge("a badge of another issuer", jws.signed({**jws.peeked(badge())[1], "iss": "https://other.example"}, KEY, typ="JWT"),
              Reason.ISSUER_UNKNOWN),
    bad_badge("a badge with an unknown key", badge(key=OTHER), Reason.KEY_UNKNOWN),
    bad_badge("a changed badge", flipped(badge()), Reason.SIGNATURE_INVALID),
    bad_badge("an expired badge", badge(validity=PAST), Reason.EXPIRED),
    bad_badge("a badge whose end differs", badge(badge_body() | {"validUntil": "2099-01-01T00:00:00Z"}), Reason.VALIDITY_MISSING),
    bad_badge("a badge that is something else", badge(badge_body() | {"type": ["VerifiableCredential"]}), Reason.UNKNOWN_TYPE),
    bad_badge("a withdrawn badge", badge(badge_body(place=REVOKED)), Reason.REVOKED),
    bad_badge("a badge without a list", badge(), Reason.STATUS_UNREACHABLE, status=None),
    bad_badge("a badge with the other kind of list", badge(), Reason.STATUS_INVALID, status=STATUS),
    bad_badge("a badge with a list for something else", badge(entry(statusPurpose="suspension")), Reason.STATUS_INVALID),
    bad_badge("a badge with a place that is no number", badge(entry(statusListIndex="-1")), Reason.STATUS_INVALID),
    bad_badge("a badge that states a score", badge(result("score", "0.62")), Reason.CLAIM_UNKNOWN),
    bad_badge("a badge with a level alone", badge(badge_body({"level": FACTS["level"]})), Reason.LEVEL_ALONE),
    bad_badge("a badge without status", badge({k: v for k, v in badge_body().items() if k != "credentialStatus"}),
              Reason.STATUS_MISSING),
    bad_badge("a badge list from this morning", badge(), Reason.STATUS_STALE, status=status(Order.W3C, at=NOW - DAY / 4)),
]  # fmt: skip
BAD = [*FORMS, *CLAIMS, *STATUSES, *BINDINGS, *BADGES]
