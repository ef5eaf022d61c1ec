"""Takes attempts to the sandbox and writes their verdicts: called by workers, never by a page.

The rows themselves are the queue: a worker takes one with a conditional UPDATE and a time until when it holds it, so
a worker that
is killed loses nothing, and a verdict is written only by whoever still holds the attempt: there are never two.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone

from jobfutures.exercises.models import Attempt, AttemptQuerySet, State
from jobfutures.exercises.queries import written
from jobfutures.exercises.rules import has_passed, job_for, result_rows
from jobfutures.runner.client import Client
from jobfutures.runner.errors import NotBelieved, RunnerError, WrongJob
from jobfutures.runner.job import Outcome, Verdict
from jobfutures.telemetry.metrics import count_run

HELD = timedelta(seconds=30)  # longer than any run
MOST_TRIES = 8
UNBELIEVED = timedelta(hours=1)  # so long after it was sent, not to be believed by any runner counts as a try
PAUSES_S = (0.2, 1, 3, 10, 30, 60, 60)  # after the n-th fault of ours
KEPT_TEXT = 20_000  # characters of output that are kept with an attempt
OUR_FAULT = "Our sandbox failed several times, so this attempt was not judged and does not count. Please send it again."


def take_attempt(*, at: datetime) -> Attempt | None:
    """Take the oldest attempt that may be run now, or None. Of several workers one gets it."""
    for attempt in Attempt.objects.free_at(at).oldest_first().select_related("exercise")[:5]:
        held = at + HELD
        free = Attempt.objects.free_at(at).filter(pk=attempt.pk, tries=attempt.tries)
        if free.update(state=State.RUNNING, taken_until=held, tries=F("tries") + 1):
            attempt.taken_until, attempt.tries, attempt.state = held, attempt.tries + 1, State.RUNNING
            return attempt
    return None


def held_by_us(attempt: Attempt) -> AttemptQuerySet:
    """Keep the attempt only while it is still ours: nobody else has taken it since."""
    return Attempt.objects.unjudged().filter(pk=attempt.pk, tries=attempt.tries)


def run_attempt(*, attempt: Attempt, client: Client) -> None:
    """Run a taken attempt and write its verdict; a fault of ours puts it back for later, and costs nothing.

    Raises NotBelieved where no runner takes jobs from this worker: it should let others go first.
    """
    exercise = written(attempt.exercise)
    try:
        job = job_for(exercise, attempt.files, job_id=uuid4().hex, seed=attempt.seed)
        outcome = client.run(job)  # takes as long as it takes: no transaction is open
    except WrongJob as error:
        outcome = Outcome(job="", verdict=Verdict.FAILED, reason=str(error))
    except NotBelieved:
        hand_back(attempt)
        raise
    except RunnerError as error:
        put_back(attempt, str(error))
        return
    if outcome.verdict is Verdict.FAULT:
        put_back(attempt, outcome.reason)
        return
    count(attempt, outcome.verdict.value)
    held_by_us(attempt).update(
        state=State.DONE,
        taken_until=None,
        finished_at=timezone.now(),
        passed=has_passed(exercise, outcome),
        results=result_rows(exercise, outcome),
        **measured(outcome),
    )


def measured(outcome: Outcome) -> dict[str, object]:
    """Return the columns that hold how a run ended and what it used."""
    return {
        "verdict": outcome.verdict.value,
        "reason": outcome.reason[:1000],
        "output": outcome.output[:KEPT_TEXT],
        "errors": outcome.errors[:KEPT_TEXT],
        "wall_ms": outcome.wall_ms,
        "cpu_ms": outcome.cpu_ms,
        "memory_kib": outcome.memory_kib,
    }


def count(attempt: Attempt, verdict: str) -> None:
    """Count how a taken attempt ended, and how long it had waited for that."""
    taken_at = attempt.taken_until - HELD if attempt.taken_until else timezone.now()
    waited_s = (taken_at - attempt.submitted_at).total_seconds()
    count_run(verdict=verdict, tries=attempt.tries, waited_s=waited_s)


def hand_back(attempt: Attempt) -> None:
    """Free the attempt at once for another worker. That a clock of ours jumped is no try: within a second this worker
    could use up all of them, for to it every hold of others has ended.
    """
    if timezone.now() - attempt.submitted_at > UNBELIEVED:
        put_back(attempt, "No runner believes this worker.")
        return
    held_by_us(attempt).update(state=State.WAITING, taken_until=None, not_before=None, tries=F("tries") - 1)


def put_back(attempt: Attempt, reason: str) -> None:
    """Free the attempt for another try, later each time; after the last it is closed as not judged."""
    now = timezone.now()
    count(attempt, "put_back")
    if attempt.tries >= MOST_TRIES:
        held_by_us(attempt).update(state=State.FAULT, taken_until=None, finished_at=now, reason=OUR_FAULT)
        return
    pause = timedelta(seconds=PAUSES_S[min(attempt.tries, len(PAUSES_S)) - 1])
    held_by_us(attempt).update(state=State.WAITING, taken_until=None, not_before=now + pause, reason=reason[:1000])


def attempt_ids_waiting(at: datetime) -> list[UUID]:
    """Return the attempts that nobody holds, oldest first: for the operator's page."""
    return list(Attempt.objects.free_at(at).oldest_first().values_list("pk", flat=True)[:100])
