"""What waits, runs and failed in the queue, in names and numbers: neither arguments nor messages of errors, for both
may hold what people wrote."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.tasks import task_backends
from django_ox.models import OxScheduleTick, OxTask
from django_ox.schedules import Schedule, schedules_from_options

NEWEST = 50  # failures that are looked at for their errors, of each kind those that are listed
LATE = timedelta(minutes=5)  # a schedule whose last run is longer overdue than this
DEAD = (OxTask.Status.FAILED, OxTask.Status.LOST)


@dataclass(frozen=True)
class Queue:
    """waiting: that may run now.  later: that wait for their time.  oldest_at: since when the longest one waits."""

    name: str
    waiting: int
    later: int
    running: int
    done: int
    failed: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class Kind:
    """All tasks of one function that ended in failure. path: where the function stands."""

    path: str
    name: str
    count: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True)
class Dead:
    """One task that is not tried any more. error: the class of the last error, or an empty text."""

    pk: UUID
    path: str
    name: str
    queue: str
    is_lost: bool
    attempts: int
    error: str
    queued_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Plan:
    """A schedule. due_at: when it should have run last; is_late: whether it did not."""

    name: str
    when: str
    task: str
    last_at: datetime | None
    due_at: datetime | None
    is_late: bool


def name_of(path: str) -> str:
    """Return what a task does, from its function's name: `send_letter` reads as `send letter`."""
    return path.rpartition(".")[2].replace("_", " ")


def queues(at: datetime) -> list[Queue]:
    ready = Q(status=OxTask.Status.READY)
    due = ready & (Q(run_after=None) | Q(run_after__lte=at))
    rows = (
        OxTask.objects.values("queue_name")
        .annotate(
            waiting=Count("pk", filter=due),
            ready=Count("pk", filter=ready),
            running=Count("pk", filter=Q(status=OxTask.Status.RUNNING)),
            done=Count("pk", filter=Q(status=OxTask.Status.SUCCESSFUL, finished_at__gte=at - timedelta(hours=1))),
            failed=Count("pk", filter=Q(status__in=DEAD)),
            oldest_at=Min(Coalesce("run_after", "enqueued_at"), filter=due),
        )
        .order_by("queue_name")
    )
    found = {
        row["queue_name"]: Queue(
            row["queue_name"],
            row["waiting"],
            row["ready"] - row["waiting"],
            row["running"],
            row["done"],
            row["failed"],
            row["oldest_at"],
        )
        for row in rows
    }
    names = sorted(task_backends["default"].queues | found.keys())
    return [found.get(name) or Queue(name, 0, 0, 0, 0, 0, None) for name in names]


def dead() -> "QuerySet[OxTask]":
    return OxTask.objects.filter(status__in=DEAD)


def dead_kinds() -> list[Kind]:
    """Return what failed by kind, the most first."""
    rows = dead().values("task_path").annotate(n=Count("pk"), first=Min("finished_at"), last=Max("finished_at"))
    return [
        Kind(row["task_path"], name_of(row["task_path"]), row["n"], row["first"], row["last"])
        for row in rows.order_by("-n", "task_path")
    ]


def dead_kind(path: str) -> Kind | None:
    return next((kind for kind in dead_kinds() if kind.path == path), None)


def newest_dead() -> list[Dead]:
    return [shown(task) for task in dead().defer("args", "kwargs", "return_value").order_by("-finished_at")[:NEWEST]]


def dead_task(pk: UUID) -> Dead | None:
    task = dead().filter(pk=pk).defer("args", "kwargs", "return_value").first()
    return shown(task) if task else None


def shown(task: OxTask) -> Dead:
    last = task.errors[-1] if task.errors else {}
    return Dead(
        pk=task.pk,
        path=task.task_path,
        name=name_of(task.task_path),
        queue=task.queue_name,
        is_lost=task.status == OxTask.Status.LOST,
        attempts=task.attempts,
        error=str(last.get("exception_class_path", "")),
        queued_at=task.enqueued_at,
        ended_at=task.finished_at,
    )


def declared() -> list[Schedule]:
    return list(schedules_from_options(task_backends["default"].options, "default"))


def plans(at: datetime) -> list[Plan]:
    """Return every schedule, those that are late first. A schedule nobody ever saw is as old as its first tick."""
    ticks = OxScheduleTick.objects.values("schedule_name").annotate(last=Max("scheduled_for"))
    last = {row["schedule_name"]: row["last"] for row in ticks}
    found = [plan(one, last.get(one.key), at) for one in declared()]
    return sorted(found, key=lambda one: (not one.is_late, one.name))


def plan(schedule: Schedule, last_at: datetime | None, at: datetime) -> Plan:
    due_at = schedule.trigger.previous(at.astimezone(UTC).replace(tzinfo=None))  # a cron line knows no time zone
    due_at = due_at and due_at.replace(tzinfo=UTC)
    is_late = due_at is not None and (last_at is None or last_at < due_at) and at - due_at > LATE
    return Plan(
        schedule.name, str(schedule.trigger), name_of(schedule.task.module_path), last_at, due_at, is_late=is_late
    )
