"""What a person prepares for, and how they like to practise."""

from datetime import date, datetime

from jobfutures.accounts.models import User
from jobfutures.practice.models import Plan, Preference
from jobfutures.topics.models import Role


def keep_plan(*, by: User, role: Role, level: str, interview_on: date | None, minutes_a_day: int, at: datetime) -> Plan:
    """Keep what a person prepares for, in place of what they said before."""
    said = {"role": role, "level": level, "interview_on": interview_on, "minutes_a_day": minutes_a_day, "made_at": at}
    plan, _is_new = Plan.objects.update_or_create(owner=by, defaults=said)
    return plan


def drop_plan(*, by: User) -> Plan | None:
    """Delete the plan of a person; return what it said, so that it can be had again."""
    plan = Plan.objects.visible_to(by).select_related("role").first()
    Plan.objects.visible_to(by).delete()
    return plan


def keep_preference(*, by: User, new_a_day: int, reviews_a_day: int, four_grades: bool) -> Preference:
    said = {"new_a_day": new_a_day, "reviews_a_day": reviews_a_day, "four_grades": four_grades}
    preference, _is_new = Preference.objects.update_or_create(owner=by, defaults=said)
    return preference
