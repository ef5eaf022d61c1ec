"""How practice looks from outside: cards as JSON for the browser, and waiting times in words."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobfutures.guide.models import Card
from jobfutures.practice.queries import Waiting
from jobfutures.practice.rules import Remembered, reviewed


def card_name(card: Card) -> str:
    return f"{card.question_id}/{card.slug}"


def card_facts(card: Card) -> dict[str, str]:
    """Return what the browser shows of a card."""
    question = card.question
    return {
        "card": card_name(card),
        "front": card.front,
        "back": card.back,
        "question": question.title,
        "address": question.get_absolute_url(),
        "area": question.area.slug,
        "areaTitle": question.area.title,
        "suspension": reverse("practice:suspension", args=[card.question_id, card.slug]),
        "reset": reverse("practice:reset", args=[card.question_id, card.slug]),
    }


def waiting_facts(waiting: Waiting) -> dict[str, Any]:
    """Return a card with what is remembered of it; times in milliseconds, as browsers count them."""
    memory = waiting.memory
    return card_facts(waiting.card) | {
        "memory": {
            "state": int(memory.state),
            "step": memory.step,
            "stability": memory.stability,
            "difficulty": memory.difficulty,
            "due": milliseconds(memory.due_at),
            "reviewed": milliseconds(memory.reviewed_at),
            "reviews": memory.reviews,
            "suspended": memory.is_suspended,
        }
    }


def milliseconds(at: datetime | None) -> int | None:
    return None if at is None else round(at.timestamp() * 1000)


def waits(memory: Remembered, grades: list[int], at: datetime) -> dict[int, str]:
    """Return for each grade when the card would come again, in words."""
    after = {grade: reviewed(memory, grade, at).due_at for grade in grades}
    return {grade: in_words(due_at - at) for grade, due_at in after.items() if due_at}


def in_words(wait: timedelta) -> str:
    minutes = max(1, round(wait.total_seconds() / 60))
    if minutes < 60:
        return _("in %(minutes)d min") % {"minutes": minutes}
    days = max(1, round(wait.total_seconds() / 86_400))
    return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
