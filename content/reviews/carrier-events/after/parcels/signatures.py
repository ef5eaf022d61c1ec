import hmac
from collections.abc import Iterable

LATE_S = 300


def is_genuine(secrets: Iterable[str], *, sent_at: str, body: bytes, signature: str, now_s: float) -> bool:
    """Whether the carrier has signed this body at most five minutes ago.

    sent_at: seconds since 1970 as text, part of what is signed. signature: SHA-256 as hexadecimal digits.
    """
    signed = sent_at.encode() + b"." + body
    made = [hmac.digest(secret.encode(), signed, "sha256").hex() for secret in secrets]
    if not any([hmac.compare_digest(one.encode(), signature.encode()) for one in made]):  # noqa: C419 - all are compared
        return False
    return abs(now_s - int(sent_at)) <= LATE_S
