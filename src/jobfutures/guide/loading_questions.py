"""Writes questions with their key points, cards and examples, many at once: a first load writes some thousand rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobfutures.guide.content.schema import QuestionFields
from jobfutures.guide.models import Card, Example, KeyPoint, Question
from jobfutures.kit.content.frontmatter import Loaded

AT_ONCE = 50  # rows of questions are large


@dataclass(frozen=True, slots=True)
class Changed:
    """One question whose files are not what its row says. columns: those of its row, apart from its times.
    examples: those of the rows of its examples, in order.
    """

    source: Loaded[QuestionFields]
    columns: dict[str, Any]
    examples: list[dict[str, Any]]

    @property
    def id(self) -> str:
        return self.source.fields.id


def load_questions(changed: list[Changed], *, at: datetime) -> int:
    """Write the questions and all that belongs to them; return how many of them are new."""
    if not changed:
        return 0
    names = [one.id for one in changed]
    known = Question.objects.filter(pk__in=names).count()
    rows = [Question(pk=one.id, first_published_at=at, changed_at=at, retired=False, **one.columns) for one in changed]
    Question.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*changed[0].columns, "changed_at", "retired"],
        batch_size=AT_ONCE,
    )
    load_cards(changed, load_key_points(changed))
    load_examples(changed)
    return len(changed) - known


def load_key_points(changed: list[Changed]) -> Mapping[tuple[str, str], int]:
    """Write the key points; return the primary key of each by question and slug."""
    points = [
        KeyPoint(
            question_id=one.id,
            slug=point.id,
            level=point.level.upper(),
            must=point.must,
            text=point.text,
            position=position,
            retired=False,
        )
        for one in changed
        for position, point in enumerate(one.source.fields.key_points)
    ]
    KeyPoint.objects.bulk_create(
        points,
        update_conflicts=True,
        unique_fields=["question", "slug"],
        update_fields=["level", "must", "text", "position", "retired"],
    )
    written = {(point.question_id, point.slug) for point in points}
    rows = KeyPoint.objects.filter(question__in=[one.id for one in changed], retired=False)
    found = {(question, slug): pk for pk, question, slug in rows.values_list("pk", "question", "slug")}
    gone = [pk for name, pk in found.items() if name not in written]
    KeyPoint.objects.filter(pk__in=gone).update(retired=True)
    return found


def load_cards(changed: list[Changed], points: Mapping[tuple[str, str], int]) -> None:
    cards = [
        Card(
            question_id=one.id,
            slug=card.id,
            key_point_id=points[one.id, card.key_point],
            front=card.front,
            back=card.back,
            position=position,
            retired=False,
        )
        for one in changed
        for position, card in enumerate(one.source.fields.cards)
    ]
    Card.objects.bulk_create(
        cards,
        update_conflicts=True,
        unique_fields=["question", "slug"],
        update_fields=["key_point", "front", "back", "position", "retired"],
    )
    written = {(card.question_id, card.slug) for card in cards}
    rows = Card.objects.filter(question__in=[one.id for one in changed], retired=False)
    gone = [pk for pk, *name in rows.values_list("pk", "question", "slug") if tuple(name) not in written]
    Card.objects.filter(pk__in=gone).update(retired=True)


def load_examples(changed: list[Changed]) -> None:
    Example.objects.filter(question__in=[one.id for one in changed]).delete()
    Example.objects.bulk_create(
        Example(question_id=one.id, position=position, **columns)
        for one in changed
        for position, columns in enumerate(one.examples)
    )
