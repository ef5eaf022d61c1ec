"""Sets a résumé on A4 pages. Typst is loaded here and only when a page is set: an idle instance does not hold it."""

import json
import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from jobfutures.profiles.pdf.parts import PARTS, paper_of
from jobfutures.profiles.resume.pairs import Resume

TEMPLATE = Path(__file__).with_name("resume.typ")
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")  # what the embedded letters have


@cache
def template() -> bytes:
    return TEMPLATE.read_bytes()


def typeset(resume: Resume, parts: Collection[str]) -> bytes:
    """Return a PDF with these parts of a résumé. Its texts reach the template as data, never as markup."""
    import typst  # noqa: PLC0415

    paper = json.dumps(printable(paper_of(resume, parts)))
    found = typst.compile(
        template(), format="pdf", sys_inputs={"paper": paper}, ignore_system_fonts=True, font_paths=[]
    )
    return bytes(found)


def printable(value: Any) -> Any:
    """Return a value whose texts have no characters that only steer machines."""
    if isinstance(value, dict):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [printable(one) for one in value]
    return "".join(letter for letter in value if unicodedata.category(letter) not in ("Cc", "Cn", "Co", "Cs"))


def unset_letters(resume: Resume) -> str:
    """Return up to eight letters of a résumé that the page has no shapes for, in the order they come."""
    text = json.dumps(paper_of(resume, PARTS.keys()), ensure_ascii=False)
    found = dict.fromkeys(letter for letter in text if not is_set(letter))
    return "".join(list(found)[:8])


@cache
def is_set(letter: str) -> bool:
    """Tell whether the embedded letters have a shape for this one; other signs than letters are taken to have one."""
    if letter.isascii() or not unicodedata.category(letter).startswith(("L", "So")):
        return True
    return unicodedata.name(letter, "").startswith(SCRIPTS)
