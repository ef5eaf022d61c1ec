"""How ready somebody is for a role at a level, area by area, from what they practised here. For them alone."""

from collections import defaultdict
from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.checks.queries_newest import newest_result
from jobfutures.practice.queries_standing import Asked, asked_at, cards_met
from jobfutures.practice.queries_tasks import Task, tasks_on
from jobfutures.profiles.readiness_found import Found, fitting
from jobfutures.profiles.readiness_picture import AreaReadiness, Readiness
from jobfutures.profiles.readiness_steps import next_of
from jobfutures.topics.models import Level, Role, RoleShare


def readiness_of(person: User, role: Role, level: Level, at: datetime) -> Readiness:
    """Gather what a person did of every area of a role at a level. Five queries, however much it is."""
    rows = RoleShare.objects.filter(role=role, level=level).select_related("area__section")
    shares = list(rows.order_by("area__section__position", "area__position"))
    areas = [share.area_id for share in shares]
    questions: defaultdict[str, list[Asked]] = defaultdict(list)
    for question in asked_at(person, areas, level):
        questions[question.area].append(question)
    met = cards_met(person, areas, level, at)
    tasks: defaultdict[str, list[Task]] = defaultdict(list)
    for task in tasks_on(person, areas):
        tasks[task.area].append(task)
    check = newest_result(person, role, at)
    found = [
        Found(share, questions[share.area_id], met, fitting(tasks[share.area_id], level), check)
        for share in shares
        if share.area_id in questions
    ]
    return Readiness(
        role=role,
        level=level,
        areas=[area_readiness(one) for one in found],
        unwritten=[share for share in shares if share.area_id not in questions],
        check=check,
        guide=found[0].questions[0].guide if found else "",
    )


def area_readiness(found: Found) -> AreaReadiness:
    standing = found.standing
    return AreaReadiness(found.share.area, standing, next_of(found, standing), found.predicted)
