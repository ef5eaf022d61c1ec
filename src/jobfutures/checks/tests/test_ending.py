"""Ending a check, and what stays of it."""

from datetime import timedelta

from jobfutures.accounts.models import User
from jobfutures.checks.commands import attempts as commands
from jobfutures.checks.models import Attempt, Bank, Ending, Exposure, Question, Taking
from jobfutures.checks.tests import made
from tests.people import NOON

DAY = timedelta(days=1)


def test_a_check_that_ends_too_early_has_no_result_and_needs_no_waiting(ana: User, bank: Bank) -> None:
    check = made.answer(ana, made.begun(ana, bank), right=True)
    ended = commands.end_check(by=ana, attempt=check, at=NOON)

    assert ended.outcome is None
    assert ended.ending == Ending.CANDIDATE
    assert made.begun(ana, bank) != check


def test_a_check_that_ends_later_has_a_result(ana: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    for number in range(9):
        check = made.answer(ana, check, right=number % 2 == 0)
    ended = commands.end_check(by=ana, attempt=check, at=NOON)

    assert ended.outcome is not None
    assert ended.questions.unanswered().count() == 0


def test_exposure_counts_what_might_have_been_asked_and_what_was(ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    counts = Exposure.objects.get(role=bank.role).counts

    assert sum(eligible for eligible, _asked in counts.values()) == len(check.candidates)
    assert sum(asked for _eligible, asked in counts.values()) == check.questions.count()


def test_a_deleted_check_is_gone_and_what_was_met_stays(ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    met = set(check.questions.values_list("item", flat=True))
    commands.delete_check(by=ana, attempt=check, at=NOON)

    assert not Attempt.objects.exists()
    assert not Question.objects.exists()
    taking = Taking.objects.get(owner=ana)
    assert (taking.results, set(taking.met)) == (1, met)


def test_nobody_deletes_the_check_of_somebody_else(ana: User, ben: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    commands.delete_check(by=ben, attempt=check, at=NOON)

    assert Attempt.objects.filter(pk=check.pk).exists()
