"""Brings what chapters say to interviewers, and their criteria, to what the content folders say."""

from typing import Any

from jobfutures.guide.content import interviewers as form
from jobfutures.guide.content import sections
from jobfutures.guide.content.check import GuideContent
from jobfutures.guide.content.schema import InterviewersFields
from jobfutures.guide.models import Chapter, Criterion, InterviewersGuide, Question
from jobfutures.guide.render import content_hash, guide_of
from jobfutures.kit.content.frontmatter import Loaded
from jobfutures.kit.markdown import render_line, with_addresses


def load_interviewers(content: GuideContent, links: dict[str, str]) -> None:
    """Write what changed, and retire what is no longer there. Chapters and questions stand already."""
    chapters = {(row.guide_id, row.area_id): row for row in Chapter.objects.filter(retired=False)}
    rows = InterviewersGuide.objects.filter(retired=False)
    known = dict(rows.values_list("chapter", "content_hash"))
    kept = set()
    for loaded in content.interviewers:
        chapter = chapters.get((guide_of(loaded.document), loaded.fields.area))
        if chapter is None:
            continue
        kept.add(chapter.pk)
        now = content_hash(loaded.document.file.read_text(encoding="utf-8"))
        if known.get(chapter.pk) != now:
            columns = interviewers_columns(loaded, links) | {"content_hash": now, "retired": False}
            InterviewersGuide.objects.update_or_create(chapter=chapter, defaults=columns)
            load_criteria(chapter, loaded.fields)
    gone = known.keys() - kept
    rows.filter(chapter__in=gone).update(retired=True)
    Criterion.objects.filter(chapter__in=gone).update(retired=True)


def load_criteria(chapter: Chapter, fields: InterviewersFields) -> None:
    for position, criterion in enumerate(fields.criteria):
        row, _ = Criterion.objects.update_or_create(
            chapter=chapter,
            slug=criterion.id,
            defaults={
                "name": criterion.name,
                "anchors": criterion.anchors,
                "position": position,
                "retired": False,
            },
        )
        row.questions.set(Question.objects.filter(pk__in=criterion.questions))
    chapter.criteria.exclude(slug__in=[criterion.id for criterion in fields.criteria]).update(retired=True)


def interviewers_columns(loaded: Loaded[InterviewersFields], links: dict[str, str]) -> dict[str, Any]:
    """Return the columns of a row, apart from its chapter and its hash."""
    parts = form.parts(loaded.document)

    def piece(text: str) -> dict[str, str]:
        return {"text": with_addresses(text, links), "html": render_line(text, links)}

    levels = sections.by_level("\n".join(f"- {item}" for item in parts[form.LEVELS]))
    asks = [found for item in parts[form.ASK] if (found := form.asked(item))]
    return {
        "minutes": loaded.fields.minutes,
        "levels": [{"level": level.upper(), **piece(text)} for level, text in levels.items()],
        "asks": [
            {
                **piece(ask.text),
                **{f"listen_{name}": text for name, text in piece(ask.listen).items()},
                "criterion": ask.criterion,
            }
            for ask in asks
        ],
        "signs": [piece(text) for text in parts[form.SIGNS]],
        "trivia": [piece(text) for text in parts[form.TRIVIA]],
        "hints": [piece(text) for text in parts[form.HINTS]],
    }
