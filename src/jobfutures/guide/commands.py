"""Brings the guide's rows to what the content folders say. Safe to repeat: unchanged files touch no row."""

import json
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction

from jobfutures.guide.content.check import GuideContent
from jobfutures.guide.content.schema import AreaFields, GuideFields, QuestionFields, Status
from jobfutures.guide.loading_interviewers import load_interviewers
from jobfutures.guide.loading_questions import Changed, load_questions
from jobfutures.guide.models import Chapter, Guide, Question
from jobfutures.guide.render import (
    addresses,
    content_hash,
    examples_columns,
    guide_of,
    project,
    question_columns,
    question_hash,
)
from jobfutures.kit.content.frontmatter import Loaded
from jobfutures.kit.markdown import render
from jobfutures.kit.parallel import mapped
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
    hashes = {one.fields.id: question_hash(content, one, order[one.fields.id]) for one in published}
    waiting = [one for one in published if known.get(one.fields.id) != hashes[one.fields.id]]

    def made_of(question: Loaded[QuestionFields]) -> Changed:
        about = {"position": order[question.fields.id], "content_hash": hashes[question.fields.id]}
        columns = question_columns(content, question, links) | about
        return Changed(question, columns, examples_columns(content, question))

    changed = mapped(made_of, waiting)
    counts.unchanged += len(published) - len(changed)
    added = load_questions(changed, at=at)
    counts.added += added
    counts.changed += len(changed) - added
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
