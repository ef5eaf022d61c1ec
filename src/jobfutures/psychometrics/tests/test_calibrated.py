import numpy as np
import pytest

from jobfutures.psychometrics.ability import Prior
from jobfutures.psychometrics.accuracy import Accuracy, accuracy
from jobfutures.psychometrics.items import Bank
from jobfutures.psychometrics.simulate import Design, answered, simulate
from jobfutures.psychometrics.stopping import StopRules
from jobfutures.psychometrics.tests import protocol
from jobfutures.psychometrics.tests.calibrated import bank_after

TWENTY = StopRules(20, 20, sure=None, precision=None)


def judged(bank: Bank, sd: float) -> Accuracy:
    ability = protocol.people(1000)
    scores = answered(protocol.bank(), ability, protocol.uniforms(1000))
    design = Design(prior=Prior.normal(sd=sd), rules=TWENTY, together=1000)
    return accuracy(simulate(bank, design, scores, np.random.default_rng(1)), bank, ability)


@pytest.mark.slow
@pytest.mark.parametrize("people", [100, 300, 1000, 2000])
def test_the_band_covers_what_it_promises_after_a_calibration(people):
    banks = [bank_after(people, seed) for seed in range(3)]  # one calibration is off by chance, all its items together

    assert 0.88 <= np.mean([judged(bank, 1.0).covered for bank in banks]) <= 0.93
    assert 0.88 <= np.mean([judged(bank, 1.25).covered for bank in banks]) <= 0.94


def test_on_the_first_day_tags_alone_give_a_wide_band_that_holds():
    found = judged(bank_after(0), 1.25)

    assert found.covered >= 0.88
    assert found.covered_tails >= 0.88


def test_an_engine_blind_to_the_errors_of_items_covers_less():
    known = bank_after(0)

    assert judged(Bank.of(known.slope, known.steps), 1.25).covered < judged(known, 1.25).covered
