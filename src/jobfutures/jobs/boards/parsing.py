"""Bytes to values: JSON with exact numbers, XML in the same shape, and the JSON-LD of a page."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from jobfutures.jobs.boards import wording
from jobfutures.jobs.boards.markup import MarkupReader
from jobfutures.jobs.boards.shapes import Fault, Refused, pointer_of

MOST_BYTES = 50 * 1024 * 1024
DEEPEST = 32


def parse_json(content: bytes) -> Any:
    """Return the values of a JSON file; fractions as Decimal. Raises Refused."""
    return checked(values_of(text_of(content)))


def values_of(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=no_number)
    except json.JSONDecodeError as wrong:
        place = (("line", wrong.lineno), ("column", wrong.colno))
        raise Refused(Fault("", wording.NO_JSON, place)) from None
    except ValueError:
        raise Refused(Fault("", wording.NO_NUMBER)) from None
    except RecursionError:
        raise Refused(Fault("", wording.TOO_DEEP, (("most", DEEPEST),))) from None


def no_number(_name: str) -> None:
    raise ValueError


def text_of(content: bytes) -> str:
    refuse_size(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(Fault("", wording.NO_TEXT)) from None


def refuse_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Refused(Fault("", wording.TOO_LARGE, (("most", MOST_BYTES // 1024**2),)))


def checked(document: Any) -> Any:
    """Return a document as it is. Raises Refused where it is nested too deep."""
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(document, ())]
    while waiting:
        value, path = waiting.pop()
        if not isinstance(value, dict | list):
            continue
        if len(path) >= DEEPEST:
            raise Refused(Fault(pointer_of(path), wording.TOO_DEEP, (("most", DEEPEST),)))
        inside: Iterable[tuple[str | int, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
        waiting += [(one, (*path, key)) for key, one in inside if isinstance(one, dict | list)]
    return document


def parse_xml(content: bytes) -> Any:
    """Return an XML file in the shape of JSON: an element without children is its text, others are objects of lists."""
    refuse_size(content)
    try:
        root = fromstring(content, forbid_dtd=True)
    except (DefusedXmlException, ParseError, LookupError, ValueError, RecursionError):
        raise Refused(Fault("", wording.NO_XML, (("reason", "it is broken, or declares entities."),))) from None
    return checked({root.tag: shaped(root, 0)})


def shaped(element: Element, depth: int) -> Any:
    if depth > DEEPEST:
        raise Refused(Fault("", wording.TOO_DEEP, (("most", DEEPEST),)))
    found: dict[str, Any] = {f"@{name}": value for name, value in element.attrib.items()}
    for child in element:
        found.setdefault(child.tag, []).append(shaped(child, depth + 1))
    if not found:
        return element.text or ""
    if (element.text or "").strip():
        found["#text"] = element.text
    return found


class Scripts(MarkupReader):
    """Collects what stands in <script type="application/ld+json">."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        if tag == "script" and kind == "application/ld+json":
            self.inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


def parse_page(content: bytes) -> Any:
    """Return the JSON-LD of a page, one value a script, or that of a file that is JSON-LD itself. Raises Refused."""
    text = text_of(content)
    if text.lstrip()[:1] in ("{", "["):
        return checked([values_of(text)])
    reader = Scripts()
    reader.feed(text)
    reader.close()
    if not reader.found:
        raise Refused(Fault("", wording.NO_POSTING))
    found = []
    for place, one in enumerate(reader.found):
        try:
            found.append(values_of(one.strip().removeprefix("<!--").removesuffix("-->").strip()))
        except Refused as refusal:
            raise Refused(Fault(f"/{place}", refusal.fault.sentence, refusal.fault.values)) from None
    return checked(found)
