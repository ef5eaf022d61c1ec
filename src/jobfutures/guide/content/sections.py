"""The body of a question: nine sections in a fixed order, each with the form that the page relies on."""

import re
from dataclasses import dataclass

from jobfutures.guide.content.schema import Level

ORDER = (
    "In one breath",
    "Model answer",
    "By level",
    "Weak vs strong",
    "Pitfalls",
    "Example",
    "Follow-ups",
    "Say it aloud",
    "References",
)
BREATH_WORDS = 60
FENCES = ("text", "sketch")
TESTS = re.compile(r"\(tests: ([a-z0-9-]+(?:, [a-z0-9-]+)*)\)$")
BY_LEVEL = re.compile(r"^\*\*(Junior|Middle|Senior)\*\*: ", re.MULTILINE)
SYMPTOM = re.compile(r"\bSymptoms?: ")


@dataclass(frozen=True)
class Section:
    title: str
    text: str
    line: int


@dataclass(frozen=True)
class FollowUp:
    text: str
    tests: tuple[str, ...]


def split(body: str, first_line: int) -> list[Section]:
    """Return the level-two sections of a body; text before the first one becomes a section without a title."""
    found: list[Section] = []
    title, start, gathered = "", first_line, list[str]()
    fenced = False
    for number, line in enumerate(body.splitlines(), start=first_line):
        if line.startswith("```"):
            fenced = not fenced
        if line.startswith("## ") and not fenced:
            found.append(Section(title, "\n".join(gathered).strip(), start))
            title, start, gathered = line.removeprefix("## ").strip(), number, []
        else:
            gathered.append(line)
    found.append(Section(title, "\n".join(gathered).strip(), start))
    return [section for section in found if section.title or section.text]


def items(text: str) -> list[str]:
    """Return the items of a Markdown list, each on one line."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("- "):
            found.append(line.removeprefix("- ").strip())
        elif found and line.strip():
            found[-1] += " " + line.strip()
    return found


def by_level(text: str) -> dict[Level, str]:
    """Return what is expected at each level, as Markdown."""
    return {Level(match[1].lower()): BY_LEVEL.sub("", item) for item in items(text) if (match := BY_LEVEL.match(item))}


def weak_and_strong(text: str) -> tuple[str, str] | None:
    """Return both answers as Markdown, or None where the section has another form."""
    match = re.fullmatch(r"\*\*Weak\*\*:\s+(.+?)\s*\n\s*\*\*Strong\*\*:\s+(.+)", text, re.DOTALL)
    return (match[1], match[2]) if match else None


def pitfall(item: str) -> tuple[str, str] | None:
    """Return a pitfall and the symptom one would see, or None without a symptom."""
    text, found, symptom = SYMPTOM.split(item)[0], SYMPTOM.search(item), SYMPTOM.split(item)[-1]
    return (text.strip(), symptom.strip()) if found else None


def follow_up(item: str) -> FollowUp | None:
    """Return a follow-up with the ids of the key points it tests, or None where it names none."""
    match = TESTS.search(item)
    return FollowUp(TESTS.sub("", item).strip(), tuple(match[1].split(", "))) if match else None


def fences(text: str, first_line: int) -> list[tuple[int, str]]:
    """Return the line and the tag of every code fence that opens in a text."""
    found: list[tuple[int, str]] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=first_line):
        if line.lstrip().startswith(("```", "~~~")):
            if not inside:
                found.append((number, line.strip().strip("`~").strip()))
            inside = not inside
    return found
