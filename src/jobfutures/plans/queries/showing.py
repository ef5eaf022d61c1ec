"""Kits as they are read by people: on a page, as Markdown, on paper."""

from dataclasses import dataclass
from typing import Any

from jobfutures.jobs.queries.postings import safe_html
from jobfutures.plans.models import Kit, KitCriterion, KitQuestion
from jobfutures.plans.wording import ANCHOR_LABELS


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion with its anchors, each with the name of its level."""

    key: str
    name: str
    topic: str
    anchors: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what to ask next, and the names of what it lets one hear."""

    text: str
    probes: list[str]
    hears: list[str]


@dataclass(frozen=True, slots=True)
class ShownKit:
    """A kit for people. brief, guide: HTML.  from_guide: something in it is text of the guide."""

    title: str
    minutes: int
    topics: list[str]
    brief_html: str
    guide_html: str
    brief: str
    guide: str
    criteria: list[Judged]
    questions: list[Asked]
    from_guide: bool


def shown_kit(kit: Kit) -> ShownKit:
    """Return a kit of `reading.whole_kits` for people."""
    questions = list(kit.questions.all())
    return ShownKit(
        title=kit.title,
        minutes=kit.minutes,
        topics=[area.title for area in kit.topics.all()],
        brief_html=safe_html(kit.brief),
        guide_html=safe_html(kit.guide),
        brief=kit.brief,
        guide=kit.guide,
        criteria=[judged(one) for one in kit.criteria.all()],
        questions=[asked(one) for one in questions],
        from_guide=any(one.source for one in questions),
    )


def judged(one: KitCriterion) -> Judged:
    labels = [str(label) for label in ANCHOR_LABELS]
    topic = one.topic.title if one.topic else ""
    return Judged(one.key, one.name, topic, list(zip(labels, one.anchors, strict=False)))


def asked(one: KitQuestion) -> Asked:
    return Asked(one.text, list(one.probes), [heard.name for heard in one.criteria.all()])


def paper_of(title: str, kits: list[ShownKit], licence: str) -> dict[str, Any]:
    """Return what the printed page sets: texts alone, for no text is ever read as markup."""
    return {
        "title": title,
        "licence": licence,
        "kits": [
            {
                "title": one.title,
                "meta": f"{one.minutes} min" + "".join(f" · {topic}" for topic in one.topics),
                "brief": paragraphs(one.brief),
                "guide": paragraphs(one.guide),
                "criteria": [
                    {"name": row.name, "anchors": [[label, text] for label, text in row.anchors]}
                    for row in one.criteria
                ],
                "questions": [{"text": row.text, "probes": row.probes, "hears": row.hears} for row in one.questions],
            }
            for one in kits
        ],
    }


def paragraphs(text: str) -> list[str]:
    return [" ".join(one.split()) for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()]
