"""Beginning a check: once, and not too soon again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from jobfutures.accounts.models import User
from jobfutures.checks.commands import attempts as commands
from jobfutures.checks.models import Attempt, Bank, Exposure, Item
from jobfutures.checks.tests import made
from tests.people import NOON

DAY = timedelta(days=1)


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


def test_a_withdrawn_item_is_not_asked(ana: User, bank: Bank) -> None:
    left = list(Item.objects.values_list("pk", flat=True)[:40])
    Item.objects.filter(pk__in=left).update(withdrawn_at=NOON)
    check = made.begun(ana, bank)

    assert not {bank.items[place]["item"] for place in check.candidates} & set(left)


def test_a_flagged_check_may_be_taken_again_at_once_but_once(ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    Attempt.objects.filter(pk=check.pk).update(is_flagged=True)
    again = made.taken(ana, bank, at=NOON + DAY)

    assert again.recheck_of == check
    Attempt.objects.filter(pk=again.pk).update(is_flagged=True)
    with pytest.raises(commands.CannotBegin):
        made.begun(ana, bank, NOON + 2 * DAY)
