"""Sets a résumé on A4 pages. Typst is loaded here and only when a page is set: an idle instance does not hold it."""

import json
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jobfutures.profiles.pdf.parts import PARTS, paper_of
from jobfutures.profiles.resume.pairs import Resume

TEMPLATE = Path(__file__).with_name("resume.typ")
FITTED_LETTERS = 20_000  # longer texts fit on two pages at no size, so none is tried
MOST_LETTERS, MOST_TEXTS = 150_000, 3_000
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")  # what the embedded letters have


@cache
def template() -> bytes:
    return TEMPLATE.read_bytes()


class TooLong(Exception):
    """What would be many dozens of pages: no page was set."""


def typeset(resume: Resume, parts: Collection[str]) -> bytes:
    """Return a PDF with these parts of a résumé. Its texts reach the template as data, never as markup.

    Raises TooLong.
    """
    paper = paper_of(resume, parts)
    paper["is_long"] = sum(len(text) for text in texts_in(paper)) > FITTED_LETTERS
    return set_pages(template(), paper)


def set_pages(template: bytes, paper: dict[str, Any]) -> bytes:
    """Return a PDF of a template with these data, `paper` in it. Raises TooLong."""
    import typst  # noqa: PLC0415

    shown = printable(paper)
    lengths = [len(text) for text in texts_in(shown)]
    if sum(lengths) > MOST_LETTERS or len(lengths) > MOST_TEXTS:
        raise TooLong
    found = typst.compile(template, format="pdf", sys_inputs={"paper": json.dumps(shown)}, ignore_system_fonts=True)
    return bytes(found)


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)


def printable(value: Any) -> Any:
    """Return a value whose texts have no characters that only steer machines."""
    if isinstance(value, dict):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [printable(one) for one in value]
    if not isinstance(value, str):
        return value
    return "".join(letter for letter in value if unicodedata.category(letter) not in ("Cc", "Cn", "Co", "Cs"))


def unset_letters(resume: Resume) -> str:
    """Return up to eight letters of a résumé that the page has no shapes for, in the order they come."""
    text = json.dumps(paper_of(resume, PARTS.keys()), ensure_ascii=False)
    found = dict.fromkeys(letter for letter in text if not is_set(letter))
    return "".join(list(found)[:8])


@lru_cache(maxsize=4096)
def is_set(letter: str) -> bool:
    """Tell whether the embedded letters have a shape for this one; other signs than letters are taken to have one."""
    if letter.isascii() or not unicodedata.category(letter).startswith(("L", "So")):
        return True
    return unicodedata.name(letter, "").startswith(SCRIPTS)
