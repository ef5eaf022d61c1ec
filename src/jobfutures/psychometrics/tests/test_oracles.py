"""The engine beside catsim and girth: equal where the model is the same, different where they are wrong."""

import numpy as np
import pytest
from catsim import irt
from catsim.estimation import NumericalSearchEstimator
from catsim.item_bank import ItemBank
from catsim.selection import MaxInfoSelector
from girth import ability_eap

from jobfutures.psychometrics.ability import Posterior, Prior
from jobfutures.psychometrics.curves import information, probabilities
from jobfutures.psychometrics.items import Bank
from jobfutures.psychometrics.selection import maximum_information
from jobfutures.psychometrics.simulate import answered
from jobfutures.psychometrics.tests import protocol

EVERY = np.arange(300)


@pytest.mark.parametrize("guess", [0.0, 0.25])
@pytest.mark.parametrize("ability", [-2.5, 0.0, 1.3])
def test_probabilities_and_information_equal_those_of_catsim(ability, guess):
    slope, difficulty = protocol.two_parameters(300)
    bank = Bank.of(slope, difficulty, guess=guess)
    theirs = np.column_stack([slope, difficulty, bank.guess, np.ones(300)])
    points = np.array([ability])

    np.testing.assert_allclose(probabilities(bank, points, EVERY)[:, 1, 0], irt.icc_hpc(ability, theirs), atol=1e-12)
    np.testing.assert_allclose(information(bank, points, EVERY)[:, 0], irt.inf_hpc(ability, theirs), atol=1e-12)


def test_plain_maximum_information_chooses_what_catsim_chooses():
    slope, difficulty = protocol.two_parameters(300)
    theirs = ItemBank(np.column_stack([slope, difficulty, np.zeros(300), np.ones(300)]))

    for ability in np.linspace(-3, 3, 13):
        item = MaxInfoSelector().select(item_bank=theirs, administered_items=[], est_theta=float(ability))
        assert maximum_information(protocol.bank(), np.array(ability)).argmax() == item


def test_abilities_equal_those_of_girth():
    bank, ability = protocol.bank(20), protocol.people(50)
    scores = answered(bank, ability, protocol.uniforms(50, 20))
    options = {"quadrature_bounds": (-8, 8), "quadrature_n": 161}
    theirs = ability_eap(scores.T, bank.difficulty, bank.slope, options)
    start = Posterior.before(Prior.normal(sd=1, reach=8, count=641))
    ours = [start.after_all(bank, enumerate(row)).estimate().ability for row in scores.tolist()]

    np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_wrong_answers_lower_our_estimate_where_those_of_catsim_rise():
    difficulty = np.linspace(2, 3.1, 12)
    bank = Bank.of(np.ones(12), difficulty)
    theirs = ItemBank(np.column_stack([np.ones(12), difficulty, np.zeros(12), np.ones(12)]))
    posterior, ours, peer = Posterior.before(Prior.normal()), [0.0], [0.0]
    for asked in range(1, 5):
        posterior = posterior.after(bank, asked - 1, 0)
        ours.append(posterior.estimate().ability)
        peer.append(
            NumericalSearchEstimator().estimate(
                item_bank=theirs,
                administered_items=list(range(asked)),
                response_vector=[False] * asked,
                est_theta=peer[-1],
            )
        )

    assert peer == [0.0, 1.0, 1.5, 1.75, 1.875]
    assert (np.diff(ours) < 0).all()
