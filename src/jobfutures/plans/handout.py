"""Kits to take along: as Markdown, and set on A4 pages."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from jobfutures.plans.queries.showing import Asked, Judged, ShownKit, paper_of
from jobfutures.plans.wording import LICENCE
from jobfutures.profiles.pdf.typesetting import set_pages

TEMPLATE = Path(__file__).with_name("handout.typ")
MARKS = re.compile(r"([\\*_\[\]<>#|~])")


@cache
def template() -> bytes:
    return TEMPLATE.read_bytes()


def licence_of(kits: list[ShownKit]) -> str:
    """Return the line about text of the guide, or nothing where all is the company's own."""
    return LICENCE % {"address": settings.SITE_ADDRESS} if any(one.from_guide for one in kits) else ""


def pdf_of(title: str, kits: list[ShownKit]) -> bytes:
    """Return the kits as a PDF. Raises TooLong."""
    return set_pages(template(), paper_of(title, kits, licence_of(kits)))


def markdown_of(title: str, kits: list[ShownKit]) -> str:
    lines = [f"# {plain(title)}"]
    for kit in kits:
        lines += lines_of(kit)
    if licence := licence_of(kits):
        lines += ["---", licence]
    return "\n\n".join(lines) + "\n"


def lines_of(kit: ShownKit) -> Iterator[str]:
    yield f"## {plain(kit.title)}"
    yield _("%(minutes)d minutes") % {"minutes": kit.minutes} + "".join(f" · {plain(one)}" for one in kit.topics)
    if kit.brief.strip():
        yield "### " + _("For the candidate")
        yield kit.brief.strip()
    if kit.guide.strip():
        yield "### " + _("For interviewers")
        yield kit.guide.strip()
    yield "### " + _("Questions")
    yield from (question(number, one) for number, one in enumerate(kit.questions, 1))
    yield "### " + _("Criteria")
    yield from (criterion(one) for one in kit.criteria)


def question(number: int, one: Asked) -> str:
    begin = f"{number}. "
    lines = [begin + plain(one.text), *(f"{' ' * len(begin)}- {plain(probe)}" for probe in one.probes)]
    if one.hears:
        lines.append(" " * len(begin) + "- " + _("Lets you hear: %(what)s") % {"what": plain("; ".join(one.hears))})
    return "\n".join(lines)


def criterion(one: Judged) -> str:
    lines = [f"**{plain(one.name)}**", ""]
    lines += [f"- {label}: {plain(text)}" for label, text in one.anchors]
    return "\n".join(lines)


def plain(text: str) -> str:
    """Return text of one line that Markdown shows as it stands; code between backticks stays code."""
    parts = " ".join(text.split()).split("`")
    kept = [
        part if place % 2 and place < len(parts) - 1 else MARKS.sub(r"\\\1", part) for place, part in enumerate(parts)
    ]
    return "`".join(kept)
