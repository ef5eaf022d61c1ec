"""JSON as text to values that can be kept as they are: nothing double, nothing too deep, no character that is none."""

import json
import math
import re
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


class Doubled(dict[str, Any]):
    """An object in which a key stands twice."""

    key = ""


def an_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = Doubled(found)
    names = [name for name, _ in pairs]
    doubled.key = next(name for name in names if names.count(name) > 1)
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
    faults: list[Fault] = []
    left: list[tuple[str, Any, int]] = [("", value, 1)]
    while left:
        pointer, one, depth = left.pop()
        if isinstance(one, dict | list) and depth > DEEPEST:
            return [Fault(pointer, TOO_DEEP)]
        if isinstance(one, Doubled):
            faults.append(Fault(pointer, TWICE, (("key", shortened(one.key)),)))
        if isinstance(one, dict):
            if not all(is_keepable(name) for name in one):
                faults.append(Fault(pointer, NO_TEXT))
            else:
                left += [(below(pointer, name), inner, depth + 1) for name, inner in reversed(one.items())]
        elif isinstance(one, list):
            left += [(below(pointer, place), inner, depth + 1) for place, inner in reversed(list(enumerate(one)))]
        elif isinstance(one, str) and not is_keepable(one):
            faults.append(Fault(pointer, NO_TEXT))
        elif isinstance(one, float) and not math.isfinite(one):
            faults.append(Fault(pointer, NO_NUMBER))
    return faults


def is_keepable(text: str) -> bool:
    """Tell whether every database keeps a text: no character 0, and no half of a surrogate pair."""
    return not UNKEPT.search(text)


def shortened(text: str) -> str:
    plain = text if is_keepable(text) else "?"
    return plain if len(plain) <= 40 else f"{plain[:39]}…"
