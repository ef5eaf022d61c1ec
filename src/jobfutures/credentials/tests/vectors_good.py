"""What holds: every verifier must say so."""

from jobfutures.credentials.tests.forging import (
    BADGE_STATUS,
    DAY,
    FACTS,
    NOW,
    OLD_KEY,
    STATUS,
    Vector,
    badge,
    badge_body,
    chosen,
    copy,
    presented,
    status,
)
from jobfutures.credentials.vc.bits import PLACES, Order
from jobfutures.credentials.vc.claims import LONGEST
from jobfutures.credentials.vc.issuing import Validity

LAST = PLACES - 1
AROUND_FIRST, AROUND_LAST = (1, 7, 8), (LAST - 1, LAST - 7, LAST - 8)
LEVEL = ("level", "taken_on", "attempts")


def shown(*names: str, **more: object) -> str:
    return presented(chosen(copy(**more), *names))


def wrapped(text: str) -> str:
    return "\r\n".join(text[start : start + 76] for start in range(0, len(text), 76))


GOOD = [
    Vector("nothing shown", shown(), status=STATUS),
    Vector("the role alone", shown("role"), status=STATUS),
    Vector("the level with what goes with it", shown(*LEVEL), status=STATUS),
    Vector("everything", shown(*FACTS), status=STATUS),
    Vector("one area", shown("area_http"), status=STATUS),
    Vector("how it was taken", shown("format", "proctoring", "bank_version", "evidence_url"), status=STATUS),
    Vector("the first place of a list", shown("role", place=0), status=status(revoked=AROUND_FIRST)),
    Vector("the last place of a list", shown("role", place=LAST), status=status(revoked=AROUND_LAST)),
    Vector("the eighth place of a list", shown("role", place=7), status=status(revoked=(0, 8, 15))),
    Vector("signed with a key that has retired", shown("role", key=OLD_KEY), status=STATUS),
    Vector("a list signed with a key that has retired", shown("role"), status=status(key=OLD_KEY)),
    Vector("signed by its holder three weeks ago", presented(chosen(copy(), "role"), iat=int((NOW - 21 * DAY).timestamp())),
           status=STATUS),
    Vector("broken into lines by a mail program", wrapped(shown(*LEVEL)), status=STATUS),
    Vector("good for two years", shown("role", validity=Validity(NOW, NOW + LONGEST)), status=STATUS),
    Vector("another audience and nonce", presented(chosen(copy(), "role"), aud="x", nonce="é 7"), audience="x", nonce="é 7",
           status=STATUS),
    Vector("a badge", badge(), status=BADGE_STATUS),
    Vector("a badge, when nobody was expected", badge(), audience=None, nonce=None, status=BADGE_STATUS),
    Vector("a badge in the first place", badge(badge_body(place=0)), status=status(Order.W3C, AROUND_FIRST)),
    Vector("a badge in the last place", badge(badge_body(place=LAST)), status=status(Order.W3C, AROUND_LAST)),
    Vector("a badge in the eighth place", badge(badge_body(place=7)), status=status(Order.W3C, (0, 8, 15))),
    Vector("a badge about the role alone", badge(badge_body({"role": FACTS["role"]})), status=BADGE_STATUS),
    Vector("a badge signed with a key that has retired", badge(key=OLD_KEY), status=BADGE_STATUS),
]  # fmt: skip
