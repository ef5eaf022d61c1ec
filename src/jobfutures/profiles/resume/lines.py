"""Lists of objects as lines of text, and back: what a line does not show of an object stays with it."""

from collections.abc import Callable, Iterable
from typing import Any

from jobfutures.profiles.rules import one_line

type Object = dict[str, Any]


def text_of(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else ""


def link_line(link: Object) -> str:
    """Return `GitHub: https://…`; where there is no address, the name there instead."""
    said = [text_of(link.get("network")), text_of(link.get("url")) or text_of(link.get("username"))]
    return ": ".join(part for part in said if part)


def made_link(line: str) -> Object:
    network, _blank, url = line.rpartition(" ")
    name = network.strip().removesuffix(":").strip()
    return {"network": name, "url": url} if name else {"url": url}


def language_line(language: Object) -> str:
    """Return `German: native`."""
    said = [text_of(language.get("language")), text_of(language.get("fluency"))]
    return ": ".join(part for part in said if part)


def made_language(line: str) -> Object:
    name, _colon, fluency = (part.strip() for part in line.partition(":"))
    return {"language": name, "fluency": fluency} if fluency else {"language": name}


def objects_of(
    lines: Iterable[str], kept: Iterable[Object], line_of: Callable[[Object], str], made: Callable[[str], Object],
    key: str,
) -> list[Object]:  # fmt: skip
    """Return what lines say now. A line that was there is the object that it was; one with a known key changes it.

    Objects that no line can show stay at the end.
    """
    left = [one for one in kept if line_of(one)]
    found = []
    for line in lines:
        new = made(line)
        old = next((one for one in left if line_of(one) == line), None)
        if old is None:
            old = next((one for one in left if new.get(key) and text_of(one.get(key)) == new[key]), None)
            found.append({**old, **new} if old else new)
        else:
            found.append(old)
        if old is not None:
            left.remove(old)
    return found + [one for one in kept if not line_of(one)]


def texts_of(lines: Iterable[str], kept: Iterable[str]) -> list[str]:
    """Return what lines say now; a text that was there and that one line shows whole stays as it was written."""
    left = list(kept)
    found = []
    for line in lines:
        old = next((one for one in left if one_line(one) == line), None)
        if old is not None:
            left.remove(old)
        found.append(line if old is None else old)
    return found
