"""What people wrote about projects of their own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from jobfutures.accounts.models import User
from jobfutures.practice.guiding import GUIDING
from jobfutures.practice.models import Walkthrough


@dataclass(frozen=True)
class Answered:
    slug: str
    question: str
    text: str


@dataclass(frozen=True)
class ProjectWalk:
    """One project in the words of the person; answered: the questions that have an answer, in their order."""

    id: UUID
    title: str
    saved_at: datetime
    answered: list[Answered]

    @property
    def questions(self) -> int:
        return len(GUIDING)


def own_walkthroughs(person: User) -> QuerySet[Walkthrough]:
    return Walkthrough.objects.visible_to(person).order_by("-saved_at", "pk")


def walkthroughs_of(person: User) -> list[ProjectWalk]:
    """Return the projects of a person, the one saved last first. One query. Private: for that person's own use."""
    return [walk_of(walkthrough) for walkthrough in own_walkthroughs(person)]


def walk_of(walkthrough: Walkthrough) -> ProjectWalk:
    answered = [
        Answered(one.slug, str(one.question), walkthrough.answers[one.slug])
        for one in GUIDING
        if walkthrough.answers.get(one.slug)
    ]
    return ProjectWalk(walkthrough.pk, walkthrough.title, walkthrough.saved_at, answered)


def as_markdown(walk: ProjectWalk) -> str:
    """Return a project as a Markdown file: its questions as headings, the answers as they were written."""
    title = " ".join(walk.title.split())
    parts = [f"# {title}", *(f"## {one.question}\n\n{one.text}" for one in walk.answered)]
    return "\n\n".join(parts) + "\n"
