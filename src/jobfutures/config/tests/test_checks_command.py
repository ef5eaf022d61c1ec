"""`jobfutures calibrate` and `jobfutures bank`: what they say, write and refuse, and with which exit code."""

import builtins
import json
import sys
from datetime import timedelta

import pytest

from jobfutures.checks.models import Bank, Review
from jobfutures.checks.tests import banked
from jobfutures.config.command import main
from jobfutures.ledger.models import Entry
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank():
    banked.write_items(90)
    return banked.bank_from_tags(banked.backend())


def test_a_dry_run_tells_and_writes_nothing_and_a_real_one_makes_a_version(bank, capsys):
    banked.answered(bank, banked.truth_around(bank), people=100, each=15)

    assert main(["calibrate", "--dry-run", "--role", "backend"]) == 0
    said = capsys.readouterr().out
    assert "1500 answers of 100 checks, against version 1" in said
    assert "90 of 90 items scored" in said
    assert "nothing was written" in said
    assert (Bank.objects.count(), Review.objects.count(), Entry.objects.count()) == (1, 0, 0)

    assert main(["calibrate", "--nightly", "--json"]) == 0
    (made,) = json.loads(capsys.readouterr().out)["roles"]
    assert (made["role"], made["version"], made["checks"]) == ("backend", 2, 100)
    assert Bank.objects.released().get().number == 1

    assert main(["calibrate", "--nightly", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["roles"] == [], "nobody has finished a check since"


def test_without_scipy_it_is_refused_with_the_command_that_brings_it(bank, capsys, monkeypatch):
    banked.answered(bank, banked.truth_around(bank), people=10, each=5)
    ordinary = builtins.__import__

    def without_scipy(name, *rest, **more):
        if name.partition(".")[0] == "scipy":
            raise ModuleNotFoundError("No module named 'scipy'", name="scipy")
        return ordinary(name, *rest, **more)

    for name in [one for one in sys.modules if one.startswith(("jobfutures.checks.c", "jobfutures.psychometrics.a"))]:
        if name in {"jobfutures.checks.calibrating", "jobfutures.checks.cleaned", "jobfutures.psychometrics.answers"}:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without_scipy)

    assert main(["calibrate", "--role", "backend"]) == 1
    assert "pip install jobfutures[calibration]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["calibrate", "--role", "backend"], "Nobody has finished a check"),
        (["calibrate", "--role", "nobody"], "No bank is in use for nobody"),
        (["calibrate", "--nightly", "--dry-run"], "--nightly stands alone"),
        (["bank", "release", "--role", "backend", "--version", "7"], "There is no version 7"),
        (["bank", "simulate", "--version", "1"], "say which with --role"),
        (["bank", "simulate", "--role", "nobody"], "There is no bank for nobody"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(bank, capsys, words, sentence):
    assert main(words) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert sentence in said[0]


@pytest.mark.parametrize("words", [["bank", "melt"], ["bank", "release", "--version", "x"], ["calibrate", "--soon"]])
def test_wrong_words_are_wrong_usage(words):
    with pytest.raises(SystemExit) as ended:
        main(words)

    assert ended.value.code == 2


def test_a_version_is_released_unless_a_gate_is_missed(bank, capsys):
    poor = banked.sheet(items=30.0)
    banked.bank_from_tags(bank.role, at=NOON + timedelta(days=1), released=False, accuracy=poor)
    assert main(["bank", "release", "--role", "backend"]) == 1
    assert "backend, version 2: The simulation misses a gate: mean number of questions" in capsys.readouterr().err

    assert main(["bank", "release", "--role", "backend", "--version", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"role": "backend", "version": 1}
    entry = Entry.objects.get(kind="checks.released")
    assert entry.actor is None


def test_a_simulation_says_each_gate(bank, capsys):
    assert main(["bank", "simulate", "--role", "backend"]) == 0

    said = capsys.readouterr().out
    assert "held   share of people inside their 90 % band" in said
    assert Bank.objects.get().accuracy["people"] == 2000
