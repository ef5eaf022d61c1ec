"""Answers about what a person was told."""

from jobfutures.accounts.models import User
from jobfutures.notices.models import Choice, Letters, Notice


def choice_of(person: User) -> Choice:
    """Return how the person wants letters; of somebody who has chosen nothing, a row that is not stored."""
    return Choice.objects.filter(person=person).first() or Choice(person=person)


def letters_of(person: User) -> str:
    found = Choice.objects.filter(person=person).values_list("letters", flat=True).first()
    return found or Letters.AT_ONCE


def number_unread(person: User) -> int:
    return Notice.objects.visible_to(person).unread().count()
