"""What is done at night, and by the worker in a process of its own."""

import sys
from datetime import date, timedelta
from uuid import uuid4

import pytest

from jobfutures.checks.commands import upkeep
from jobfutures.checks.commands.attempts import begin_check
from jobfutures.checks.commands.banks import simulate_bank
from jobfutures.checks.models import Attempt, Bank, Ending, Exposure
from jobfutures.checks.tests import banked
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank():
    banked.write_items(30)
    return banked.bank_from_tags(banked.backend())


def test_exposure_counts_for_less_with_every_month_once(bank):
    Exposure.objects.create(role=bank.role, counts={"item-0": [100, 25]}, decayed_on=date(2026, 9, 20))

    assert upkeep.decay_exposure(at=NOON) == 1
    assert upkeep.decay_exposure(at=NOON) == 0
    row = Exposure.objects.get()
    assert row.counts == {"item-0": [pytest.approx(64), pytest.approx(16)]}
    assert row.decayed_on == date(2026, 11, 19)


def test_a_check_that_nobody_touched_for_ninety_days_ends_as_if_its_candidate_had(bank, ana, ben):
    wishes = {"role": bank.role, "pace": "1", "wants_task": False}
    old = begin_check(by=ana, key=uuid4(), at=NOON, **wishes)
    touched = begin_check(by=ben, key=uuid4(), at=NOON, **wishes)
    Attempt.objects.filter(pk=touched.pk).update(paused_at=NOON + timedelta(days=5))

    assert upkeep.end_abandoned(at=NOON + timedelta(days=89)) == 0
    assert upkeep.end_abandoned(at=NOON + timedelta(days=91)) == 1
    ended = Attempt.objects.get(pk=old.pk)
    assert (ended.ending, ended.outcome) == (Ending.CANDIDATE, None)
    assert ended.questions.count() == 0
    assert Attempt.objects.get(pk=touched.pk).is_open


def test_the_worker_runs_our_own_command_apart(settings, tmp_path):
    said = tmp_path / "said"
    program = f"import sys, pathlib; pathlib.Path({str(said)!r}).write_text(' '.join(sys.argv[1:]))"
    settings.OWN_COMMAND = [sys.executable, "-c", program]

    upkeep.calibrate_nightly.call()
    assert said.read_text() == "calibrate --nightly"
    upkeep.simulate_queued.call("backend", 3)
    assert said.read_text() == "bank simulate --role backend --version 3"


def test_the_night_is_in_the_schedule(settings):
    schedule = settings.TASKS["default"]["OPTIONS"]["SCHEDULES"]["calibrate"]

    assert schedule["task"] == upkeep.calibrate_nightly.module_path
    assert len(schedule["cron"].split()) == 5


def test_a_simulation_keeps_what_the_calibration_told():
    banked.write_items(90)
    bank = banked.bank_from_tags(banked.backend(), accuracy={"answers": {"reliability": 0.8}})
    simulate_bank(bank=bank)

    kept = Bank.objects.get(pk=bank.pk).accuracy
    assert kept["answers"] == {"reliability": 0.8}
    assert kept["questions"]["covered"] > 0.8
