"""What the clock does to applications: it ends what nobody answers, reminds, and tells who waits for nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.tasks import task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.companies.models import Company
from jobfutures.companies.rules import CUT, READING
from jobfutures.hiring.commands.bulk import take_up_again
from jobfutures.hiring.commands.moving import add_line, locked, move
from jobfutures.hiring.commands.telling import tell_candidate, tell_company
from jobfutures.hiring.models import Application, ApplicationQuerySet, Happening, State, Turn
from jobfutures.hiring.models.application import HappeningQuerySet
from jobfutures.hiring.rules.applications import AFTER_CLOSING, LIVE, UNANSWERED, Actor
from jobfutures.hiring.rules.turns import Side
from jobfutures.jobs.models import State as Standing
from jobfutures.jobs.rules import Reason
from jobfutures.ledger.transitions import IllegalTransition

BEFORE_DUE = timedelta(days=1)
SHORT_PROMISE = 1  # days; who promised no more is reminded when it is over, not before
CANDIDATE_AFTER = timedelta(days=3)


@task
def keep_applications() -> None:
    """Bring applications up to the minute. Safe to repeat."""
    at = timezone.now()
    end_unanswered(at=at)
    tell_of_removed(at=at)
    tell_of_cut(at=at)
    take_up_again(at=at)


@task
def remind_both_sides() -> None:
    """Write, once a day, to whoever keeps the other side waiting. Safe to repeat."""
    at = timezone.now()
    remind_companies(at=at)
    remind_candidates(at=at)


def end_unanswered(*, at: datetime) -> int:
    """End as unanswered whom nobody answered within 21 days after the posting stopped."""
    long_ago = at - AFTER_CLOSING
    stopped = Q(job__state__in=[Standing.CLOSING, Standing.CLOSED, Standing.REMOVED], job__state_at__lte=long_ago)
    settled = Q(job__state=Standing.CLOSED, job__close_reason=Reason.EXPIRED, job__closes_at__lte=long_ago)
    rows = Application.objects.unanswered().filter(stopped | settled).longest_waiting_first()
    return sum(ended_without_answer(one, at) for one in rows.only("pk").iterator())


@transaction.atomic
def ended_without_answer(application: Application, at: datetime) -> bool:
    found = locked(application)
    try:
        move(found, "no_answer", by=None, role=Actor.SYSTEM, at=at)
    except IllegalTransition:
        return False  # answered a moment ago
    tell_candidate(found, _("nobody answered you"), "no_answer", at=at)
    return True


def tell_of_removed(*, at: datetime) -> int:
    """Tell applicants, once, that the operator took the posting away."""
    rows = Application.objects.live().filter(job__state=Standing.REMOVED)
    return told(rows.exclude(Exists(lines("job_removed"))), "job_removed", at)


def tell_of_cut(*, at: datetime) -> int:
    """Tell applicants, once each time, that the company lost its good standing and reads nothing now."""
    rows = Application.objects.live().filter(company__state__in=CUT, company__cut_at__isnull=False)
    since = lines("company_cut").filter(at__gte=OuterRef("company__cut_at"))
    return told(rows.exclude(Exists(since)), "company_cut", at)


def lines(event: str) -> HappeningQuerySet:
    return Happening.objects.filter(application=OuterRef("pk"), event=event)


def told(rows: ApplicationQuerySet, event: str, at: datetime) -> int:
    found = list(rows.values_list("pk", flat=True))
    for pk in found:
        with transaction.atomic():
            one = locked(Application(pk=pk))
            if one.state in LIVE:
                add_line(one, event, side=Side.NOBODY, by=None, at=at)
                tell_candidate(one, _("about an application of yours"), event, at=at)
    return len(found)


def remind_companies(*, at: datetime) -> int:
    """Remind companies of answers that are due within a day, and again once they are overdue: one letter for all."""
    soon = Q(due_at__lte=at + BEFORE_DUE, due_at__gt=at, reminded_at=None, promise_days__gt=SHORT_PROMISE)
    late = Q(due_at__lte=at) & (Q(reminded_at=None) | Q(reminded_at__lt=F("due_at")))
    waiting = Application.objects.filter(soon | late, turn=Turn.COMPANY, state__in=UNANSWERED)
    rows = waiting.filter(company__state__in=READING).select_related("job__company")
    by_company = groupby(rows.order_by("company", "pk"), key=lambda one: one.job.company)
    return sum(reminded(company, list(group), at) for company, group in by_company)


@transaction.atomic
def reminded(company: Company, group: Iterable[Application], at: datetime) -> bool:
    rows = Application.objects.filter(pk__in=[one.pk for one in group]).not_hidden_from(company)
    if not rows.update(reminded_at=at):
        return False
    path = reverse("hiring:company_applications", args=[company.slug])
    tell_company(company, _("applicants wait for your answer"), "answers_due", path=path, at=at)
    return True


def remind_candidates(*, at: datetime) -> int:
    """Remind candidates, once, of times or an offer that they have not answered for three days."""
    asked = Application.objects.filter(state__in=[State.INTERVIEWING, State.OFFERED], turn=Turn.CANDIDATE)
    rows = asked.filter(turn_since__lte=at - CANDIDATE_AFTER, reminded_at=None, candidate__isnull=False)
    number = 0
    for one in rows.select_related("candidate"):
        with transaction.atomic():
            if Application.objects.filter(pk=one.pk, reminded_at=None).update(reminded_at=at):
                tell_candidate(one, _("a company waits for your answer"), "your_turn", at=at)
                number += 1
    return number
