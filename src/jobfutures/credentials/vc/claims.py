"""What a credential states: the names of its claims, which of them everybody sees, and which go together."""

import re
from collections.abc import Collection, Mapping
from datetime import timedelta

VISIBLE = frozenset({"iss", "iat", "exp", "vct", "status", "cnf"})
STATED = (
    "role", "taken_on", "level", "attempts", "format", "proctoring", "bank_version", "evidence_url",
)  # fmt: skip
AREA = re.compile(r"area_[a-z0-9_]{1,80}")
MARKS = ("strong", "mixed", "weak")
TOGETHER = {"level": ("taken_on", "attempts")}  # a level is never shown without these
GOOD_FOR = timedelta(days=365)  # a result is called old after a year, and so is what states it
LONGEST = timedelta(days=731)
BATCH = 10  # copies, each with salts, a holder key and a place in a status list of its own
DIGESTS = 24  # in each copy, decoys included: nobody can count how many statements were left out
LONGEST_STATEMENT = 2000  # characters
PATH = "/vct/skill-check/1"

Facts = Mapping[str, str | int]


def is_stated(name: str, value: object) -> bool:
    """Tell whether a credential may state this: a known name, with a value of its kind."""
    if name == "attempts":
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_STATEMENT:
        return False
    return value in MARKS if AREA.fullmatch(name) else name in STATED


def lacking(names: Collection[str]) -> list[str]:
    """Return what must be shown as well, where these claims are."""
    return [needed for name in names for needed in TOGETHER.get(name, ()) if needed not in names]


def in_order(facts: Facts) -> dict[str, str | int]:
    """Return what is stated in the order in which it is read: areas come last."""
    known = {name: facts[name] for name in STATED if name in facts}
    return known | {name: facts[name] for name in sorted(facts) if name not in known}
