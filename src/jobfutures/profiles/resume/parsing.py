"""JSON as text to values that can be kept as they are: nothing double, nothing too deep, no character that is none."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from jobfutures.profiles.resume.faults import (  # fmt: skip
    NO_JSON,
    NO_NUMBER,
    NO_TEXT,
    TOO_DEEP,
    TOO_LARGE,
    TWICE,
    Fault,
    Refused,
    below,
)

MOST_BYTES = 512 * 1024
DEEPEST = 32
UNKEPT = re.compile(r"[\x00\ud800-\udfff]")


MOST_FAULTS = 50
type Place = tuple[Place, str | int] | None


class Doubled(dict[str, Any]):
    """An object in which a key stands twice."""

    key = ""


def an_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled, seen = Doubled(found), set[str]()
    for name, _value in pairs:
        if name in seen:
            doubled.key = name
        seen.add(name)
    return doubled


def parsed(text: str) -> Any:
    """Return the values of a JSON text. Raises Refused."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise Refused([Fault("", TOO_LARGE, (("size", -(-size // 1024)),))])
    try:
        value = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=an_object)
    except json.JSONDecodeError as wrong:
        place = (("line", wrong.lineno), ("column", wrong.colno))
        raise Refused([Fault("", NO_JSON, place)]) from None
    except ValueError:
        raise Refused([Fault("", NO_NUMBER)]) from None  # a whole number of more digits than Python reads
    except RecursionError:
        raise Refused([Fault("", TOO_DEEP)]) from None
    faults = unkeepable(value)
    if faults:
        raise Refused(faults)
    return value


def unkeepable(value: Any) -> list[Fault]:
    """Return the first few things that cannot be kept. A place becomes text only where it is told: keys may be long."""
    faults: list[Fault] = []
    left: list[tuple[Place, Any, int]] = [(None, value, 1)]
    while left and len(faults) < MOST_FAULTS:
        place, one, depth = left.pop()
        if isinstance(one, dict | list) and depth > DEEPEST:
            return [Fault(pointer_to(place), TOO_DEEP)]
        faults += [Fault(pointer_to(place), sentence, values) for sentence, values in wrong_with(one)]
        members = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
        left += [((place, name), inner, depth + 1) for name, inner in reversed(list(members))]
    return faults


def wrong_with(one: Any) -> Iterator[tuple[str, tuple[tuple[str, str | int], ...]]]:
    if isinstance(one, Doubled):
        yield TWICE, (("key", shortened(one.key)),)
    texts = one if isinstance(one, dict) else [one] if isinstance(one, str) else []
    if not all(is_keepable(text) for text in texts):
        yield NO_TEXT, ()
    if isinstance(one, float) and not math.isfinite(one):
        yield NO_NUMBER, ()


def pointer_to(place: "Place") -> str:
    names: list[str | int] = []
    while place is not None:
        place, name = place
        names.append(shortened(name) if isinstance(name, str) else name)
    pointer = ""
    for name in reversed(names):
        pointer = below(pointer, name)
    return pointer


def is_keepable(text: str) -> bool:
    """Tell whether every database keeps a text: no character 0, and no half of a surrogate pair."""
    return not UNKEPT.search(text)


def shortened(text: str) -> str:
    plain = text if is_keepable(text) else "?"
    return plain if len(plain) <= 40 else f"{plain[:39]}…"
