"""Rows for the tests of this room."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from jobfutures.guide.models import Chapter, Guide, Question
from jobfutures.kit.content.frontmatter import Document, Loaded
from jobfutures.support.commands.messages import receive_message
from jobfutures.support.content import FaqFields
from jobfutures.support.models import Kind, Message
from jobfutures.topics.models import Area, Section
from tests.people import NOON


def faq(name: str, *, title: str = "Who is it for?", body: str = "For *you*.", **fields: Any) -> Loaded[FaqFields]:
    """Return one file of the FAQ, as its reader gives it."""
    values = {"id": name, "title": title, "group": "The site", "order": 1, "status": "published", **fields}
    folder = Path("/content")
    document = Document(folder / "faq" / f"{name}.md", folder, values, {}, body, 8)
    return Loaded(document, FaqFields(**values))


def question(name: str = "lost-update", title: str = "What is a lost update?", *, retired: bool = False) -> Question:
    """Make a question of the guide, with its area and guide."""
    section, _ = Section.objects.get_or_create(
        pk="H", defaults={"slug": "data", "title": "Data", "line": "Kept safe", "position": 1}
    )
    area, _ = Area.objects.get_or_create(
        pk="H6",
        defaults={
            "section": section,
            "slug": "transactions",
            "title": "Transactions and isolation",
            "line": "What two writers do to one row",
            "first_release": True,
            "position": 1,
        },
    )
    guide, _ = Guide.objects.get_or_create(
        pk="python-backend", defaults={"title": "Python questions", "line": "Answers that ran", "body_html": ""}
    )
    Chapter.objects.get_or_create(guide=guide, area=area, defaults={"body_html": "", "content_hash": ""})
    texts = ("breath_html", "breath_text", "answer_html", "weak_html", "strong_html", "example_html")
    texts += ("aloud_html", "references_html", "search_text", "content_hash")
    lists = ("levels", "by_level", "pitfalls", "follow_ups", "references", "versions")
    return Question.objects.create(
        pk=name,
        guide=guide,
        area=area,
        position=Question.objects.count(),
        title=title,
        kind="CONCEPT",
        aloud_seconds=60,
        verified_on=NOON.date(),
        first_published_at=NOON,
        changed_at=NOON,
        retired=retired,
        **dict.fromkeys(texts, ""),
        **{name: [] for name in lists},
    )


def message(
    text: str = "Where is my data?", *, email: str = "cem@example.org", minutes: int = 0, **fields: Any
) -> Message:
    """Make a message as somebody without an account sends it."""
    values = {"by": None, "kind": Kind.CONTACT, "form_key": uuid4(), **fields}
    return receive_message(email=email, text=text, at=NOON + timedelta(minutes=minutes), **values)
