"""Which item comes next.

Arrays carry people in front, (...): none for one person, (people,) in a simulation. Both take the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.curves import Table, information
from jobfutures.psychometrics.errors import BadRule, NoItemLeft
from jobfutures.psychometrics.items import Bank, Flags, Floats, Integers

FEW = 4  # copying the rows of less than one item in four is faster than weighing them all


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """How items are chosen.

    shares (areas): target share of each area, summing to 1.  The first `random_items` are drawn among the best
    `random_among`, so that not everybody begins alike.  One question in `pilot_every` is an unscored pilot.
    Raises BadRule outside these ranges.
    """

    shares: Floats
    random_items: int = 3
    random_among: int = 5
    pilot_every: int = 4

    def __post_init__(self) -> None:
        if self.shares.ndim != 1 or not np.all(self.shares > 0) or abs(self.shares.sum() - 1) > 1e-9:
            raise BadRule("Every area has a share above 0, and the shares sum to 1.")
        if self.random_items < 0 or self.random_among < 1 or self.pilot_every < 2:
            raise BadRule("Random items are 0 or more, drawn among 1 or more; pilots are one question in 2 or more.")
        self.shares.setflags(write=False)

    def is_pilot_slot(self, number: int) -> bool:
        """Say whether question `number`, counted from 1, is a pilot."""
        return number % self.pilot_every == 0

    def random_for(self, given: int) -> int:
        """Return among how many of the best the next item is drawn, after `given` scored ones."""
        return self.random_among if given < self.random_items else 1


def next_item(
    table: Table, weights: Floats, *, candidates: Flags, given: Sequence[int], policy: Policy, draw: float
) -> int:
    """Return the scored item to give to one person.

    weights (points): the posterior at the points of `table`.  candidates (items): those the caller allows, so neither
    ineligible nor in their pilot phase.  given: all scored items so far, in any order.  draw: a random number,
    0 <= draw < 1.
    Variants of given items are left out. Raises NoItemLeft.
    """
    bank, past = table.bank, np.array(given, dtype=np.intp)
    allowed = candidates & without_variants(bank, past)
    allowed &= bank.area == areas_due(bank, past, policy.shares, allowed)
    among, chosen = policy.random_for(len(past)), np.flatnonzero(allowed)
    if len(chosen) * FEW < len(bank):
        worth = averaged(table.information[chosen], weights)
        return int(chosen[best(worth, np.ones(len(chosen), dtype=bool), among, draw)])
    return int(best(weighted_information(table, weights), allowed, among, draw))


def without_variants(bank: Bank, given: Integers) -> Flags:
    """Say of each item whether neither it nor a variant of it is among `given`: (items)."""
    is_given = np.zeros(int(bank.template.max()) + 1, dtype=bool)
    is_given[bank.template[given]] = True
    return ~is_given[bank.template]


def area_counts(bank: Bank, past: Integers, areas: int) -> Integers:
    """Return how many items of each area were given: (..., areas) from items (..., places), -1 for an empty place."""
    is_here = (bank.area[past, None] == np.arange(areas)) & (past >= 0)[..., None]
    return np.asarray(is_here.sum(axis=-2))


def areas_due(bank: Bank, past: Integers, shares: Floats, allowed: Flags) -> Integers:
    """Return the area furthest below its target share among those with an allowed item: (...).

    past (..., places): scored items given, -1 for an empty place.  allowed (..., items).  Where areas are equally far,
    the lowest number. Raises NoItemLeft where nothing is allowed, and BadRule for a bank with more areas than `shares`.
    """
    if len(shares) <= bank.area.max():
        raise BadRule(f"The bank has an area {bank.area.max()}, and there are shares for {len(shares)} areas only.")
    counts = area_counts(bank, past, len(shares))
    is_open = np.stack([allowed[..., bank.area == area].any(axis=-1) for area in range(len(shares))], axis=-1)
    if not is_open.any(axis=-1).all():
        raise NoItemLeft("No item is left that this person may be given.")
    wanted = shares * (counts.sum(axis=-1, keepdims=True) + 1) - counts
    return np.asarray(np.where(is_open, wanted, -np.inf).argmax(axis=-1))


def weighted_information(table: Table, weights: Floats) -> Floats:
    """Return the information of each item, averaged over a posterior: (..., items) from weights (..., points).

    Source: van der Linden (1998), Bayesian item selection criteria for adaptive testing, Psychometrika 63(2).
    """
    return averaged(table.information, weights)


def averaged(information: Floats, weights: Floats) -> Floats:
    # einsum keeps to one core: on a busy machine, threads that wait for each other cost more than they save.
    found: Floats = np.einsum("...g,jg->...j", weights, information)
    return found


def maximum_information(bank: Bank, ability: Floats) -> Floats:
    """Return the information of each item at an ability: (..., items) from logits (...)."""
    points = np.atleast_1d(ability)
    return information(bank, points, np.arange(len(bank))).T.reshape(*ability.shape, len(bank))


def best(worth: Floats, allowed: Flags, among: int, draw: Floats | float) -> Integers:
    """Return one of the `among` most worthy allowed items, drawn evenly: (...) from (..., items).

    draw (...): random numbers, 0 <= draw < 1; not read where `among` is 1. Raises NoItemLeft where nothing is allowed.
    """
    left = allowed.sum(axis=-1)
    if not np.all(left):
        raise NoItemLeft("No item is left that this person may be given.")
    worth = np.where(allowed, worth, -np.inf)
    if among == 1:
        return np.asarray(worth.argmax(axis=-1))
    among = min(among, worth.shape[-1])
    top = np.argpartition(-worth, among - 1, axis=-1)[..., :among]
    order = np.argsort(-np.take_along_axis(worth, top, axis=-1), axis=-1)
    place = np.floor(draw * np.minimum(left, among)).astype(np.intp)
    drawn = np.take_along_axis(order, np.expand_dims(place, -1), axis=-1)
    return np.take_along_axis(top, drawn, axis=-1)[..., 0]
