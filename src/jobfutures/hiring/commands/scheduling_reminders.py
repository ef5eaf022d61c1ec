"""What the clock says about interviews: the day before, and where a card is missing a day after. Safe to repeat."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.tasks import task
from django.utils import timezone

from jobfutures.hiring.commands import scheduling_letters as letters
from jobfutures.hiring.commands.panel import UNWRITTEN
from jobfutures.hiring.models import Interview, InterviewState

BEFORE = timedelta(hours=24)
CARDS_WITHIN = timedelta(days=1)


@task
def remind_of_interviews() -> None:
    at = timezone.now()
    remind_before(at=at)
    remind_of_cards(at=at)


@transaction.atomic
def remind_before(*, at: datetime) -> int:
    """Tell both sides once of what is less than a day ahead; not where the time was chosen within this day."""
    soon = Q(state=InterviewState.SCHEDULED, starts_at__gt=at, starts_at__lte=at + BEFORE, reminded_at=None)
    due = locked(soon & Q(state_at__lte=F("starts_at") - BEFORE))
    for interview in due:
        letters.tell_candidate(interview, letters.TOMORROW, at=at)
        for person in letters.live_panel(interview):
            letters.tell_member(interview, person, letters.TOMORROW, at=at)
    return noted(due, at)


@transaction.atomic
def remind_of_cards(*, at: datetime) -> int:
    """Tell once, a day after an interview was held, whoever has not handed their card in."""
    late = Q(state=InterviewState.COMPLETED, state_at__lte=at - CARDS_WITHIN, reminded_at=None)
    missing = Interview.objects.filter(late, cards__state__in=UNWRITTEN).values("pk")
    due = locked(Q(pk__in=missing))
    for interview in due:
        authors = set(interview.cards.filter(state__in=UNWRITTEN).values_list("author", flat=True))
        for person in letters.live_panel(interview):
            if person.pk in authors:
                letters.tell_member(interview, person, letters.CARD, at=at)
    return noted(due, at)


def locked(condition: Q) -> list[Interview]:
    rows = Interview.objects.select_for_update(of=("self",)).filter(condition)
    return list(rows.select_related("application__candidate", "application__job__company").order_by("pk"))


def noted(interviews: list[Interview], at: datetime) -> int:
    return Interview.objects.filter(pk__in=[one.pk for one in interviews]).update(reminded_at=at)
