"""Why something does not hold: one reason each, for programs; the sentence for people stands beside."""

from enum import StrEnum


class Reason(StrEnum):
    MALFORMED = "malformed"
    ALG_NOT_ALLOWED = "alg_not_allowed"
    TYP_NOT_ALLOWED = "typ_not_allowed"
    ISSUER_UNKNOWN = "issuer_unknown"
    KEY_UNKNOWN = "key_unknown"
    SIGNATURE_INVALID = "signature_invalid"
    UNKNOWN_VCT = "unknown_vct"
    UNKNOWN_TYPE = "unknown_type"
    VALIDITY_MISSING = "validity_missing"
    VALIDITY_TOO_LONG = "validity_too_long"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    STATUS_MISSING = "status_missing"
    STATUS_DISCLOSABLE = "status_disclosable"
    STATUS_UNREACHABLE = "status_unreachable"
    STATUS_INVALID = "status_invalid"
    STATUS_STALE = "status_stale"
    REVOKED = "revoked"
    CLAIM_DISCLOSABLE = "claim_disclosable"
    CLAIM_UNKNOWN = "claim_unknown"
    LEVEL_ALONE = "level_alone"
    DISCLOSURE_MALFORMED = "disclosure_malformed"
    DISCLOSURE_UNKNOWN = "disclosure_unknown"
    DISCLOSURE_TWICE = "disclosure_twice"
    HOLDER_MISSING = "holder_missing"
    EXPECTATION_MISSING = "expectation_missing"
    KB_MISSING = "kb_missing"
    KB_MALFORMED = "kb_malformed"
    KB_SIGNATURE = "kb_signature"
    KB_STALE = "kb_stale"
    KB_AUDIENCE = "kb_audience"
    KB_NONCE = "kb_nonce"
    KB_SD_HASH = "kb_sd_hash"


SENTENCES = {
    Reason.MALFORMED: "This is no presentation and no badge: it cannot be read. It may have been cut off when copied.",
    Reason.ALG_NOT_ALLOWED: "It is signed in a way that is not accepted here; only ES256 is.",
    Reason.TYP_NOT_ALLOWED: "It says of itself that it is another kind of token.",
    Reason.ISSUER_UNKNOWN: "It names another issuer than the one whose keys are asked here.",
    Reason.KEY_UNKNOWN: "It names a key that this issuer does not publish, or not any more.",
    Reason.SIGNATURE_INVALID: "The issuer's signature does not fit: it was changed, or is not theirs.",
    Reason.UNKNOWN_VCT: "It is not about a skill check in the form that is known here.",
    Reason.UNKNOWN_TYPE: "It is signed, but it is no badge about a skill check.",
    Reason.VALIDITY_MISSING: "It does not say from when and until when it holds.",
    Reason.VALIDITY_TOO_LONG: "It claims to hold for more than two years, which no credential of this kind does.",
    Reason.EXPIRED: "It has expired.",
    Reason.NOT_YET_VALID: "It does not hold yet.",
    Reason.STATUS_MISSING: "It does not say where its status stands, so nobody can tell whether it was withdrawn.",
    Reason.STATUS_DISCLOSABLE: "Its status could have been left out, so nothing can rest on it.",
    Reason.STATUS_UNREACHABLE: "Whether it was withdrawn cannot be read now, so it is not taken as valid.",
    Reason.STATUS_INVALID: "The list that says whether it was withdrawn is not the issuer's, or cannot be read.",
    Reason.STATUS_STALE: "The list that says whether it was withdrawn is too old; fetch it again.",
    Reason.REVOKED: "Its owner withdrew it.",
    Reason.CLAIM_DISCLOSABLE: "Something in it that everybody must see could have been left out.",
    Reason.CLAIM_UNKNOWN: "It states something that no credential of this kind states.",
    Reason.LEVEL_ALONE: "It shows a level without its day or without the number of attempts, which is not accepted.",
    Reason.DISCLOSURE_MALFORMED: "One of its disclosed statements cannot be read.",
    Reason.DISCLOSURE_UNKNOWN: "It discloses a statement that the issuer did not sign.",
    Reason.DISCLOSURE_TWICE: "It discloses the same statement twice.",
    Reason.HOLDER_MISSING: "It is bound to no holder.",
    Reason.EXPECTATION_MISSING: "Say which audience and nonce you asked for; without them anybody could show it.",
    Reason.KB_MISSING: "Its holder did not sign it for you. Ask for a presentation with your audience and nonce.",
    Reason.KB_MALFORMED: "The holder's signature cannot be read, or is of a kind that is not accepted.",
    Reason.KB_SIGNATURE: "The holder's signature does not fit: whoever sent it may not be its holder.",
    Reason.KB_STALE: "The holder signed it too long ago, or in the future. Ask for a new presentation.",
    Reason.KB_AUDIENCE: "It was made for somebody else: the audience is another.",
    Reason.KB_NONCE: "It was made for another request: the nonce is another.",
    Reason.KB_SD_HASH: "The holder signed other statements than those that were sent.",
}  # fmt: skip


class Refused(Exception):
    """What was given does not hold."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
