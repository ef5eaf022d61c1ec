"""What may happen to a message, and how well words fit. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

# act: {state before: state after}; what is not here is refused
TRANSITIONS: dict[str, dict[str, str]] = {
    "open": {"NEW": "OPEN"},
    "answer": {"NEW": "ANSWERED", "OPEN": "ANSWERED", "ANSWERED": "ANSWERED"},
    "close": {"NEW": "CLOSED", "OPEN": "CLOSED", "ANSWERED": "CLOSED"},
    "reopen": {"ANSWERED": "OPEN", "CLOSED": "OPEN"},
}


def state_after(act: str, state: str) -> str | None:
    """Return the state to which an act leads, or None where it is refused."""
    return TRANSITIONS[act].get(state)


def acts_in(state: str) -> list[str]:
    return [act for act, moves in TRANSITIONS.items() if state in moves]


WORD = re.compile(r"[^\W_]+")
# Words that say nothing about what somebody needs, here.
EMPTY = frozenset(
    WORD.findall("""
    a about all also am an and any are as at be because been but by can could did do does doing dont for from get
    had has have hello help hi how i if im in into is it its ive just know like me my need no not of on one or our
    out please problem question so some something still thank thanks that the their them then there these they this
    to too trying up us use using very want was we were what when where which who why will with would you your
    """)
)
TITLE, REST = 3.0, 1.0  # what a word counts for in a title or among keywords, and in the text
LEAST = 0.4  # of the best: what fits less is left out


@dataclass(frozen=True)
class Place:
    """Somewhere on the site that may be what a person needs."""

    kind: str
    title: str
    address: str
    line: str = ""
    keywords: str = ""
    text: str = ""


def stem(word: str) -> str:
    """Cut the endings that part `delete`, `deleting` and `deleted`, `account` and `accounts`."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def words_in(text: str) -> frozenset[str]:
    """Return the telling words of a text, without case and endings; `don't` is `dont`."""
    found = WORD.findall(text.lower().replace("'", "").replace("\u2019", ""))
    return frozenset(stem(word) for word in found if word not in EMPTY)


def best_fits(need: str, places: Sequence[Place], most: int) -> list[Place]:
    """Return the places that share the most telling words with a need, best first; equal ones keep their order.

    A word counts the more the fewer places have it, as in inverse document frequency.
    """
    wanted = words_in(need)
    strong = [words_in(f"{place.title} {place.keywords}") for place in places]
    weak = [words_in(f"{place.line} {place.text}") for place in places]
    spread = Counter(word for one, other in zip(strong, weak, strict=True) for word in one | other)
    scores = [
        sum(log(1 + len(places) / spread[word]) * (TITLE if word in one else REST) for word in wanted & (one | other))
        for one, other in zip(strong, weak, strict=True)
    ]
    best = max(scores, default=0.0)
    ranked = sorted(zip(scores, places, strict=True), key=lambda pair: -pair[0])
    return [place for score, place in ranked if score and score >= LEAST * best][:most]
