from datetime import date
from functools import partial

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.db.models import Sum

from .models import Entry, Membership, Project

KEEP_S = 15 * 60
Hours = dict[str, int]


def hours_key(project_id: int, month: date) -> str:
    return f"hours:{project_id}:{month:%Y-%m}"


def hours_of_month(*, membership: Membership, month: date) -> Hours:
    """Return minutes by person, as far as this member may see them. `month` is a first day."""
    key = hours_key(membership.project_id, month)
    return cache.get_or_set(key, partial(read_hours, membership, month), KEEP_S)


def read_hours(membership: Membership, month: date) -> Hours:
    entries = Entry.objects.filter(project=membership.project, day__year=month.year, day__month=month.month)
    if not membership.is_lead:
        entries = entries.filter(person=membership.person)
    sums = entries.values("person__username").annotate(sum=Sum("minutes")).order_by("person__username")
    return {row["person__username"]: row["sum"] for row in sums}


def log_time(*, project: Project, person: User, day: date, minutes: int) -> Entry:
    entry = Entry.objects.create(project=project, person=person, day=day, minutes=minutes)
    transaction.on_commit(partial(cache.delete, hours_key(project.pk, day)))
    return entry
