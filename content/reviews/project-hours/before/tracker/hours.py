from datetime import date

from django.contrib.auth.models import User
from django.db.models import Sum

from .models import Entry, Membership, Project

Hours = dict[str, int]


def hours_of_month(*, membership: Membership, month: date) -> Hours:
    """Return minutes by person, as far as this member may see them. `month` is a first day."""
    entries = Entry.objects.filter(project=membership.project, day__year=month.year, day__month=month.month)
    if not membership.is_lead:
        entries = entries.filter(person=membership.person)
    sums = entries.values("person__username").annotate(sum=Sum("minutes")).order_by("person__username")
    return {row["person__username"]: row["sum"] for row in sums}


def log_time(*, project: Project, person: User, day: date, minutes: int) -> Entry:
    return Entry.objects.create(project=project, person=person, day=day, minutes=minutes)
