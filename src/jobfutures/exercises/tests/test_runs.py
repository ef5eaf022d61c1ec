"""Attempts on their way through workers: taken by one, put back after a fault of ours, judged once."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from jobfutures.exercises.commands.runs import HELD, MOST_TRIES, PAUSES_S, put_back, run_attempt, take_attempt
from jobfutures.exercises.models import Attempt, State
from jobfutures.exercises.tests.made import attempt, exercise, outcome
from jobfutures.runner.errors import NotBelieved, RunnerBusy
from jobfutures.runner.job import Verdict
from tests.people import NOON

SOON = timedelta(seconds=1)


class Runner:
    """Stands where a runner's client does, and answers what it is told."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.jobs = []

    def run(self, job):
        self.jobs.append(job)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_of_two_workers_one_takes_an_attempt(ana):
    sent = attempt(ana)

    assert take_attempt(at=NOON) == sent
    assert take_attempt(at=NOON) is None


def test_the_oldest_attempt_is_taken_first(ana, ben):
    row = exercise()
    later = attempt(ana, exercise_row=row, minutes=1)
    first = attempt(ben, exercise_row=row)

    assert [take_attempt(at=NOON + 2 * SOON) for _ in range(2)] == [first, later]


def test_what_a_killed_worker_held_is_taken_again(ana):
    sent = attempt(ana)
    take_attempt(at=NOON)

    assert take_attempt(at=NOON + HELD) is None
    again = take_attempt(at=NOON + HELD + SOON)
    assert again == sent
    assert again.tries == 2


def test_a_worker_that_comes_back_too_late_writes_nothing(ana):
    attempt(ana)
    slow = take_attempt(at=NOON)
    quick = take_attempt(at=NOON + HELD + SOON)
    run_attempt(attempt=quick, client=Runner(outcome()))
    run_attempt(attempt=slow, client=Runner(outcome(fails="sum")))

    assert Attempt.objects.get().passed


def test_a_judged_attempt_is_never_taken_again(ana):
    attempt(ana)
    run_attempt(attempt=take_attempt(at=NOON), client=Runner(outcome(fails="empty")))

    found = Attempt.objects.get()
    assert (found.state, found.verdict, found.passed) == (State.DONE, "ok", False)
    assert [one["id"] for one in found.results if not one["ok"]] == ["empty"]
    assert take_attempt(at=NOON + timedelta(days=1)) is None


def test_the_runner_is_given_the_hidden_checks_and_never_the_reference(ana):
    sent = attempt(ana)
    runner = Runner(outcome())
    run_attempt(attempt=take_attempt(at=NOON), client=runner)

    (job,) = runner.jobs
    assert set(job.grading.checks) == {"visible.py", "hidden.py"}
    assert job.grading.seed == sent.seed
    assert sent.exercise.reference["till.py"] == job.files["till.py"]  # only because ana wrote the same


@pytest.mark.parametrize("answer", [RunnerBusy("Every slot is taken."), outcome(verdict=Verdict.FAULT, reason="Lost.")])
def test_a_fault_of_ours_puts_the_attempt_back_for_later(ana, answer):
    attempt(ana)
    taken = take_attempt(at=NOON)
    run_attempt(attempt=taken, client=Runner(answer))

    found = Attempt.objects.get()
    assert found.state == State.WAITING
    assert found.failed_before
    assert found.not_before > found.submitted_at
    assert take_attempt(at=found.not_before - SOON) is None
    assert take_attempt(at=found.not_before + SOON) == found


def test_a_worker_that_no_runner_believes_uses_up_no_try_and_holds_nobody_up(ana):
    sent = attempt(ana)
    Attempt.objects.update(submitted_at=timezone.now())
    for _ in range(MOST_TRIES * 2):
        with pytest.raises(NotBelieved):
            run_attempt(attempt=take_attempt(at=NOON), client=Runner(NotBelieved("The clocks are apart.")))

    run_attempt(attempt=take_attempt(at=NOON), client=Runner(outcome()))
    sent.refresh_from_db()
    assert (sent.state, sent.tries) == (State.DONE, 1)


def test_what_a_worker_with_a_wrong_clock_took_from_another_is_still_judged_by_that_one(ana):
    sent = attempt(ana)
    Attempt.objects.update(submitted_at=timezone.now())
    taken = take_attempt(at=NOON)
    stolen = take_attempt(at=NOON + timedelta(minutes=10))
    with pytest.raises(NotBelieved):
        run_attempt(attempt=stolen, client=Runner(NotBelieved("The clocks are apart.")))
    run_attempt(attempt=taken, client=Runner(outcome()))

    sent.refresh_from_db()
    assert sent.state == State.DONE


def test_where_no_runner_believes_anybody_the_attempt_is_closed_in_the_end(ana):
    sent = attempt(ana)
    Attempt.objects.update(submitted_at=timezone.now() - timedelta(hours=2), tries=MOST_TRIES - 1)
    with pytest.raises(NotBelieved):
        run_attempt(attempt=take_attempt(at=NOON), client=Runner(NotBelieved("Another key.")))

    sent.refresh_from_db()
    assert sent.state == State.FAULT


@pytest.mark.parametrize("column", ["taken_until", "not_before"])
def test_a_time_that_a_jumped_clock_wrote_holds_nobody_up(column, ana):
    attempt(ana)
    longest = max(HELD, timedelta(seconds=max(PAUSES_S)))
    Attempt.objects.update(**{column: NOON + longest - SOON})
    assert take_attempt(at=NOON) is None
    Attempt.objects.update(**{column: NOON + timedelta(minutes=10)})
    assert take_attempt(at=NOON) is not None


def test_after_the_last_fault_the_attempt_is_closed_and_another_can_be_sent(ana):
    sent = attempt(ana)
    Attempt.objects.update(state=State.RUNNING, tries=MOST_TRIES)
    sent.refresh_from_db()
    put_back(sent, "Lost.")

    sent.refresh_from_db()
    assert sent.state == State.FAULT
    assert "does not count" in sent.reason
    assert attempt(ana, exercise_row=sent.exercise, minutes=1) != sent


def test_an_attempt_of_somebody_who_left_meanwhile_is_written_nowhere(ana):
    attempt(ana)
    taken = take_attempt(at=NOON)
    Attempt.objects.all().delete()
    run_attempt(attempt=taken, client=SimpleNamespace(run=lambda job: outcome()))

    assert not Attempt.objects.exists()
