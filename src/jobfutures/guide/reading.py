"""The order in which a path leads through areas, how long reading takes, and which numbers are worth saying. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence

WORDS_A_MINUTE = 200
UNITS = (
    "ms|s|seconds?|minutes?|hours?|days?|MB|GB|KB|kB|bytes|rows?|queries|statements?|requests?|calls?|times|threads|"
    "connections|workers?"
)
# A quantity: with a unit, with a thousands comma, or of two digits. Status codes, versions, names and N+1 are none.
QUANTITY = re.compile(
    rf"(?<![\w+.,/-])(?:\d[\d.,]*\s?(?:%|(?:{UNITS})\b)|\d{{1,3}}(?:,\d{{3}})+|\d\d(?![\w.,-]?\d|\w))"
)


def in_order(shares: Mapping[str, float], needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names of `shares`: what is needed before what needs it, else the larger share, else as given.

    needs: of every name, also of those that are not in `shares`: a way through them counts as well.
    """
    left = list(shares)
    before = {name: reach(name, needs) & shares.keys() for name in left}
    found: list[str] = []
    while left:
        free = [name for name in left if before[name] <= set(found)]
        following = max(free or left, key=lambda name: shares[name])  # the first of equals
        found.append(following)
        left.remove(following)
    return found


def reach(name: str, needs: Mapping[str, Sequence[str]]) -> set[str]:
    """Return everything that a name needs, directly or on the way."""
    found: set[str] = set()
    open_names = list(needs.get(name, ()))
    while open_names:
        needed = open_names.pop()
        if needed not in found:
            found.add(needed)
            open_names += needs.get(needed, ())
    return found - {name}


def minutes_for(words: int, aloud_seconds: int) -> float:
    """Return the minutes to read so many words once, and to say the answer aloud once."""
    return words / WORDS_A_MINUTE + aloud_seconds / 60


def has_quantity(text: str) -> bool:
    return QUANTITY.search(text) is not None


def level_of_three(levels: Iterable[Sequence[str]]) -> str:
    """Return the level that the third of four anchors stands for, from the levels of a criterion's questions.

    The middle, where one of them asks for it; the senior, where all are for seniors only; else the junior.
    """
    asked = [set(of_one) for of_one in levels]
    if any("MIDDLE" in of_one for of_one in asked):
        return "MIDDLE"
    return "SENIOR" if asked and all(of_one == {"SENIOR"} for of_one in asked) else "JUNIOR"
