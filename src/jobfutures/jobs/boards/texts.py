"""Titles and descriptions as boards write them: entities undone exactly once, and no HTML where none belongs."""

import re
from html import unescape

ELEMENTS = (
    "a|abbr|b|big|br|center|code|div|em|font|h[1-6]|hr|i|img|li|mark|ol|p|s|script|small|span|strong|strike|style|sub|"
    "sup|u|ul"
)
TAG = re.compile(rf"</?(?:{ELEMENTS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
LOOKS_ESCAPED = re.compile(r"&lt;/?[a-z]", re.IGNORECASE)
LONGEST_TITLE = 120


def title_of(written: str) -> str:
    """Return a title as text: entities undone once, no elements in it, blanks put together."""
    text = TAG.sub(" ", SCRIPT.sub(" ", unescape(written)))
    return re.sub(r"\s+", " ", text).strip()


def cut(title: str) -> str:
    """Return a title that fits, cut between words where it can be."""
    if len(title) <= LONGEST_TITLE:
        return title
    short = title[: LONGEST_TITLE - 1]
    words = short.rpartition(" ")[0]
    return f"{words if len(words) > LONGEST_TITLE // 2 else short}…"


def html_of(written: str) -> str:
    """Return HTML that some pages write with its entities doubled."""
    return unescape(written) if "<" not in written and LOOKS_ESCAPED.search(written) else written


def section(title: str, html: str) -> str:
    """Return one part of a description under its heading; bare items get the list that they lack."""
    body = html.strip()
    if re.match(r"<li\b", body, re.IGNORECASE):
        body = f"<ul>{body}</ul>"
    head = title_of(title)
    shown = head.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<h3>{shown}</h3>{body}" if head and body else body
