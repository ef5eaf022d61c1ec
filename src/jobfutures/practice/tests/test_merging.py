"""What happened elsewhere arrives in the account whole and once: in any order, in parts, again, in two tabs."""

from collections.abc import Callable
from random import Random
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card
from jobfutures.practice.commands.entries import Brought, add_entry, grade_card, merge_entries
from jobfutures.practice.models import Entry, Memory
from jobfutures.practice.rules import GOOD, Act, Line, Remembered, remembered
from jobfutures.practice.shown import card_name
from jobfutures.practice.tests.logs import MOMENTS, key_of, logs

NOW = MOMENTS[-1]
Log = list[tuple[int, Line]]
properties = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def brought(log: Log, cards: list[Card]) -> list[Brought]:
    return [Brought(line.key, card_name(cards[card]), line.act, line.at, line.grade, line.undoes) for card, line in log]


def expected(log: Log, cards: list[Card]) -> dict[str, Remembered]:
    """Return what the log of each card adds up to, by the rules alone."""
    lines: dict[str, list[Line]] = {}
    for card, line in log:
        lines.setdefault(card_name(cards[card]), []).append(line)
    return {name: remembered(of_card) for name, of_card in lines.items()}


def memories(person: User) -> dict[str, Remembered]:
    rows = Memory.objects.visible_to(person).select_related("card")
    return {card_name(memory.card): memory.remembered() for memory in rows}


def entries(person: User) -> set[tuple[str, Line]]:
    rows = Entry.objects.visible_to(person).select_related("card")
    return {(card_name(entry.card), entry.line()) for entry in rows}


def forgotten(example: Callable[[], None]) -> None:
    """Run one example, then take back what it wrote."""
    with transaction.atomic():
        example()
        transaction.set_rollback(True)


def in_parts(log: list[Brought], chance: Random) -> list[list[Brought]]:
    """Return the same in parcels of one to four, shuffled, some of them sent twice."""
    shuffled = chance.sample(log, len(log))
    parcels = []
    while shuffled:
        size = chance.choice([1, 1, 1, 2, 4])
        parcels.append(shuffled[:size])
        shuffled = shuffled[size:]
    return chance.sample(twice := parcels + chance.choices(parcels, k=2), len(twice))


@properties
@given(logs(), st.randoms(use_true_random=False))
def test_parts_in_any_order_and_twice_make_the_same_log_as_all_at_once(
    ana: User, ben: User, cards: list[Card], log: Log, chance: Random
) -> None:
    def example() -> None:
        merge_entries(by=ana, brought=brought(log, cards), at=NOW)
        for parcel in in_parts(brought(log, cards), chance):
            merge_entries(by=ben, brought=parcel, at=NOW)

        assert memories(ben) == memories(ana) == expected(log, cards)
        assert entries(ben) == entries(ana) == {(card_name(cards[card]), line) for card, line in log}

    forgotten(example)


@properties
@given(logs(), st.randoms(use_true_random=False))
def test_a_browser_that_sends_all_of_it_again_changes_nothing(
    ana: User, cards: list[Card], log: Log, chance: Random
) -> None:
    def example() -> None:
        merge_entries(by=ana, brought=brought(log, cards), at=NOW)
        before = list(Entry.objects.order_by("pk").values()), list(Memory.objects.order_by("pk").values())
        for parcel in in_parts(brought(log, cards), chance):
            assert set(merge_entries(by=ana, brought=parcel, at=NOW)) == {one.key for one in parcel}

        assert before == (list(Entry.objects.order_by("pk").values()), list(Memory.objects.order_by("pk").values()))

    forgotten(example)


@properties
@given(logs(), st.randoms(use_true_random=False))
def test_acts_of_now_and_acts_from_elsewhere_end_in_the_same_state(
    ana: User, cards: list[Card], log: Log, chance: Random
) -> None:
    """Whatever comes over the page one by one, and whatever comes in a parcel, in whichever order."""

    def example() -> None:
        for card, line in chance.sample(log, len(log)):
            if chance.random() < 0.5:
                merge_entries(by=ana, brought=brought([(card, line)], cards), at=NOW)
            else:
                add_entry(
                    by=ana, card=cards[card], act=line.act, at=line.at, grade=line.grade, undoes=line.undoes,
                    key=line.key,
                )  # fmt: skip

        assert memories(ana) == expected(log, cards)

    forgotten(example)


def at_the_same_moment(acts: list[Callable[[], object]]) -> None:
    """Do all of this at once, each over a connection of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait(10)
        try:
            act()
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_answer_the_same_new_card_at_once_are_two_answers(ana: User, cards: list[Card]) -> None:
    for card in cards[:4]:
        at_the_same_moment([lambda card=card: grade_card(by=ana, card=card, grade=GOOD, at=NOW)] * 2)

        assert Entry.objects.visible_to(ana).filter(card=card).count() == 2
        lines = [entry.line() for entry in Entry.objects.visible_to(ana).filter(card=card)]
        assert Memory.objects.visible_to(ana).get(card=card).remembered() == remembered(lines)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_send_the_same_parcel_at_once_keep_it_once(ana: User, cards: list[Card]) -> None:
    log = [(number % 3, line) for number, line in enumerate(some_lines())]
    at_the_same_moment([lambda: merge_entries(by=ana, brought=brought(log, cards), at=NOW)] * 3)

    assert entries(ana) == {(card_name(cards[card]), line) for card, line in log}
    assert memories(ana) == expected(log, cards)


def some_lines() -> list[Line]:
    return [Line(key_of(number), Act.REVIEWED, at, 1 + number % 4) for number, at in enumerate(MOMENTS)]
