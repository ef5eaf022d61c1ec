"""Whole checks: what they say, and that they can be replayed."""

from datetime import timedelta

from jobfutures.accounts.models import User
from jobfutures.checks import engine
from jobfutures.checks.models import Bank, Ending
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
