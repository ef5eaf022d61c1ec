"""What stands beside an area for the person who interviews on it: five sections, each a list of its own form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobfutures.guide.content import sections
from jobfutures.guide.content.body import LINK
from jobfutures.guide.content.schema import InterviewersFields, Level, QuestionFields
from jobfutures.kit.content.faults import Fault
from jobfutures.kit.content.frontmatter import Document, Loaded

LEVELS = "What a strong answer explains"
ASK = "Ask next"
SIGNS = "Understood or recited"
TRIVIA = "Trivia, do not ask"
HINTS = "If the candidate is stuck"
HOW_MANY = {LEVELS: (3, 3), ASK: (5, 8), SIGNS: (3, 12), TRIVIA: (3, 12), HINTS: (2, 12)}  # in this order
ASKED = re.compile(r"(.+?)\s*\*Listen for\*:\s*(.+?)\s*\(criterion: ([a-z0-9-]+)\)")
OF_WORTH = re.compile(r"\b(good|poor|excellent|weak|strong|nice|great)\b", re.IGNORECASE)
WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Asked:
    """A follow-up as one would say it, what shows understanding, and the criterion that it tells of."""

    text: str
    listen: str
    criterion: str


def parts(document: Document) -> dict[str, list[str]]:
    """Return the items of each section by its title."""
    found = sections.split(document.body, document.body_line)
    return {section.title: sections.items(section.text) for section in found}


def asked(item: str) -> Asked | None:
    """Return a follow-up, or None where it has another form."""
    match = ASKED.fullmatch(item)
    return Asked(match[1], match[2], match[3]) if match else None


def interviewers_faults(
    loaded: Loaded[InterviewersFields], questions: list[Loaded[QuestionFields]], ids: set[str], unreadable: set[str]
) -> list[Fault]:
    """Return every fault of one file.

    questions: those of its area that it speaks of.  ids: those that a link may name.  unreadable: ids whose own faults
    are named already.
    """
    document = loaded.document
    here = {question.fields.id for question in questions}
    found = [loaded.fault(where, reason) for where, reason in criterion_faults(loaded.fields, here, unreadable)]
    found += body_faults(document, ids)
    if any(fault.field in HOW_MANY for fault in found):
        return found
    lines = {section.title: section.line for section in sections.split(document.body, document.body_line)}
    texts = parts(document)
    for title, reason in [*level_faults(texts[LEVELS]), *ask_faults(loaded.fields, texts[ASK], questions)]:
        found.append(Fault(document.name, lines[title], title, reason))
    return found


def criterion_faults(
    fields: InterviewersFields, here: set[str], unreadable: set[str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (field, reason) for criteria that name questions of other areas, and for words of worth in them."""
    for index, criterion in enumerate(fields.criteria):
        for place, name in enumerate(criterion.questions):
            if name not in here | unreadable:
                yield ("criteria", index, "questions", place), f"{name} is no published question of this area"
        if match := OF_WORTH.search(criterion.name):
            yield ("criteria", index, "name"), f"names an ability without judging it; leave out {match[0]}"
        for place, anchor in enumerate(criterion.anchors):
            if match := re.search(r"\b(good|poor)\b", anchor, re.IGNORECASE):
                yield ("criteria", index, "anchors", place), f"says what is heard, not that it is {match[0]}"
    named = {name for criterion in fields.criteria for name in criterion.questions}
    for name in sorted(here - named):
        yield ("criteria",), f"{name} belongs to no criterion"


def body_faults(document: Document, ids: set[str]) -> Iterator[Fault]:
    """Yield missing, unknown and misplaced sections, sections of another length, fences, and links to nowhere."""
    found = sections.split(document.body, document.body_line)
    titles = [section.title for section in found]
    for title in HOW_MANY.keys() - set(titles):
        yield Fault(document.name, document.body_line, title, "the section is missing")
    for section in found:
        fewest, most = HOW_MANY.get(section.title, (0, 0))
        number = len(sections.items(section.text))
        if not most:
            yield Fault(document.name, section.line, section.title or "body", "is no section for interviewers")
        elif section.text and not section.text.startswith("- "):
            yield Fault(document.name, section.line, section.title, "is a list: each line begins with `- `")
        elif not fewest <= number <= most:
            yield Fault(document.name, section.line, section.title, f"has {number} items, not {fewest} to {most}")
    if set(titles) == set(HOW_MANY) and titles != list(HOW_MANY):
        order = "the sections must stand once each, in this order: " + ", ".join(HOW_MANY)
        yield Fault(document.name, document.body_line, "body", order)
    for line, tag in sections.fences(document.body, document.body_line):
        yield Fault(document.name, line, "code fence", f"tagged {tag or 'with nothing'}: code belongs in an example")
    for line, text in enumerate(document.body.splitlines(), start=document.body_line):
        for linked in set(LINK.findall(text)) - ids:
            yield Fault(document.name, line, "link", f"unknown question {linked}")


def level_faults(items: list[str]) -> Iterator[tuple[str, str]]:
    found = [match[1] for item in items if (match := sections.BY_LEVEL.match(item))]
    if found != [level.capitalize() for level in Level]:
        yield LEVELS, "must be `- **Junior**: ...`, `- **Middle**: ...` and `- **Senior**: ...`, in this order"


def ask_faults(
    fields: InterviewersFields, items: list[str], questions: list[Loaded[QuestionFields]]
) -> Iterator[tuple[str, str]]:
    """Yield follow-ups of another form, of no criterion, or of a question's own words; and criteria without any."""
    criteria = {criterion.id for criterion in fields.criteria}
    known = {words(text) for question in questions for text in said_by(question)}
    named = set()
    for item in items:
        follow_up = asked(item)
        if follow_up is None:
            yield ASK, f"must be `... *Listen for*: ... (criterion: name)`: {item[:50]}"
            continue
        named.add(follow_up.criterion)
        if follow_up.criterion not in criteria:
            yield ASK, f"tells of {follow_up.criterion}, which is no criterion"
        if words(follow_up.text) in known:
            yield ASK, f"stands in a question word for word: {item[:50]}"
    for name in sorted(criteria - named):
        yield ASK, f"no follow-up tells of {name}"


def said_by(question: Loaded[QuestionFields]) -> list[str]:
    """Return what the page of a question asks already: its title and its follow-ups."""
    document = question.document
    texts = {part.title: part.text for part in sections.split(document.body, document.body_line)}
    follow_ups = (sections.follow_up(item) for item in sections.items(texts.get("Follow-ups", "")))
    return [question.fields.title, *(follow_up.text for follow_up in follow_ups if follow_up)]


def words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.lower()))
