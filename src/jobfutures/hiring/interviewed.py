"""Who was interviewed by which version of a plan; `plans` finds this module by its name."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count

from jobfutures.hiring.models import Interview, InterviewState


def people_by_plan(plans: Collection[UUID]) -> dict[UUID, int]:
    """Return how many people had, or have set, an interview by each of these plans. One query."""
    states = [InterviewState.SCHEDULED, InterviewState.COMPLETED]
    rows = Interview.objects.filter(kit__plan__in=plans, state__in=states).values_list("kit__plan")
    return dict(rows.annotate(people=Count("application", distinct=True)))
