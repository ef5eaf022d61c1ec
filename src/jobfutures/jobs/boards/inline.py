"""The inside of a block of Markdown: signs of a text mean themselves, and emphasis stands only where it is seen."""

import re
import unicodedata

type Marks = list[tuple[str, str]]
"""(kind, value): text, break, open and close of emphasis, code and uncode, link and unlink with its address."""

SIGNS = re.compile(r"([\\`*_\[\]<>~|])|&(?=#?\w+;)")
MARK = "*"  # stands for any mark that touches another
LINE_START = re.compile(r"^(#{1,6}(?= |$)|[-+=](?=[ \-=]|$)|\d{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    """Return text in which no sign means anything to Markdown."""
    return SIGNS.sub(lambda sign: "\\" + sign[0], text)


def laid_out(marks: Marks, *, in_heading: bool = False) -> str:
    """Return the Markdown of one block, without blanks around its lines."""
    kept = emphasised(marks)
    parts: list[str] = []
    code: list[str] | None = None
    for kind, value in kept:
        if kind == "code":
            code = []
        elif kind == "uncode" and code is not None:
            parts.append(code_span("".join(code)))
            code = None
        elif kind == "break":
            (parts if code is None else code).append("\x00" if code is None and not in_heading else " ")
        elif kind == "text":
            (parts.append(escaped(value)) if code is None else code.append(value))
        elif code is None:
            parts.append(value if kind in ("open", "close") else linked(kind, value))
    if code is not None:
        parts.append(escaped("".join(code)))
    found = lines_of(with_links("".join(parts)))
    return re.sub(r"(?<!\\)#", r"\\#", found) if in_heading else found  # at its end they would close the heading


def linked(kind: str, address: str) -> str:
    return "\x01" if kind == "link" else f"\x02{address}\x03"


def with_links(text: str) -> str:
    """Return text with links; one without words or without an address is only its words."""
    found = re.sub(
        r"\x01([^\x01\x02]*)\x02([^\x03]*)\x03",
        lambda link: f"[{link[1].strip()}]({link[2]})" if link[1].strip(" \x00*") and link[2] else link[1],
        text,
    )
    return re.sub(r"\x01|\x02[^\x03]*\x03", "", found)


def code_span(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    if not text:
        return ""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def lines_of(text: str) -> str:
    lines = [re.sub(r" +", " ", line).strip() for line in text.split("\x00")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    paragraphs = re.sub(r"\x00{2,}", "\x04", "\x00".join(LINE_START.sub(guarded, line) for line in lines))
    return paragraphs.replace("\x00", "\\\n").replace("\x04", "\n\n")


def guarded(start: re.Match[str]) -> str:
    return f"{start[0]}\\" if start[0].isdigit() else f"\\{start[0]}"


def emphasised(marks: Marks) -> Marks:
    """Return the marks with only such emphasis as begins and ends, holds words, and stands where Markdown sees it."""
    pairs, open_at = [], list[int]()
    for place, (kind, value) in enumerate(marks):
        if kind == "open":
            open_at.append(place)
        elif kind == "close" and open_at and marks[open_at[-1]][1] == value:
            pairs.append((open_at.pop(), place))
    good = {place for pair in pairs if stands(marks, *pair) for place in pair}
    return [one for place, one in enumerate(marks) if one[0] not in ("open", "close") or place in good]


def stands(marks: Marks, first: int, last: int) -> bool:
    inside = marks[first + 1 : last]
    if any(kind != "text" for kind, _value in inside):
        return False  # nested or broken: its words are enough
    words = "".join(value for _kind, value in inside)
    before, after = neighbour(marks[:first], -1), neighbour(marks[last + 1 :], 0)
    if MARK in (before, after):
        return False
    if not words.strip() or words != words.strip() or is_sign(words[0]) or is_sign(words[-1]):
        return stands_apart(words, before, after)
    return True


def stands_apart(words: str, before: str, after: str) -> bool:
    """Return whether words that begin or end with a sign are free on both sides; blanks at their ends never are."""
    return bool(words.strip()) and words == words.strip() and not before.strip() and not after.strip()


def neighbour(marks: Marks, end: int) -> str:
    """Return the character that stands nearest, or a blank."""
    for kind, value in reversed(marks) if end else marks:
        if kind == "text" and value:
            return value[end]
        if kind == "break":
            return " "
        if kind != "text":
            return MARK
    return " "


def is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"
