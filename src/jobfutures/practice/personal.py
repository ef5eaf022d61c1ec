"""What a person practised: all of it is theirs to take, may be brought back, and goes with them."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.practice.models import Entry, Memory, Plan, Preference, Sitting, Telling, Walkthrough
from jobfutures.practice.rules import Act
from jobfutures.practice.schema import (
    FiledEntry,
    FiledPlan,
    FiledPreferences,
    FiledSitting,
    FiledTelling,
    FiledWalkthrough,
    Practice,
)

KEPT = (Memory, Entry, Telling, Walkthrough, Sitting, Plan, Preference)


def export(person: User) -> dict[str, object]:
    """Return the same file that the page of progress gives; times as text, for no digit of them may get lost."""
    return {"practice.json": practice_of(person).model_dump(mode="json")}


def practice_of(person: User) -> Practice:
    """Return everything but what follows from it: memories are computed from the log wherever it is read in."""
    preference = Preference.objects.visible_to(person).first()
    return Practice(
        entries=entries_of(person),
        tellings=tellings_of(person),
        walkthroughs=[
            FiledWalkthrough(
                id=row.pk, title=row.title, answers=row.answers, made_at=row.made_at, saved_at=row.saved_at
            )
            for row in Walkthrough.objects.visible_to(person).order_by("made_at", "pk")
        ],
        sittings=sittings_of(person),
        plan=plan_of(person),
        preferences=preference
        and FiledPreferences(
            new_a_day=preference.new_a_day, reviews_a_day=preference.reviews_a_day, four_grades=preference.four_grades
        ),
    )


def entries_of(person: User) -> list[FiledEntry]:
    rows = Entry.objects.visible_to(person).in_order()
    columns = ("key", "act", "card__question_id", "card__slug", "at", "received_at", "grade", "undoes")
    return [
        FiledEntry(
            id=key, act=Act(act), card=f"{question}/{slug}", at=at, received_at=received_at, grade=grade, undoes=undoes
        )
        for key, act, question, slug, at, received_at, grade, undoes in rows.values_list(*columns).iterator()
    ]


def tellings_of(person: User) -> list[FiledTelling]:
    return [
        FiledTelling(
            id=row.key, question=row.question_id, at=row.at, seconds=row.seconds, covered=row.covered,
            missed=row.missed, typed=row.typed,
        )
        for row in Telling.objects.visible_to(person).order_by("at", "key")
    ]  # fmt: skip


def sittings_of(person: User) -> list[FiledSitting]:
    return [
        FiledSitting(
            id=row.pk, minutes=row.minutes, steps=row.steps, done=row.done, begun_at=row.begun_at, ended_at=row.ended_at
        )
        for row in Sitting.objects.visible_to(person).order_by("begun_at", "pk")
    ]


def plan_of(person: User) -> FiledPlan | None:
    plan = Plan.objects.visible_to(person).first()
    if plan is None:
        return None
    return FiledPlan(
        role=plan.role_id, level=plan.level, interview_on=plan.interview_on, minutes_a_day=plan.minutes_a_day,
        made_at=plan.made_at,
    )  # fmt: skip


def erase(person: User, at: datetime) -> None:
    """Delete the log and all that stands beside it."""
    for kept in KEPT:
        kept.objects.filter(owner=person).delete()
