"""Entries of a profile in words, as pages, shared fields and the printed page all say them."""

from typing import Any

from django.utils.translation import gettext as _

from jobfutures.profiles.resume.pairs import Columns
from jobfutures.profiles.resume.planning import title_of
from jobfutures.profiles.rules import date_words, one_line

TO = "\N{EN DASH}"


def period(columns: Columns) -> str:
    """Return from when until when: `Mar 2020` to `today`, `2016` to `Feb 2020`, or one of the two alone."""
    began, ended = (date_words(columns.get(name, "")) for name in ("began", "ended"))
    if began and ended and began != ended:
        return f"{began} {TO} {ended}"
    return f"{began} {TO} {_('today')}" if began and not ended else ended


def heading(section: str, columns: Columns) -> str:
    """Return the line by which an entry is known; empty where nothing names it."""
    return title_of(section, columns)


def meta(section: str, columns: Columns) -> list[str]:
    """Return the small facts of an entry, each of one line."""
    said: dict[str, list[Any]] = {
        "work": [period(columns), columns.get("location")],
        "education": [period(columns), columns.get("score")],
        "projects": [period(columns), columns.get("entity"), columns.get("kind")],
        "certificates": [columns.get("issuer"), date_words(columns.get("dated", ""))],
        "topics": [columns.get("level"), years(columns.get("years")), ", ".join(columns.get("keywords", []))],
    }
    return [one_line(part) for part in said[section] if part]


def years(number: int | None) -> str:
    if number is None:
        return ""
    return _("1 year") if number == 1 else _("%(number)d years") % {"number": number}


def prose(columns: Columns) -> str:
    """Return what an entry tells, in paragraphs; results stand as lines with a dot before them."""
    told = [columns.get("description", ""), columns.get("summary", "")]
    dotted = [
        f"• {one_line(one)}" for one in [*columns.get("courses", []), *columns.get("highlights", [])] if one.strip()
    ]
    return "\n\n".join([*(one.strip() for one in told if one.strip()), *(["\n".join(dotted)] if dotted else [])])
