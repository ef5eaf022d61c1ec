"""What home and the operator's page show."""

import platform
from dataclasses import dataclass
from datetime import date

import django
from django.db import connection

from jobfutures.accounts.models import User
from jobfutures.exercises.models import Exercise
from jobfutures.guide.models import Guide, Question
from jobfutures.guide.queries import OutlineSection, guides, live_facts, outline
from jobfutures.kit.rooms import modules
from jobfutures.reviews.models import Review
from jobfutures.search.queries import popular

NEWEST = 5


@dataclass(frozen=True)
class Home:
    """What home says; everything is counted or read now, nothing is typed."""

    guide: Guide | None
    facts: dict[str, int]
    senior: list[Question]
    newest: list[Question]
    sections: list[tuple[str, str, int]]
    popular: list[str]


def home(today: date) -> Home:
    guide = guides().first()
    if guide is None:
        return Home(None, live_facts(), [], [], [], [])
    parts = outline(guide)
    rows = [question for part in parts for chapter in part.areas for question in chapter.questions]
    newest = Question.objects.published().newest_first().select_related("area")[:NEWEST]
    return Home(
        guide=guide,
        facts={
            "questions": len(rows),
            "areas": sum(len(part.areas) for part in parts),
            **{
                name: count
                for name, count in live_facts(
                    exercises=Exercise.objects.published(), reviews=Review.objects.published()
                ).items()
                if name in ("examples", "cards", "exercises", "reviews")
            },
        },
        senior=[senior for part in parts if (senior := hardest(part))][:NEWEST],
        newest=list(newest),
        sections=[
            (part.section.slug, part.section.title, sum(len(chapter.questions) for chapter in part.areas))
            for part in parts
        ],
        popular=popular(today),
    )


def hardest(part: OutlineSection) -> Question | None:
    """Return the last question of a section that is asked of seniors only."""
    asked = [q for chapter in part.areas for q in chapter.questions if q.levels == ["SENIOR"]]
    return asked[-1] if asked else None


@dataclass(frozen=True)
class Entry:
    """One page for operators. number: of what waits there; None where nothing can wait."""

    title: str
    address: str
    number: int | None


def operator_entries() -> tuple[list[Entry], list[Entry]]:
    """Collect what every room has for the operator: first where something waits, the most on top, then the rest."""
    entries = [Entry(*entry) for _, module in modules("operating") for entry in module.entries()]
    waiting = sorted((one for one in entries if one.number), key=lambda one: -(one.number or 0))
    return waiting, [one for one in entries if not one.number]


def operator_facts() -> dict[str, str]:
    return {
        "People": str(User.objects.people().count()),
        "Database": f"{connection.vendor} {'.'.join(str(part) for part in database_version())}",
        "Python": platform.python_version(),
        "Django": django.get_version(),
    }


def database_version() -> tuple[int, ...]:
    connection.ensure_connection()
    return tuple(connection.get_database_version())
