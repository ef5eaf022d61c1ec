"""What waits in the outbox, and what could not be sent."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, QuerySet
from django_ox.models import OxTask

from jobfutures.notices.models import Letter
from jobfutures.notices.rules import is_bounce

DELIVERY = "jobfutures.notices.commands.letters.deliver_letter"
GIVEN_UP = ("FAILED", "LOST")
SHOWN = 200


@dataclass(frozen=True)
class Failing:
    """A letter that was tried and is not sent. why: how it failed, in the program's words; to: its addresses.

    is_given_up: nobody tries any more.  bounces: the receiving server refuses the address.
    """

    letter: Letter
    to: str
    why: str
    is_given_up: bool
    bounces: bool


def failed_tasks() -> QuerySet[OxTask]:
    """Return the deliveries that nobody tries any more."""
    found: QuerySet[OxTask] = OxTask.objects.filter(task_path=DELIVERY, status__in=GIVEN_UP)
    return found


def failing() -> list[Failing]:
    """Return letters that were tried and are not sent, oldest first. Two queries."""
    letters = Letter.objects.waiting().filter(attempts__gt=0).order_by("queued_at", "pk")[:SHOWN]
    tasks: dict[str, OxTask] = {}
    rows = OxTask.objects.filter(task_path=DELIVERY, status__in=("READY", "RUNNING", *GIVEN_UP)).exclude(errors=[])
    for row in rows.order_by("enqueued_at"):
        tasks[str(row.args[0])] = row  # the newest try counts
    return [failing_of(letter, tasks.get(str(letter.pk))) for letter in letters]


def failing_of(letter: Letter, task: OxTask | None) -> Failing:
    why = str(task.errors[-1].get("traceback", "")).strip().rpartition("\n")[2] if task and task.errors else ""
    return Failing(
        letter=letter,
        to=", ".join(letter.addresses.get("to", [])),
        why=why.rpartition("letters.")[2],
        is_given_up=task is None or task.status in GIVEN_UP,
        bounces=is_bounce(why),
    )


def oldest_waiting() -> datetime | None:
    found: datetime | None = Letter.objects.waiting().aggregate(at=Min("queued_at"))["at"]
    return found
