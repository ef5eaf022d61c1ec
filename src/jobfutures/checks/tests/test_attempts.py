"""Taking a check, act by act."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobfutures.accounts.models import User
from jobfutures.checks import engine
from jobfutures.checks.commands import attempts as commands
from jobfutures.checks.commands.asking import with_state
from jobfutures.checks.models import Attempt, Bank, Ending, Exposure, Item, Question, Taking
from jobfutures.checks.queries import open_question
from jobfutures.checks.tests import made
from tests.people import NOON

DAY = timedelta(days=1)


def test_a_check_of_somebody_who_knows_everything_says_senior(ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)

    assert check.finished_at == NOON
    assert check.outcome["chances"][2] == max(check.outcome["chances"])
    assert check.ending in (Ending.LEVEL, Ending.PRECISION, Ending.LENGTH)
    assert check.outcome["questions"] == check.questions.count() >= 8


def test_a_check_of_somebody_who_knows_nothing_says_junior(ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank, right=False)

    assert check.outcome["chances"][0] == max(check.outcome["chances"])
    assert check.outcome["ability"] < -0.5


def test_no_item_is_asked_twice_and_every_part_is_asked(ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    entries = engine.prepared(bank.pk).entries
    places = list(check.questions.values_list("place", flat=True))

    assert len(set(places)) == len(places)
    assert {entries[place].part for place in places} == set(range(len(bank.parts)))


def test_replaying_a_check_gives_what_was_stored(ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    ready, posterior = engine.prepared(check.bank_id), engine.begun()
    past: list[engine.Given] = []
    for question in check.questions.in_order():
        choice = engine.next_choice(
            ready, posterior, check.candidates, past, seed=check.seed, wants_task=check.wants_task
        )
        assert choice is not None
        assert choice.place == question.place
        posterior = engine.after(ready, posterior, question.place, question.score or 0)
        past.append(engine.Given(question.place, question.score or 0, is_pilot=False))

    assert posterior == bytes(check.posterior)
    again = engine.outcome(ready, posterior, past, bank.parts)
    assert again == check.outcome


def test_an_answer_counts_once_however_often_it_is_sent(ana: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    question = open_question(ana, check.pk)
    assert question is not None
    variant = question.__dict__["shown"]
    commands.give_answer(by=ana, question=question, variant=variant, answer=made.right_answer(variant), at=NOON)

    with pytest.raises(commands.CannotAnswer, match="first answer counts"):
        commands.give_answer(by=ana, question=question, variant=variant, answer=made.wrong_answer(variant), at=NOON)

    assert check.questions.answered().count() == 1
    assert check.questions.answered().get().score == 1
    assert check.questions.unanswered().count() == 1


def test_an_answer_takes_few_queries(ana: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    made.answer(ana, check, right=True)

    with CaptureQueriesContext(connection) as taken:
        made.answer(ana, check, right=True)

    sent = [one["sql"] for one in taken if "SAVEPOINT" not in one["sql"]]
    assert len(sent) == 5, sent


def test_nobody_answers_for_somebody_else(ana: User, ben: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    question = open_question(ana, check.pk)
    assert question is not None

    assert open_question(ben, check.pk) is None
    with pytest.raises(PermissionDenied):
        commands.give_answer(by=ben, question=question, variant={}, answer=1, at=NOON)


def test_there_is_one_open_check_for_a_role(ana: User, bank: Bank) -> None:
    first, second = made.begun(ana, bank), made.begun(ana, bank)

    assert first == second


def test_the_same_form_begins_one_check(ana: User, bank: Bank) -> None:
    key = uuid4()
    first = made.begun(ana, bank, key=key)
    commands.end_check(by=ana, attempt=first, at=NOON)

    assert made.begun(ana, bank, key=key) == first


def test_another_check_waits_14_days_and_then_30(ana: User, bank: Bank) -> None:
    made.taken(ana, bank)
    with pytest.raises(commands.CannotBegin, match="6 December 2026"):
        made.begun(ana, bank, NOON + 13 * DAY)
    made.taken(ana, bank, at=NOON + 14 * DAY)
    with pytest.raises(commands.CannotBegin):
        made.begun(ana, bank, NOON + (14 + 29) * DAY)

    assert made.begun(ana, bank, NOON + (14 + 30) * DAY)


def test_what_was_met_is_not_asked_again_within_a_year(ana: User, bank: Bank) -> None:
    first = made.taken(ana, bank)
    second = made.taken(ana, bank, at=NOON + 14 * DAY)
    met = set(first.questions.values_list("item", flat=True))

    assert not met & set(second.questions.values_list("item", flat=True))
    Exposure.objects.all().delete()  # or some would sit out because they were asked so often
    later = made.begun(ana, bank, NOON + 400 * DAY)
    assert met <= {bank.items[place]["item"] for place in later.candidates}


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


def test_a_withdrawn_item_is_not_asked(ana: User, bank: Bank) -> None:
    left = list(Item.objects.values_list("pk", flat=True)[:40])
    Item.objects.filter(pk__in=left).update(withdrawn_at=NOON)
    check = made.begun(ana, bank)

    assert not {bank.items[place]["item"] for place in check.candidates} & set(left)


def test_a_pause_stops_the_clock(ana: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    commands.pause_check(by=ana, attempt=check, at=NOON + timedelta(seconds=40))
    commands.resume_check(by=ana, attempt=check, at=NOON + DAY)
    made.answer(ana, check, right=True, at=NOON + DAY + timedelta(seconds=5))

    assert check.questions.answered().get().seconds == 45


def test_a_draft_is_kept_until_the_answer(ana: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    question = open_question(ana, check.pk)
    assert question is not None
    commands.keep_draft(by=ana, question=question, fields={"answer": ["2"]})

    assert Question.objects.get(pk=question.pk).draft == {"answer": ["2"]}
    made.answer(ana, check, right=True)
    with pytest.raises(commands.CannotAnswer):
        commands.keep_draft(by=ana, question=question, fields={"answer": ["3"]})


def test_exposure_counts_what_might_have_been_asked_and_what_was(ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    counts = Exposure.objects.get(role=bank.role).counts

    assert sum(eligible for eligible, _asked in counts.values()) == len(check.candidates)
    assert sum(asked for _eligible, asked in counts.values()) == check.questions.count()


def test_a_deleted_check_is_gone_and_what_was_met_stays(ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    met = set(check.questions.values_list("item", flat=True))
    commands.delete_check(by=ana, attempt=check)

    assert not Attempt.objects.exists()
    assert not Question.objects.exists()
    taking = Taking.objects.get(owner=ana)
    assert (taking.results, set(taking.met)) == (1, met)


def test_nobody_deletes_the_check_of_somebody_else(ana: User, ben: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    commands.delete_check(by=ben, attempt=check)

    assert Attempt.objects.filter(pk=check.pk).exists()


def test_a_flagged_check_may_be_taken_again_at_once_but_once(ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    Attempt.objects.filter(pk=check.pk).update(is_flagged=True)
    again = made.taken(ana, bank, at=NOON + DAY)

    assert again.recheck_of == check
    Attempt.objects.filter(pk=again.pk).update(is_flagged=True)
    with pytest.raises(commands.CannotBegin):
        made.begun(ana, bank, NOON + 2 * DAY)


def test_a_trial_question_moves_nothing(ana: User, bank: Bank) -> None:
    for one in bank.items:
        one["scored"] = one["item"] not in {"item-1", "item-2", "item-3"}
    trial = Bank.objects.create(
        role=bank.role, number=2, source="ANSWERS", parts=bank.parts, items=bank.items, made_at=NOON, released_at=NOON
    )
    check = made.begun(ana, trial)
    for _ in range(3):
        check = made.answer(ana, check, right=True)
    before = bytes(check.posterior)
    question = check.questions.unanswered().get()
    check = made.answer(ana, check, right=False)

    assert question.is_pilot
    assert bytes(check.posterior) == before
    assert with_state(check).progress(stopped=False).questions == 3
