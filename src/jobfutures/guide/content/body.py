"""Checks the body of one question: its sections, their forms, its fences and its links."""

import re
from collections.abc import Iterator

from jobfutures.guide.content import sections
from jobfutures.guide.content.schema import QuestionFields
from jobfutures.guide.content.sections import Section
from jobfutures.kit.content.faults import Fault
from jobfutures.kit.content.frontmatter import Loaded

LINK = re.compile(r"\]\(question:([a-z0-9-]+)\)")


def body_faults(question: Loaded[QuestionFields], ids: set[str]) -> list[Fault]:
    """Return every fault of a body. `ids`: the questions that a link may name."""
    document = question.document
    parts = sections.split(document.body, document.body_line)
    found = [*fence_faults(question), *link_faults(question, ids)]
    missing = list(section_faults(question, parts))
    if missing:
        return found + missing
    by_title = {part.title: part for part in parts}
    for title, reason in form_faults(question.fields, {part.title: part.text for part in parts}):
        found.append(Fault(document.name, by_title[title].line, title, reason))
    return found


def section_faults(question: Loaded[QuestionFields], parts: list[Section]) -> Iterator[Fault]:
    """Yield missing, empty, unknown and misplaced sections."""
    name, line = question.document.name, question.document.body_line
    present = {part.title for part in parts}
    for title in sections.ORDER:
        if title not in present:
            yield Fault(name, line, title, "the section is missing")
    for part in parts:
        if part.title not in sections.ORDER:
            yield Fault(name, part.line, part.title or "body", "is no section of a question")
        elif not part.text:
            yield Fault(name, part.line, part.title, "the section is empty")
    if present == set(sections.ORDER) and [part.title for part in parts] != list(sections.ORDER):
        yield Fault(
            name, line, "body", "the sections must stand once each, in this order: " + ", ".join(sections.ORDER)
        )


def form_faults(fields: QuestionFields, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (section, reason) for sections whose text has not the form that the page relies on."""
    words = len(texts["In one breath"].split())
    if words > sections.BREATH_WORDS:
        yield "In one breath", f"has {words} words; one breath is at most {sections.BREATH_WORDS}"
    for level in sorted(set(fields.levels) - sections.by_level(texts["By level"]).keys()):
        yield "By level", f"says nothing for {level}; write `- **{level.capitalize()}**: ...`"
    if sections.weak_and_strong(texts["Weak vs strong"]) is None:
        yield "Weak vs strong", "must be `**Weak**: ...` and then `**Strong**: ...`"
    for title in ("Pitfalls", "Follow-ups"):
        if len(sections.items(texts[title])) < 2:
            yield title, "needs at least two"
    for item in sections.items(texts["Pitfalls"]):
        if sections.pitfall(item) is None:
            yield "Pitfalls", f"says no `Symptom: ...`: {item[:50]}"
    points = {point.id for point in fields.key_points}
    for item in sections.items(texts["Follow-ups"]):
        yield from (("Follow-ups", reason) for reason in follow_up_faults(item, points))


def follow_up_faults(item: str, points: set[str]) -> Iterator[str]:
    follow_up = sections.follow_up(item)
    if follow_up is None:
        yield f"must end with `(tests: key-point)`: {item[:50]}"
        return
    for tested in sorted(set(follow_up.tests) - points):
        yield f"tests {tested}, which is no key point"


def fence_faults(question: Loaded[QuestionFields]) -> Iterator[Fault]:
    for line, tag in sections.fences(question.document.body, question.document.body_line):
        if tag.split(" ")[0] not in sections.FENCES:
            reason = "code that runs belongs in an example; other text is tagged text or sketch"
            yield Fault(question.document.name, line, "code fence", f"tagged {tag or 'with nothing'}: {reason}")


def link_faults(question: Loaded[QuestionFields], ids: set[str]) -> Iterator[Fault]:
    for line, text in enumerate(question.document.body.splitlines(), start=question.document.body_line):
        for linked in LINK.findall(text):
            if linked not in ids:
                yield Fault(question.document.name, line, "link", f"unknown question {linked}")
