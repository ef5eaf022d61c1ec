"""States of a company and what its members may do. Pure."""

from enum import StrEnum

READING = frozenset({"VERIFIED", "GRACE"})  # states in which a company may read what was shared with it, and ask
CUT = frozenset({"LAPSED", "SUSPENDED", "ARCHIVED"})  # states that end what was shared until each owner confirms it


class Actor(StrEnum):
    """Who causes an event: an operator who is no member of the company, a member, or nobody in particular."""

    OPERATOR = "OPERATOR"
    OWNER = "OWNER"
    SYSTEM = "SYSTEM"


# (state, event) -> (next state, who)
STEPS: dict[tuple[str, str], tuple[str, frozenset[Actor]]] = {
    ("DRAFT", "verify"): ("VERIFIED", frozenset({Actor.OPERATOR})),
    ("DRAFT", "archive"): ("ARCHIVED", frozenset({Actor.OPERATOR, Actor.OWNER})),
    ("VERIFIED", "suspend"): ("SUSPENDED", frozenset({Actor.OPERATOR})),
    ("VERIFIED", "miss"): ("GRACE", frozenset({Actor.SYSTEM})),
    ("VERIFIED", "archive"): ("ARCHIVED", frozenset({Actor.OPERATOR, Actor.OWNER})),
    ("GRACE", "prove"): ("VERIFIED", frozenset({Actor.SYSTEM})),
    ("GRACE", "lapse"): ("LAPSED", frozenset({Actor.SYSTEM})),
    ("GRACE", "suspend"): ("SUSPENDED", frozenset({Actor.OPERATOR})),
    ("GRACE", "archive"): ("ARCHIVED", frozenset({Actor.OPERATOR, Actor.OWNER})),
    ("LAPSED", "verify"): ("VERIFIED", frozenset({Actor.OPERATOR})),
    ("LAPSED", "archive"): ("ARCHIVED", frozenset({Actor.OPERATOR, Actor.OWNER})),
    ("SUSPENDED", "reinstate"): ("VERIFIED", frozenset({Actor.OPERATOR})),
    ("SUSPENDED", "archive"): ("ARCHIVED", frozenset({Actor.OPERATOR})),
}


def may_read(state: str) -> bool:
    return state in READING
