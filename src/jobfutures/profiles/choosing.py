"""What a person did here and could let stand on their profile. Theirs alone; it leaves through grants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.checks import queries as checks
from jobfutures.checks.showing import listed
from jobfutures.exercises import queries as exercises
from jobfutures.practice.queries_projects import walkthroughs_of
from jobfutures.profiles.models import Evidence
from jobfutures.reviews import queries as reviews

Kind = Evidence.Kind


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing. key: things of one key are tries at the same.  line: what it says, in words."""

    kind: str
    id: UUID
    key: str
    title: str
    line: str
    at: datetime
    is_chosen: bool = False

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Group:
    kind: str
    title: str
    things: list[Thing]


def chosen_by(person: User) -> set[tuple[str, UUID]]:
    return {(one.kind, one.thing_id) for one in Evidence.objects.visible_to(person)}


def groups_of(person: User) -> list[Group]:
    """Return what can be chosen, by kind: of each thing the newest, and every one that is chosen. Five queries."""
    chosen = chosen_by(person)
    return [
        Group(kind, str(title), offered(things(person), chosen))
        for kind, title, things in (
            (Kind.CHECK, _("Results of skill checks"), checks_of),
            (Kind.EXERCISE, _("Exercises that you passed"), exercises_of),
            (Kind.REVIEW, _("Reviews that you finished"), reviews_of),
            (Kind.PROJECT, _("Project walk-throughs"), projects_of),
        )
    ]


def evidence_of(person: User) -> list[Thing]:
    """Return what the person chose. At most five queries."""
    return [one for group in groups_of(person) for one in group.things if one.is_chosen]


def offered(things: Iterable[Thing], chosen: set[tuple[str, UUID]]) -> list[Thing]:
    found: list[Thing] = []
    seen: set[str] = set()
    for one in things:
        is_chosen = (one.kind, one.id) in chosen
        if is_chosen or one.key not in seen:
            found.append(Thing(one.kind, one.id, one.key, one.title, one.line, one.at, is_chosen))
        seen.add(one.key)
    return found


def checks_of(person: User) -> Iterable[Thing]:
    for one in checks.history(person):
        if one.outcome is not None:
            at = one.finished_at or one.started_at
            yield Thing(Kind.CHECK, one.pk, one.role_id, one.role.title, listed(one).told, at)


def exercises_of(person: User) -> Iterable[Thing]:
    for one in exercises.passes_of(person):
        line = _("Passed, on the level of: %(level)s") % {"level": one.exercise.get_level_display()}
        yield Thing(
            Kind.EXERCISE, one.pk, one.exercise_id, one.exercise.title, line, one.finished_at or one.submitted_at
        )


def reviews_of(person: User) -> Iterable[Thing]:
    for one in reviews.finished_by(person):
        line = _("%(found)d of %(findings)d planted faults found") % {"found": one.found, "findings": one.findings}
        if not one.findings:
            is_right = one.verdict == one.review.verdict
            line = _("A sound change, and approved") if is_right else _("A sound change, and changes were asked for")
        yield Thing(Kind.REVIEW, one.pk, one.review_id, one.review.title, line, one.submitted_at)


def projects_of(person: User) -> Iterable[Thing]:
    for one in walkthroughs_of(person):
        said = {"answered": len(one.answered), "all": one.questions}
        line = _("%(answered)d of %(all)d questions answered") % said
        yield Thing(Kind.PROJECT, one.id, str(one.id), one.title, line, one.saved_at)
