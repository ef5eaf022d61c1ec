"""Variants as they are drawn: the code coloured, options and reasons as markup. The same variant is drawn once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from jobfutures.checks.families.authoring import GAP
from jobfutures.checks.scoring import reason_for
from jobfutures.kit.markdown import highlighted, render
from jobfutures.kit.templatetags.kit import coded

KEPT = 512  # drawn texts; a process shows the same ones again and again
LEXERS = {"python": "python", "sql": "sql", "http": "http", "text": "text"}
GAP_HTML = '<mark class="gap"><span class="visually-hidden">gap</span></mark>'


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option. value: its place.  chosen: "on", a rank, or nothing.  html: the option, or the line of code."""

    value: str
    html: SafeString
    chosen: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One option, line or typed answer on the result page. is_right, is_chosen: of this option."""

    html: SafeString
    reason: SafeString
    is_right: bool
    is_chosen: bool
    rank: int = 0


@lru_cache(maxsize=KEPT)
def markdown(text: str) -> SafeString:
    return SafeString(render(text))


@lru_cache(maxsize=KEPT)
def line(text: str) -> SafeString:
    """Return an option or a reason: words with code between backticks, or lines that stand as they are."""
    return SafeString(f"<samp>{escape(text)}</samp>") if "\n" in text else coded(text)


@lru_cache(maxsize=KEPT)
def code_lines(code: str, language: str) -> tuple[SafeString, ...]:
    """Return the coloured lines of a code, with its gap marked."""
    marker = "gap_goes_here_"
    html = highlighted(code.replace(GAP, marker), LEXERS[language])
    return tuple(SafeString(one.replace(marker, GAP_HTML)) for one in html.rstrip("\n").split("\n"))


def lines_of(variant: Mapping[str, Any]) -> tuple[SafeString, ...]:
    return code_lines(variant["code"], variant["language"]) if variant["code"] else ()


def options_of(variant: Mapping[str, Any], chosen: Mapping[str, str]) -> list[ShownOption]:
    """Return what is chosen from. chosen: place -> "on" or a rank."""
    lines = lines_of(variant)
    is_line = variant["kind"] == "LINE"
    return [
        ShownOption(
            str(place),
            lines[int(option) - 1] if is_line else line(option),
            chosen.get(str(place), ""),
            option if is_line else "",
        )
        for place, option in enumerate(variant["options"])
    ]


def told_options(variant: Mapping[str, Any], answer: Any) -> list[Told]:
    """Return every option with what is so; in their right order for steps. answer: as `scoring.score_of` takes it."""
    right = variant["right"] if isinstance(variant["right"], list) else [variant["right"]]
    mine = answer if isinstance(answer, list) else [answer]
    shown = options_of(variant, {})
    order = right if variant["kind"] == "ORDER" else range(len(shown))
    return [
        Told(
            html=shown[place].html,
            reason=line(variant["reasons"].get(str(place), "")),
            is_right=place in right,
            is_chosen=place in mine,
            rank=mine.index(place) + 1 if variant["kind"] == "ORDER" and place in mine else 0,
        )
        for place in order
    ]


def typed_key(variant: Mapping[str, Any]) -> str:
    """Return what is right where an answer is typed: of a gap the usual way."""
    right = variant["right"]
    return str(right[0] if isinstance(right, list) else right)


def typed_reason(variant: Mapping[str, Any], answer: Any) -> SafeString:
    return line(reason_for(variant, answer))
