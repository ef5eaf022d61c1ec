"""Making cards due at once, on a person's own wish."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card
from jobfutures.practice.commands.entries import grade_card
from jobfutures.practice.rules import AGAIN

MOST_QUESTIONS = 20


@transaction.atomic
def make_due(*, by: User, questions: Collection[str], at: datetime) -> int:
    """Let every card of these questions come again soon, as if it had been forgotten; return how many they are."""
    named = list(questions)[:MOST_QUESTIONS]
    cards = list(Card.objects.filter(question__in=named, question__retired=False, retired=False).order_by("pk"))
    for card in cards:
        grade_card(by=by, card=card, grade=AGAIN, at=at)
    return len(cards)
