"""A bank from answers: how near it comes to the truth, what it scores, what it finds, and that only a keep writes."""

from datetime import timedelta
from math import sqrt

import pytest

from jobfutures.checks.banks import Entry
from jobfutures.checks.changes import changes, facts_of, sentences_of
from jobfutures.checks.commands.banks import gates_of
from jobfutures.checks.commands.calibrating import (
    CannotCalibrate,
    Proposal,
    estimated,
    heard,
    keep_bank,
    new_checks,
    propose_bank,
    roles_due,
)
from jobfutures.checks.gathering import gathered
from jobfutures.checks.models import Attempt, Bank, Item, Question, Review
from jobfutures.checks.tests import banked
from jobfutures.ledger.models import Entry as LedgerEntry
from tests.people import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=30)


def entries_of(bank):
    return {one["item"]: Entry.restored(one) for one in bank.items}


def rmse(estimates, truth):
    return sqrt(sum((found - truth.difficulty[item]) ** 2 for item, found in estimates.items()) / len(estimates))


@pytest.fixture
def thirty():
    """A released bank from the tags of thirty items, and the truth about them."""
    banked.write_items(30)
    bank = banked.bank_from_tags(banked.backend())
    return bank, banked.truth_around(bank)


def calibrated(bank, at=LATER):
    known = entries_of(bank)
    return estimated(list(known.values()), known, gathered(bank.role), heard(at), bank)


def test_three_hundred_people_make_difficulties_as_exact_as_the_design_promises(thirty):
    bank, truth = thirty
    banked.answered(bank, truth, people=300, each=10)

    found = calibrated(bank)
    tags = {item: entry.difficulty for item, entry in entries_of(bank).items()}
    assert rmse(tags, truth) > 0.6
    assert rmse({item: one.difficulty for item, one in found.estimates.items()}, truth) <= 0.48
    assert {one.slope for one in found.estimates.values()} == {1 / found.multiplier}  # under 200 answers each
    assert all(one.step_sd < 0.5 for one in found.estimates.values())


def test_people_weaker_than_the_tags_expect_do_not_move_the_scale(thirty):
    bank, truth = thirty
    banked.answered(bank, truth, people=300, each=10, mean=-0.9)

    found = calibrated(bank)
    assert found.shift == pytest.approx(-0.9, abs=0.25)
    assert found.anchors == 30
    assert rmse({item: one.difficulty for item, one in found.estimates.items()}, truth) <= 0.48


def test_a_slope_is_freed_from_two_hundred_answers(thirty):
    bank, truth = thirty
    banked.answered(bank, truth, people=450, each=15)

    found = calibrated(bank)
    assert min(one.answers for one in found.estimates.values()) > 180
    assert len({one.slope for one in found.estimates.values()}) > 15
    assert all(one.log_slope_sd < 0.3 for one in found.estimates.values() if one.answers >= 200)


def test_answers_that_nobody_could_have_read_so_fast_are_left_out(thirty):
    bank, truth = thirty
    checks = banked.answered(bank, truth, people=60, each=15)
    hasty = Question.objects.filter(attempt=checks[0])
    hasty.update(seconds=1.0)

    found = calibrated(bank)
    assert sum(one.answers for one in found.estimates.values()) == 59 * 15


def test_open_checks_are_not_read(thirty):
    bank, truth = thirty
    checks = banked.answered(bank, truth, people=20, each=5)
    Attempt.objects.filter(pk=checks[0].pk).update(finished_at=None)

    assert gathered(bank.role).checks == 19
    assert len(gathered(bank.role).item) == 19 * 5


def test_what_is_gathered_names_nobody(thirty):
    bank, truth = thirty
    checks = banked.answered(bank, truth, people=3, each=5)
    banked.describe(checks, ["WOMAN", "", "MAN"])

    text = repr(gathered(bank.role))
    assert "'gender': ['WOMAN', '', 'MAN']" in text
    assert not any(str(check.pk) in text or str(check.owner_id) in text or "@" in text for check in checks)


@pytest.fixture
def ninety():
    """A released bank of ninety items, answered by a hundred people."""
    banked.write_items(90)
    bank = banked.bank_from_tags(banked.backend())
    banked.answered(bank, banked.truth_around(bank), people=110, each=20)
    return bank


def test_a_proposal_writes_nothing_and_a_keep_makes_a_version_that_is_not_in_use(ninety):
    new = banked.write_items(1, name="new")[0]
    Item.objects.filter(pk="item-3").update(retired=True)
    Item.objects.filter(pk="item-4").update(withdrawn_at=NOON)
    before = (Bank.objects.count(), Review.objects.count(), LedgerEntry.objects.count())

    proposal = propose_bank(role=ninety.role, at=LATER)
    assert (Bank.objects.count(), Review.objects.count(), LedgerEntry.objects.count()) == before
    found = changes(list(entries_of(ninety).values()), proposal.entries)
    assert (found.new, found.gone) == ([new.pk], ["item-4", "item-3"])
    assert not next(one for one in proposal.entries if one.item == new.pk).scored
    assert "110 checks, against version 1" in sentences_of(facts_of(proposal))[0]

    bank = keep_bank(proposal=proposal, at=LATER)
    assert (bank.number, bank.source, bank.released_at) == (2, "ANSWERS", None)
    assert not bank.is_provisional
    assert 0 < bank.accuracy["answers"]["reliability"] < 1
    assert bank.accuracy["pilots"] == 1
    assert len(gates_of(bank)) == 8
    assert Bank.objects.get(pk=ninety.pk).items == ninety.items
    assert Bank.objects.released().get() == ninety
    assert new_checks(ninety.role) == 0


def test_a_role_is_due_from_a_hundred_finished_checks_since_the_last_calibration():
    banked.write_items(12)
    bank = banked.bank_from_tags(banked.backend())
    truth = banked.truth_around(bank)
    banked.answered(bank, truth, people=99, each=1)
    assert roles_due() == []

    banked.answered(bank, truth, people=1, each=1, name="q")
    assert roles_due() == [bank.role]

    newest = banked.bank_from_tags(bank.role, at=NOON + timedelta(days=365), released=False)
    Bank.objects.filter(pk=newest.pk).update(source="ANSWERS")
    assert roles_due() == []


def test_without_answers_or_a_bank_it_is_refused_with_a_sentence():
    role = banked.backend()
    with pytest.raises(CannotCalibrate, match="No version"):
        propose_bank(role=role, at=LATER)
    banked.write_items(6)
    banked.bank_from_tags(role)
    with pytest.raises(CannotCalibrate, match="Nobody has finished"):
        propose_bank(role=role, at=LATER)


def proposal_of(bank, found):
    return Proposal(bank.role, bank, 0, bank.parts, list(entries_of(bank).values()), banked.sheet(), found)


def known_from_answers(bank, truth):
    """Let the bank in use be one that answers made: every item known well, and where it truly stands."""
    items = [
        one | {"steps": [truth.difficulty[one["item"]]], "step_sd": 0.15, "log_slope_sd": 0.1, "answers": 400}
        for one in bank.items
    ]
    Bank.objects.filter(pk=bank.pk).update(items=items, source="ANSWERS")
    return Bank.objects.get(pk=bank.pk)


def test_an_item_that_became_easier_is_reviewed_and_counts_no_more(thirty):
    bank, truth = thirty
    bank = known_from_answers(bank, truth)
    easy = banked.Truth(truth.difficulty | {"item-7": truth.difficulty["item-7"] - 1.5})
    banked.answered(bank, easy, people=450, each=15, at=NOON + timedelta(days=1))

    found = calibrated(bank)
    drift = {one.item: one for one in found.findings if one.reason == "DRIFT"}
    assert drift["item-7"].is_barred
    assert drift["item-7"].figures["z"] < -4
    assert found.anchors == 30 - len(drift)
    assert len(drift) <= 4, "of sound items, 1 in 20 seems easier by half a logit after 200 answers"

    keep_bank(proposal=proposal_of(bank, found), at=LATER)
    keep_bank(proposal=proposal_of(bank, found), at=LATER)
    assert Review.objects.filter(item="item-7").get().reason == "DRIFT"

    Review.objects.update(closed_at=LATER, decision="Somebody wrote about it.")
    again = calibrated(bank, at=LATER + timedelta(days=1))
    assert "item-7" not in {one.item for one in again.findings}
    assert again.estimates["item-7"].answers == 200, "older answers speak of another item"


def test_a_leaked_item_is_quicker_and_more_often_right_and_is_withdrawn(thirty):
    bank, truth = thirty
    bank = known_from_answers(bank, truth)
    banked.answered(bank, truth, people=450, each=15, at=NOON - timedelta(days=60))
    known = banked.Truth(truth.difficulty | {"item-7": -3.0})
    banked.answered(
        bank, known, people=450, each=15, at=NOON + timedelta(days=1), seed=5, name="q",
        seconds=lambda item: 8.0 if item == "item-7" else 40.0,
    )  # fmt: skip

    found = calibrated(bank)
    assert [(one.item, one.reason) for one in found.findings if one.is_leaked] == [("item-7", "LEAKED")]

    keep_bank(proposal=proposal_of(bank, found), at=LATER)
    assert Item.objects.get(pk="item-7").withdrawn_at == LATER
    entry = LedgerEntry.objects.get(kind="checks.withdrawn")
    assert (entry.actor, entry.subject, entry.fields) == (None, "checks.item:item-7", ["leaked"])


def test_an_item_that_favours_a_group_of_two_hundred_does_not_count(thirty):
    bank, truth = thirty
    hard = banked.Truth(truth.difficulty | {"item-7": truth.difficulty["item-7"] + 2.0})
    men = banked.answered(bank, truth, people=350, each=20)
    women = banked.answered(bank, hard, people=350, each=20, seed=9, name="w")
    banked.describe([*men, *women], ["MAN"] * 350 + ["WOMAN"] * 350)

    found = calibrated(bank)
    worst = [(one.item, one.reason, one.is_barred) for one in found.findings if one.reason == "DIF_C"]
    assert worst == [("item-7", "DIF_C", True)]
    assert found.seen["item-7"]["dif"]["gender WOMAN"][0] == "C"


def test_groups_under_two_hundred_are_never_compared(thirty):
    bank, truth = thirty
    checks = banked.answered(bank, truth, people=380, each=20)
    banked.describe(checks, ["MAN", "WOMAN"] * 190)

    assert not any("dif" in one for one in calibrated(bank).seen.values())
