"""Reads answers for a calibration, and self-descriptions for reports on fairness: columns and counts, never a person.

This is the only place that reads checks of everybody. What it returns holds no name, no account and no id, so nothing
that is built on it can show somebody's result: a calibration is about items, a report about large groups.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from jobfutures.checks.gathered import Gathered
from jobfutures.checks.models import Attempt, Description, Item, Question
from jobfutures.topics.models import Role

KINDS = ("gender", "age", "background", "english")  # fields of `Description`
MOST_ANSWERS = 2000  # the newest; older ones tell no more of a share or a median
LEAST_S = 0.1  # a time below was not measured


def finished_checks(role: Role) -> QuerySet[Attempt]:
    return Attempt.objects.finished().filter(role=role).order_by("finished_at", "pk")


def finished_by_role() -> dict[str, int]:
    """Return how many checks were finished, by role. One query."""
    return dict(Attempt.objects.finished().values_list("role").annotate(number=Count("pk")).order_by())


def answers_to(item: Item) -> list[tuple[int, float]]:
    """Return (score, seconds) of the newest 2,000 answers to an item in finished checks of all roles. One query."""
    rows = Question.objects.answered().filter(item=item).exclude(score=None).exclude(attempt__finished_at=None)
    rows = rows.order_by("-answered_at")
    found = rows.values_list("score", "seconds")[:MOST_ANSWERS]
    return [(score, seconds) for score, seconds in found if score is not None]


def gathered(role: Role) -> Gathered:
    """Return the answers to all finished checks of a role, pilots and code tasks with them. Three queries."""
    checks = list(finished_checks(role).values_list("pk", "owner_id", "outcome"))
    number = {pk: place for place, (pk, _owner, _outcome) in enumerate(checks)}
    rows = list(answers_of(role))
    results = [outcome for _pk, _owner, outcome in checks if outcome is not None]
    return Gathered(
        person=[number[check] for check, *_ in rows],
        item=[item for _check, item, *_ in rows],
        score=[score or 0 for _check, _item, score, *_ in rows],
        seconds=[max(seconds, LEAST_S) for *_, seconds, _at in rows],
        at=[at for *_, at in rows if at],
        checks=len(checks),
        estimates=[one["ability"] for one in results],
        errors=[one["error"] for one in results],
        groups=groups_of([owner for _pk, owner, _outcome in checks]),
    )


def answers_of(role: Role) -> QuerySet[Question, tuple[UUID, str, int | None, float, datetime | None]]:
    rows = Question.objects.answered().exclude(score=None).filter(attempt__role=role)
    rows = rows.exclude(attempt__finished_at=None).order_by("answered_at", "pk")
    return rows.values_list("attempt_id", "item_id", "score", "seconds", "answered_at")


def groups_of(owners: Sequence[UUID | int]) -> dict[str, list[str]]:
    """Return of each check, by kind of group, what its owner said of themselves; empty where they said nothing."""
    said = {owner: words for owner, *words in Description.objects.values_list("owner_id", *KINDS)}
    nothing = [""] * len(KINDS)
    return {kind: [said.get(owner, nothing)[place] for owner in owners] for place, kind in enumerate(KINDS)}


def newest_results(role: Role) -> tuple[list[float], dict[str, list[str]], list[list[float]]]:
    """Return the newest result of everybody who has one: abilities (logits), what they said of themselves, and the
    chances of their levels.
    """
    rows = Attempt.objects.with_result().filter(role=role).order_by("finished_at", "pk")
    newest = dict(rows.values_list("owner_id", "outcome"))
    outcomes = [one for one in newest.values() if one]
    return (
        [one["ability"] for one in outcomes],
        groups_of(list(newest)),
        [one["chances"] for one in outcomes],
    )
