"""How well and how fast one person is measured, beside catsim, on the same items, people and answers.

    python bench/psychometrics.py

Method. 300 items with two parameters, slopes exp(N(0.1, 0.3)) cut to [0.4, 2.5], difficulties N(0, 1); people N(0, 1);
whether a person is right on an item is fixed by one random number for the pair, so both engines meet the same person
giving the same answer. Checks start at 0 and end, unless said, at a standard error of 0.32, after 5 to 60 items. The
peer is catsim as its manual begins: maximum information, maximum likelihood, Dodd's start. Ours weighs information by
the posterior. Each line: ours, the peer, ours / peer, the goal. Nothing stands for a peer that has no such thing.

The calibrated banks come from simulated people with 20 answers each, author tags as priors, three calibrations each.
Levels are judged on 2000 people, and for the peer on its 1000 checks: the level in which its estimate falls.
Times are medians over 300 questions to a person with 15 answers; the answer to the last question is taken in first.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np
from catsim import irt
from catsim.estimation import NumericalSearchEstimator
from catsim.item_bank import ItemBank
from catsim.selection import MaxInfoSelector

from jobfutures.psychometrics.ability import BAND_90, Posterior, Prior
from jobfutures.psychometrics.accuracy import Accuracy, accuracy, level_accuracy, overlap
from jobfutures.psychometrics.curves import Table
from jobfutures.psychometrics.items import Bank, Floats, Integers
from jobfutures.psychometrics.selection import Policy, next_item
from jobfutures.psychometrics.simulate import Design, Run, answered, simulate
from jobfutures.psychometrics.stopping import StopRules
from jobfutures.psychometrics.tests import protocol
from jobfutures.psychometrics.tests.calibrated import bank_after

PEOPLE, LEVEL_PEOPLE, QUESTIONS = 1000, 2000, 300
PRECISE = StopRules(least=5, most=60, sure=None, precision=0.32)
TWENTY = StopRules(20, 20, sure=None, precision=None)
NARROW, USUAL = Prior.normal(sd=1), Prior.normal()
FIFTHS = np.full(5, 0.2)


class Catsim:
    """catsim driven answer by answer."""

    def __init__(self, bank: Bank) -> None:
        ones = np.ones(len(bank))
        parameters = np.column_stack([bank.slope, bank.difficulty, bank.guess, ones])
        self.items = ItemBank(parameters, validate=False)  # validating prints an empty line
        self.selector, self.estimator = MaxInfoSelector(), NumericalSearchEstimator()

    def select(self, given: list[int], ability: float) -> int:
        return self.selector.select(item_bank=self.items, administered_items=given, est_theta=ability)

    def estimate(self, given: list[int], right: list[bool], ability: float) -> tuple[float, float]:
        found = self.estimator.estimate(
            item_bank=self.items, administered_items=given, response_vector=right, est_theta=ability
        )
        return found, irt.see(found, self.items.get_items(given))

    def check(self, scores: Integers) -> tuple[list[int], float, float]:
        given, right, ability, error = [], [], 0.0, float("inf")
        while len(given) < PRECISE.most and (len(given) < PRECISE.least or error > PRECISE.precision):
            given.append(self.select(given, ability))
            right.append(bool(scores[given[-1]]))
            ability, error = self.estimate(given, right, ability)
        return given, ability, error


def catsim_accuracy(bank: Bank, ability: Floats, scores: Integers) -> tuple[Accuracy, Floats]:
    """Return how catsim did, and its estimates."""
    peer = Catsim(bank)
    given, estimates, errors = zip(*(peer.check(row) for row in scores), strict=True)
    found, off = np.array(estimates), np.array(estimates) - ability
    lengths, exposure = (
        np.array([len(row) for row in given]),
        np.bincount(np.concatenate(given), minlength=len(bank)) / len(ability),
    )
    inside = np.abs(off) <= BAND_90 * np.array(errors)
    counts = [np.bincount(bank.area[row], minlength=5) for row in given]
    low = ability < -1
    return Accuracy(
        items=lengths.mean(), items_95=np.percentile(lengths, 95), rmse=np.sqrt((off**2).mean()), bias=off.mean(),
        bias_low=off[low].mean(), covered=inside.mean(), covered_tails=inside[np.abs(ability) > 1.5].mean(),
        covered_low=inside[low].mean(), most_exposed=exposure.max(),
        overlap=overlap(exposure, len(ability), float(lengths.mean())), area_spread=max(map(np.ptp, counts)),
    ), found  # fmt: skip


def line(name: str, ours: float, peer: float | None, goal: str) -> None:
    beside = (
        f"{'':>10}{'':>8}" if peer is None else f"{peer:>10.3f}{ours / peer:>8.2f}" if peer else f"{peer:>10.3f}{'':>8}"
    )
    print(f"{name:<52}{ours:>9.3f}{beside}   {goal}", flush=True)


def run(bank: Bank, ability: Floats, design: Design) -> Run:
    scores = answered(
        protocol.bank_with_task() if design.task else protocol.bank(),
        ability,
        protocol.uniforms(len(ability), len(bank)),
    )
    return simulate(bank, design, scores, np.random.default_rng(1))


def precision(peer: Accuracy) -> None:
    bank, ability = protocol.bank(), protocol.people(PEOPLE)
    ours = accuracy(run(bank, ability, Design(rules=PRECISE, together=PEOPLE)), bank, ability)
    line("1  mean items to 0.32, prior N(0, 1.25^2)", ours.items, peer.items, "<= 15.1")
    line("   95th percentile of items", ours.items_95, peer.items_95, "")
    line("   RMSE", ours.rmse, peer.rmse, "<= 0.303")
    line("   covered by the 90 % band beyond 1.5", ours.covered_tails, peer.covered_tails, ">= 0.91")


def exposure(peer: Accuracy) -> None:
    bank, ability = protocol.bank(area=protocol.FIVE_AREAS), protocol.people(PEOPLE)
    for random_items in (0, 3):
        policy = Policy(FIFTHS, random_items=random_items)
        design = Design(prior=NARROW, rules=PRECISE, policy=policy, most_exposed=0.25, together=1)
        ours = accuracy(run(bank, ability, design), bank, ability)
        line(f"2  mean items, N(0, 1), first {random_items} at random", ours.items, peer.items, "<= 17.6")
        line("   largest exposure", ours.most_exposed, peer.most_exposed, "<= 0.30")
        line("   overlap", ours.overlap, peer.overlap, "<= 0.22")
        line("   spread between areas", ours.area_spread, peer.area_spread, "<= 1")


def median_ms(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(QUESTIONS):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def speed(areas: int) -> None:
    bank = Bank.of(*protocol.two_parameters(5000), area=np.arange(5000) % areas)
    table, peer, rng = Table.of(bank, USUAL.points), Catsim(bank), np.random.default_rng(1)
    given = rng.choice(5000, 15, replace=False).tolist()
    right = [bool(one) for one in rng.random(15) < 0.5]
    posterior = Posterior.before(USUAL).after_all(bank, zip(given[:-1], right[:-1], strict=True))
    policy, everything = Policy(np.full(areas, 1 / areas)), np.ones(5000, dtype=bool)

    def ours() -> None:
        after = posterior.after(bank, given[-1], right[-1])
        after.estimate()
        next_item(table, after.weights, candidates=everything, given=given, policy=policy, draw=0.5)

    def theirs() -> None:
        peer.select(given, peer.estimate(given, right, 0.0)[0])

    name = "one area" if areas == 1 else f"{areas} areas"
    line(f"3  ms to take an answer and choose of 5000, {name}", median_ms(ours), median_ms(theirs), "<= 0.5")


def coverage(peer: Accuracy) -> None:
    bank, ability = protocol.bank(), protocol.people(PEOPLE)
    ours = accuracy(run(bank, ability, Design(rules=PRECISE, together=PEOPLE)), bank, ability)
    line("7  covered by the 90 % band, true items", ours.covered, peer.covered, "0.88 to 0.92")
    line("   the same beyond 1.5", ours.covered_tails, peer.covered_tails, ">= 0.88")
    for people in (100, 300, 1000, 2000):
        banks = [bank_after(people, seed) for seed in range(3)]
        for name, prior in (("N(0, 1)", NARROW), ("N(0, 1.25^2)", USUAL)):
            design = Design(prior=prior, rules=TWENTY, together=PEOPLE)
            covered = [accuracy(run(known, ability, design), known, ability).covered for known in banks]
            line(f"   items calibrated on {people}, {name}", statistics.mean(covered), None, "0.88 to 0.93")


def levels(peer: Accuracy, peer_right: float) -> None:
    ability = protocol.people(LEVEL_PEOPLE)
    for name, prior in (("N(0, 1)", NARROW), ("N(0, 1.25^2)", USUAL)):
        for task, bank in ((None, protocol.bank()), (protocol.TASK, protocol.bank_with_task())):
            design = Design(prior=prior, task=task, together=LEVEL_PEOPLE)
            found = run(bank, ability, design)
            ours = level_accuracy(found, design.levels, ability)
            questions = found.lengths.mean() - (task is not None)
            goal = "<= 10.5" if task is None else "<= 9"
            line(f"8  mean questions, {name}{', after a code task' if task else ''}", questions, peer.items, goal)
            line("   told the right level", ours.right, peer_right, "")
            line("   promised less true", ours.promised - ours.right, None, "-0.02 to 0.02")
            line("   right where one word is said", ours.sure_right, None, ">= 0.90")
            line("   two levels off, people of 2000", ours.two_off, None, "<= 1")


def main() -> None:
    bank, ability = protocol.bank(area=protocol.FIVE_AREAS), protocol.people(PEOPLE)
    peer, estimates = catsim_accuracy(bank, ability, answered(bank, ability, protocol.uniforms(PEOPLE)))
    print(f"{'':<52}{'ours':>9}{'catsim':>10}{'ratio':>8}   goal")
    for part in (precision, exposure, coverage):
        part(peer)
    cuts = Design().levels
    levels(peer, float((cuts.of(estimates) == cuts.of(ability)).mean()))
    for areas in (5, 1):
        speed(areas)


if __name__ == "__main__":
    main()
