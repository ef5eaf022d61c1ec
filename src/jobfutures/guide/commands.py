"""Brings the guide's rows to what the content folders say. Safe to repeat: unchanged files touch no row."""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from jobfutures.guide.content.check import GuideContent
from jobfutures.guide.content.schema import AreaFields, GuideFields, QuestionFields, Status
from jobfutures.guide.loading_interviewers import load_interviewers
from jobfutures.guide.models import Card, Chapter, Example, Guide, KeyPoint, Question
from jobfutures.guide.render import (
    addresses,
    content_hash,
    example_columns,
    guide_of,
    project,
    question_columns,
    question_hash,
)
from jobfutures.kit.content.frontmatter import Loaded
from jobfutures.kit.markdown import render
from jobfutures.topics.models import Area


@dataclass
class LoadCounts:
    """How many rows one load wrote: guides, chapters and questions."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return ", ".join(f"{getattr(self, field.name)} {field.name}" for field in fields(self))

    def count(self, *, created: bool) -> None:
        if created:
            self.added += 1
        else:
            self.changed += 1


@transaction.atomic
def load_guides(*, content: GuideContent, at: datetime) -> LoadCounts:
    """Upsert by id, and retire what is no longer there, so that what points to it keeps working."""
    counts = LoadCounts()
    links = addresses(content)
    for guide in content.guides:
        load_guide(guide, counts)
    for area in content.areas:
        load_chapter(area, links, counts)
    published = [question for question in content.questions if question.fields.status is Status.PUBLISHED]
    order = {name: index for area in content.areas for index, name in enumerate(area.fields.questions)}
    known = dict(Question.objects.published().values_list("pk", "content_hash"))
    for question in published:
        position = order[question.fields.id]
        loaded = question_hash(content, question, position)
        if known.get(question.fields.id) == loaded:
            counts.unchanged += 1
            continue
        columns = question_columns(content, question, links) | {"position": position, "content_hash": loaded}
        load_question(content, question, columns, at, counts)
    load_links(published)
    load_interviewers(content, links)
    retire(content, published, counts)
    return counts


def load_guide(guide: Loaded[GuideFields], counts: LoadCounts) -> None:
    shared = project(guide.document.file)
    loaded = content_hash(guide.document.file.read_text(encoding="utf-8"), json.dumps(shared))
    if Guide.objects.filter(pk=guide.fields.id, content_hash=loaded, retired=False).exists():
        counts.unchanged += 1
        return
    _, created = Guide.objects.update_or_create(
        pk=guide.fields.id,
        defaults={
            "title": guide.fields.title,
            "line": guide.fields.line,
            "body_html": render(guide.document.body),
            "project": shared,
            "roles": guide.fields.roles,
            "retired": guide.fields.status is not Status.PUBLISHED,
            "content_hash": loaded,
        },
    )
    counts.count(created=created)


def load_chapter(area: Loaded[AreaFields], links: dict[str, str], counts: LoadCounts) -> None:
    loaded = content_hash(area.document.file.read_text(encoding="utf-8"))
    rows = Chapter.objects.filter(guide=guide_of(area.document), area=area.fields.area)
    if rows.filter(content_hash=loaded, retired=False).exists():
        counts.unchanged += 1
        return
    chapter, created = Chapter.objects.update_or_create(
        guide_id=guide_of(area.document),
        area_id=area.fields.area,
        defaults={"body_html": render(area.document.body, links), "retired": False, "content_hash": loaded},
    )
    chapter.prerequisites.set(Area.objects.filter(pk__in=area.fields.prerequisites))
    counts.count(created=created)


def load_question(
    content: GuideContent, question: Loaded[QuestionFields], columns: dict[str, Any], at: datetime, counts: LoadCounts
) -> None:
    """Write one question with its key points, cards and examples."""
    row, created = Question.objects.update_or_create(
        pk=question.fields.id,
        defaults=columns | {"changed_at": at, "retired": False},
        create_defaults=columns | {"changed_at": at, "first_published_at": at},
    )
    counts.count(created=created)
    load_cards(row, question, load_key_points(row, question))
    row.examples.all().delete()
    Example.objects.bulk_create(
        Example(
            question=row,
            path=example.path,
            run=example.run,
            expect=example.expect,
            position=position,
            **example_columns(content, question.document.file.parent / example.path),
        )
        for position, example in enumerate(question.fields.examples)
    )


def load_cards(row: Question, question: Loaded[QuestionFields], points: dict[str, KeyPoint]) -> None:
    cards = [
        Card(
            question=row,
            slug=card.id,
            key_point=points[card.key_point],
            front=card.front,
            back=card.back,
            position=position,
        )
        for position, card in enumerate(question.fields.cards)
    ]
    changed = ["key_point", "front", "back", "position", "retired"]
    Card.objects.bulk_create(cards, update_conflicts=True, unique_fields=["question", "slug"], update_fields=changed)
    row.cards.exclude(slug__in=[card.id for card in question.fields.cards]).update(retired=True)


def load_key_points(row: Question, question: Loaded[QuestionFields]) -> dict[str, KeyPoint]:
    points = [
        KeyPoint(
            question=row,
            slug=point.id,
            level=point.level.upper(),
            must=point.must,
            text=point.text,
            position=position,
        )
        for position, point in enumerate(question.fields.key_points)
    ]
    changed = ["level", "must", "text", "position", "retired"]
    KeyPoint.objects.bulk_create(
        points, update_conflicts=True, unique_fields=["question", "slug"], update_fields=changed
    )
    row.key_points.exclude(slug__in=[point.slug for point in points]).update(retired=True)
    return {point.slug: point for point in row.key_points.filter(retired=False)}


def load_links(published: list[Loaded[QuestionFields]]) -> None:
    """Write prerequisites and what is superseded, once all rows are there."""
    rows = Question.objects.only("supersedes").prefetch_related("prerequisites").in_bulk()
    for question in published:
        row = rows[question.fields.id]
        if {one.pk for one in row.prerequisites.all()} != set(question.fields.prerequisites):
            row.prerequisites.set(Question.objects.filter(pk__in=question.fields.prerequisites))
        older = question.fields.supersedes
        if older != row.supersedes_id and (older is None or older in rows):
            Question.objects.filter(pk=row.pk).update(supersedes=older)


def retire(content: GuideContent, published: list[Loaded[QuestionFields]], counts: LoadCounts) -> None:
    """Retire rows whose file is gone, or is no longer published."""
    kept = [question.fields.id for question in published]
    counts.retired += Question.objects.published().exclude(pk__in=kept).update(retired=True)
    chapters = {(guide_of(area.document), area.fields.area) for area in content.areas}
    live = Chapter.objects.filter(retired=False).values_list("pk", "guide_id", "area_id")
    gone = [pk for pk, guide, area in live if (guide, area) not in chapters]
    counts.retired += Chapter.objects.filter(pk__in=gone).update(retired=True)
    guides = [guide.fields.id for guide in content.guides]
    counts.retired += Guide.objects.filter(retired=False).exclude(pk__in=guides).update(retired=True)
