"""Turns checked content files into the columns of guide rows, when content is loaded: no page renders Markdown."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.urls import reverse

from jobfutures.guide.content import sections
from jobfutures.guide.content.check import GuideContent
from jobfutures.guide.content.schema import QuestionFields
from jobfutures.kit.content.frontmatter import Document, Loaded
from jobfutures.kit.content.renderer import RENDERER
from jobfutures.kit.markdown import highlighted, plain, render, render_line

BESIDE = {".py", ".json", ".toml", ".txt", ".html", ".sql", ".csv", ".ini"}


def guide_of(document: Document) -> str:
    """Return the id of the guide whose folder holds a file."""
    return document.file.relative_to(document.folder / "guides").parts[0]


def addresses(content: GuideContent) -> dict[str, str]:
    """Return the address of every question by its id, for `question:` links."""
    found = {}
    for question in content.questions:
        slugs = content.vocabulary.slugs(question.fields.area)
        if slugs:
            found[question.fields.id] = reverse(
                "guide:question", args=[guide_of(question.document), slugs[1], question.fields.id]
            )
    return found


def content_hash(*parts: str) -> str:
    return hashlib.sha256("\0".join((RENDERER, *parts)).encode()).hexdigest()


def question_hash(content: GuideContent, question: Loaded[QuestionFields], position: int) -> str:
    """Return the hash of everything that the row of a question and its children are made of."""
    files = [question.document.file.parent / example.path for example in question.fields.examples]
    return content_hash(
        question.document.file.read_text(encoding="utf-8"),
        str(position),
        guide_of(question.document),
        *(file.read_text(encoding="utf-8") for file in files),
        *(json.dumps(beside(file), sort_keys=True) for file in files),
        *(json.dumps(content.proof.get(file), sort_keys=True) for file in files),
    )


def question_columns(content: GuideContent, question: Loaded[QuestionFields], links: dict[str, str]) -> dict[str, Any]:
    """Return the columns of a question's row, apart from its times, its hash and its children."""
    fields = question.fields
    parts = {part.title: part.text for part in sections.split(question.document.body, question.document.body_line)}
    weak, strong = sections.weak_and_strong(parts["Weak vs strong"]) or ("", "")
    return {
        "guide_id": guide_of(question.document),
        "area_id": fields.area,
        "title": fields.title,
        "kind": fields.kind.upper(),
        "levels": [level.upper() for level in fields.levels],
        "aloud_seconds": fields.aloud_seconds,
        "breath_html": render_line(parts["In one breath"], links),
        "breath_text": plain(parts["In one breath"]),
        "answer_html": render(parts["Model answer"], links),
        "weak_html": render(weak, links),
        "strong_html": render(strong, links),
        "example_html": render(parts["Example"], links),
        "aloud_html": render(parts["Say it aloud"], links),
        "references_html": render(parts["References"], links),
        "references": [reference.model_dump(mode="json") for reference in fields.references],
        "versions": versions(content, question),
        "words": word_count(question, parts),
        "search_text": plain("\n\n".join(searched(parts))),
        "verified_on": fields.verified_on,
        **list_columns(fields, parts, links),
    }


def list_columns(fields: QuestionFields, parts: dict[str, str], links: dict[str, str]) -> dict[str, Any]:
    """Return the columns that hold lists: what each level adds, pitfalls, follow-ups."""
    points = {point.id: point.text for point in fields.key_points}
    pitfalls = filter(None, map(sections.pitfall, sections.items(parts["Pitfalls"])))
    follow_ups = filter(None, map(sections.follow_up, sections.items(parts["Follow-ups"])))
    return {
        "by_level": [
            {"level": level.upper(), "html": render_line(text, links)}
            for level, text in sections.by_level(parts["By level"]).items()
        ],
        "pitfalls": [
            {"html": render_line(text, links), "symptom_html": render_line(symptom, links)}
            for text, symptom in pitfalls
        ],
        "follow_ups": [
            {"html": render_line(item.text, links), "tests": [points[tested] for tested in item.tests]}
            for item in follow_ups
        ],
    }


def searched(parts: dict[str, str]) -> list[str]:
    """Return the prose of a question as search finds and shows it, without the marks that only the format needs."""
    follow_ups = [item.text for text in sections.items(parts["Follow-ups"]) if (item := sections.follow_up(text))]
    prose = [parts[title] for title in ("In one breath", "Model answer", "Weak vs strong", "Pitfalls", "Example")]
    return [*prose, *sections.by_level(parts["By level"]).values(), *follow_ups]


def word_count(question: Loaded[QuestionFields], parts: dict[str, str]) -> int:
    """Return how many words a reader of the page meets: its prose, and the code of its examples."""
    files = [question.document.file.parent / example.path for example in question.fields.examples]
    read = [*parts.values(), *(file.read_text(encoding="utf-8") for file in files)]
    return sum(len(text.split()) for text in read)


def versions(content: GuideContent, question: Loaded[QuestionFields]) -> dict[str, str]:
    """Return what the examples of a question ran on, as their run wrote it down; empty without examples."""
    found: dict[str, str] = {}
    for example in question.fields.examples:
        found |= content.proof.get(question.document.file.parent / example.path, {}).get("versions", {})
    return found


def examples_columns(content: GuideContent, question: Loaded[QuestionFields]) -> list[dict[str, Any]]:
    """Return the columns of the rows of a question's examples, in order, apart from their places."""
    folder = question.document.file.parent
    return [
        {"path": one.path, "run": one.run, "expect": one.expect, **example_columns(content, folder / one.path)}
        for one in question.fields.examples
    ]


def example_columns(content: GuideContent, file: Path) -> dict[str, Any]:
    """Return the columns that hold a tested file and what it printed."""
    source = file.read_text(encoding="utf-8")
    record = content.proof.get(file, {"tests": [], "ran_on": None})
    return {
        "source": source,
        "source_html": highlighted(source, "python"),
        "beside": beside(file),
        "outcomes": record["tests"],
        "ran_on": record["ran_on"],
    }


def beside(file: Path) -> dict[str, str]:
    """Return the other text files in the folder of an example, by name; other examples there run by themselves."""
    others = [other for other in sorted(file.parent.iterdir()) if other.suffix in BESIDE and other != file]
    return {other.name: other.read_text(encoding="utf-8") for other in others if not other.name.startswith("test_")}


def project(guide_file: Path) -> dict[str, str]:
    """Return the Python files that the examples of a guide share, by their path in its project folder."""
    folder = guide_file.parent / "project"
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.py"))
    }
