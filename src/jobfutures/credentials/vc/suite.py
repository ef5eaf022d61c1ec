"""The one way to openvc, which makes and reads SD-JWT VCs. It is imported when it is needed.

openvc says in words what is wrong; the words of 1.37 are read here, so `pyproject.toml` holds it below 1.38. Words that
are not known stay a refusal: only the reason is less exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jobfutures.credentials.vc.keys import IssuerKey
from jobfutures.credentials.vc.reasons import Reason, Refused

FRESH_FOR = timedelta(days=30)  # after that a presentation is not taken any more; its nonce is what stops a replay
SAYS = (
    ("'status' is selectively disclosed", Reason.STATUS_DISCLOSABLE),
    ("is selectively disclosed", Reason.CLAIM_DISCLOSABLE),
    ("needs a non-empty string vct", Reason.UNKNOWN_VCT),
    ("token has expired", Reason.EXPIRED),
    ("token is not yet valid", Reason.NOT_YET_VALID),
    ("token iat is in the future", Reason.NOT_YET_VALID),
    ("no cnf.jwk", Reason.HOLDER_MISSING),
    ("no KB-JWT present", Reason.KB_MISSING),
    ("KB-JWT signature failed", Reason.KB_SIGNATURE),
    ("could not verify KB-JWT", Reason.KB_SIGNATURE),
    ("could not verify issuer JWT", Reason.SIGNATURE_INVALID),
    ("issuer JWT signature failed", Reason.SIGNATURE_INVALID),
    ("KB-JWT is too old", Reason.KB_STALE),
    ("KB-JWT iat is in the future", Reason.KB_STALE),
    ("KB-JWT is outside", Reason.KB_STALE),
    ("KB-JWT aud", Reason.KB_AUDIENCE),
    ("KB-JWT nonce", Reason.KB_NONCE),
    ("KB-JWT sd_hash", Reason.KB_SD_HASH),
    ("KB-JWT", Reason.KB_MALFORMED),
    ("not referenced by any digest", Reason.DISCLOSURE_UNKNOWN),
    ("duplicate disclosure", Reason.DISCLOSURE_TWICE),
    ("disclosure", Reason.DISCLOSURE_MALFORMED),
    ("digest", Reason.DISCLOSURE_MALFORMED),
)


def issued(
    visible: Mapping[str, object],
    stated: Mapping[str, object],
    *,
    key: IssuerKey,
    holder: Mapping[str, str],
    decoys: int,
) -> str:
    """Return one copy: `<issuer JWT>~<disclosure>~...~`. stated: what may be left out.  holder: their public key."""
    from openvc.keys import P256SigningKey  # noqa: PLC0415
    from openvc.proof.sd_jwt import SdJwtVcProofSuite  # noqa: PLC0415

    return SdJwtVcProofSuite().issue(
        {**visible, **stated},
        signing_key=P256SigningKey.from_jwk(key.private(), key.kid),
        disclosable=list(stated),
        holder_jwk=dict(holder),
        decoys=decoys,
    )


@dataclass(frozen=True, slots=True)
class Expected:
    """Whom a presentation must be made for: what a verifier told its holder beforehand."""

    audience: str
    nonce: str


def verified(text: str, jwk: Mapping[str, Any], expected: Expected, at: datetime) -> dict[str, Any]:
    """Return every claim that a presentation shows, once both signatures were verified. Raises Refused.

    Whether it has expired is left to the caller, who has the clock.
    """
    from openvc.errors import OpenvcError  # noqa: PLC0415
    from openvc.proof.sd_jwt import SdJwtVcProofSuite  # noqa: PLC0415

    try:
        found = SdJwtVcProofSuite().verify(
            text,
            public_key_jwk=dict(jwk),
            audience=expected.audience,
            nonce=expected.nonce,
            require_key_binding=True,
            check_temporal=False,
            kb_max_age_s=int(FRESH_FOR.total_seconds()),
            now=at,
        )
    except OpenvcError as refusal:
        raise Refused(reason_of(str(refusal))) from None
    return found.claims


def reason_of(said: str) -> Reason:
    return next((reason for words, reason in SAYS if words in said), Reason.MALFORMED)
