"""Bank versions: from tags, simulated, released."""

import pytest

from jobfutures.accounts.models import User
from jobfutures.checks import engine
from jobfutures.checks.commands import banks
from jobfutures.checks.models import Bank, Item
from jobfutures.checks.tests import made
from jobfutures.topics.models import Edition, Role
from tests.people import NOON

pytestmark = pytest.mark.django_db


def test_a_bank_from_tags_has_every_item_of_the_role_with_its_tag(bank: Bank) -> None:
    entries = engine.prepared(bank.pk).entries
    difficulties = {entry.level: entry.steps[0] for entry in entries}

    assert {entry.item for entry in entries} == set(Item.objects.values_list("pk", flat=True))
    assert difficulties == {0: -0.9, 1: 0.0, 2: 0.9}
    assert sum(part["share"] for part in bank.parts) == pytest.approx(1)


def test_an_item_that_one_person_tagged_is_less_sure(bank: Bank) -> None:
    Item.objects.filter(pk="item-0").update(second_level="")
    entries = {entry.item: entry for entry in banks.from_tags(bank.role).entries}

    assert entries["item-0"].step_sd > entries["item-3"].step_sd


def test_two_tags_that_differ_meet_between(bank: Bank) -> None:
    Item.objects.filter(pk="item-0").update(second_level="SENIOR")
    entries = {entry.item: entry for entry in banks.from_tags(bank.role).entries}

    assert entries["item-0"].steps == (0.0,)


def test_too_few_items_make_no_bank(bank: Bank) -> None:
    Item.objects.exclude(pk__in=["item-0", "item-1"]).update(retired=True)

    with pytest.raises(banks.CannotMake, match="There are 2 items"):
        banks.make_bank_from_tags(role=bank.role, at=NOON)


def test_a_version_that_nobody_simulated_is_not_released(olga: User, bank: Bank) -> None:
    fresh = banks.make_bank_from_tags(role=bank.role, at=NOON)

    with pytest.raises(banks.CannotRelease, match="not simulated"):
        banks.release_bank(by=olga, bank=fresh, at=NOON)


def test_a_version_that_misses_a_gate_is_not_released(olga: User, bank: Bank) -> None:
    fresh = made.simulated(banks.make_bank_from_tags(role=bank.role, at=NOON))
    fresh.accuracy["questions"]["covered"] = 0.5

    with pytest.raises(banks.CannotRelease, match="90 % band"):
        banks.release_bank(by=olga, bank=fresh, at=NOON)
    assert Bank.objects.get(pk=fresh.pk).released_at is None


def test_a_release_changes_the_public_pages_and_later_checks_only(olga: User, ana: User, ben: User, bank: Bank) -> None:
    before, edition = made.begun(ana, bank), Edition.objects.count()
    fresh = made.simulated(banks.make_bank_from_tags(role=bank.role, at=NOON))
    banks.release_bank(by=olga, bank=fresh, at=NOON)
    after = made.begun(ben, bank)

    assert (before.bank, after.bank) == (bank, fresh)
    assert Edition.objects.count() == edition + 1


def test_the_first_banks_are_made_once_and_again_when_the_content_changed(bank: Bank) -> None:
    Bank.objects.all().delete()
    first = banks.prepare_first_banks(at=NOON)
    second = banks.prepare_first_banks(at=NOON)
    Item.objects.filter(pk="item-5").update(retired=True)
    third = banks.prepare_first_banks(at=NOON)

    assert first == ["backend: version 1, from tags, is in use"]
    assert second == []
    assert third == ["backend: version 2, from tags, is in use"]


def test_tags_make_no_bank_once_answers_did(bank: Bank) -> None:
    Bank.objects.update(source="ANSWERS")

    assert not banks.wants_bank(Role.objects.get(pk="backend"))


def test_a_simulation_says_the_same_each_time(bank: Bank) -> None:
    assert made.simulated(bank).accuracy == made.simulated(bank).accuracy
