"""States of a company, what its members may do, and when a proof is looked at again. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

READING = frozenset({"VERIFIED", "GRACE"})  # may read what was shared with it; has a public page
ASKING = frozenset({"VERIFIED"})  # may begin something new: a request, a grant to it, a posting
CUT = frozenset({"LAPSED", "SUSPENDED", "ARCHIVED"})  # states that end what was shared until each owner confirms it
BEFORE = frozenset({"DRAFT", "PENDING_PROOF", "IN_REVIEW", "CONTESTED", "REJECTED"})  # never verified so far
EDITABLE_NAMES = frozenset({"DRAFT", "PENDING_PROOF", "REJECTED"})  # afterwards an operator has looked at its names
MOST_DRAFTS = 3
# Short names that addresses need for themselves: /hire/new/, /companies/policy/ and those of rooms above.
RESERVED = frozenset({
    "new", "policy", "invitations", "jobs", "job", "feed", "feeds", "api", "operate", "search", "members", "saved",
    "alerts", "import", "imports", "report", "fraud", "proof", "facts", "logo", "companies", "company", "hire",
})  # fmt: skip


class Actor(StrEnum):
    """Who causes an event: an operator who is no member of the company, an owner, or nobody in particular."""

    OPERATOR = "OPERATOR"
    OWNER = "OWNER"
    SYSTEM = "SYSTEM"


OPERATOR, OWNER, SYSTEM = (frozenset({one}) for one in Actor)
# (state, event) -> (next state, who). prove: with a look by an operator to come; prove_at_once: without;
# rival: the token is there, and another company stands verified through this domain; award, lose: how that ends.
STEPS: dict[tuple[str, str], tuple[str, frozenset[Actor]]] = {
    ("DRAFT", "claim"): ("PENDING_PROOF", OWNER),
    ("DRAFT", "verify"): ("VERIFIED", OPERATOR),
    ("DRAFT", "archive"): ("ARCHIVED", OPERATOR | OWNER),
    ("PENDING_PROOF", "prove"): ("IN_REVIEW", SYSTEM),
    ("PENDING_PROOF", "prove_at_once"): ("VERIFIED", SYSTEM),
    ("PENDING_PROOF", "rival"): ("CONTESTED", SYSTEM),
    ("PENDING_PROOF", "expire"): ("DRAFT", SYSTEM),
    ("PENDING_PROOF", "edit"): ("DRAFT", OWNER),
    ("PENDING_PROOF", "archive"): ("ARCHIVED", OPERATOR | OWNER),
    ("IN_REVIEW", "approve"): ("VERIFIED", OPERATOR),
    ("IN_REVIEW", "reject"): ("REJECTED", OPERATOR),
    ("IN_REVIEW", "archive"): ("ARCHIVED", OPERATOR | OWNER),
    ("CONTESTED", "prove"): ("IN_REVIEW", SYSTEM),
    ("CONTESTED", "expire"): ("DRAFT", SYSTEM),
    ("CONTESTED", "award"): ("VERIFIED", OPERATOR),
    ("CONTESTED", "reject"): ("REJECTED", OPERATOR),
    ("CONTESTED", "archive"): ("ARCHIVED", OPERATOR | OWNER),
    ("REJECTED", "edit"): ("DRAFT", OWNER),
    ("REJECTED", "archive"): ("ARCHIVED", OPERATOR | OWNER),
    ("VERIFIED", "miss"): ("GRACE", SYSTEM),
    ("VERIFIED", "suspend"): ("SUSPENDED", OPERATOR),
    ("VERIFIED", "lose"): ("LAPSED", OPERATOR),
    ("VERIFIED", "archive"): ("ARCHIVED", OPERATOR | OWNER),
    ("GRACE", "prove"): ("VERIFIED", SYSTEM),
    ("GRACE", "lapse"): ("LAPSED", SYSTEM),
    ("GRACE", "suspend"): ("SUSPENDED", OPERATOR),
    ("GRACE", "lose"): ("LAPSED", OPERATOR),
    ("GRACE", "archive"): ("ARCHIVED", OPERATOR | OWNER),
    ("LAPSED", "prove"): ("IN_REVIEW", SYSTEM),
    ("LAPSED", "rival"): ("CONTESTED", SYSTEM),
    ("LAPSED", "verify"): ("VERIFIED", OPERATOR),
    ("LAPSED", "archive"): ("ARCHIVED", OPERATOR | OWNER),
    ("SUSPENDED", "reinstate"): ("VERIFIED", OPERATOR),
    ("SUSPENDED", "archive"): ("ARCHIVED", OPERATOR | OWNER),
}
DECISIONS = frozenset({"verify", "approve", "reject", "award", "suspend", "reinstate", "archive"})  # of an operator
WITH_NOTE = frozenset({"approve", "reject", "award", "suspend"})


def may_read(state: str) -> bool:
    return state in READING


def may_ask(state: str) -> bool:
    return state in ASKING


TOKEN_KEPT = timedelta(days=14)
LOOK_EVERY = timedelta(days=7)
LOOK_IN_GRACE = timedelta(days=1)
MISSES = 2
APART = timedelta(hours=72)  # two misses closer than this are one
GRACE_KEPT = timedelta(days=7)
FRESH = timedelta(hours=24)  # how old a proof may be when a suspended company is taken back


@dataclass(frozen=True, slots=True)
class Misses:
    """Looks in a row that found no proof; at: when the last of them counted."""

    number: int = 0
    at: datetime | None = None

    def and_one(self, at: datetime) -> "Misses":
        """Return these and one more, if it is far enough from the last to count."""
        if self.at is not None and at - self.at < APART:
            return self
        return Misses(self.number + 1, at)

    def are_enough(self) -> bool:
        return self.number >= MISSES


def is_due(state: str, last: datetime | None, misses: Misses, at: datetime) -> bool:
    """Tell whether the proof of a company in this state is to be looked at again."""
    if last is None:
        return True
    if state == "VERIFIED":
        return at - last >= LOOK_EVERY or (misses.at is not None and at - misses.at >= APART)
    return state in {"GRACE", "CONTESTED"} and at - last >= LOOK_IN_GRACE
