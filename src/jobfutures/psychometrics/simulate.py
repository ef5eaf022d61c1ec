"""Adaptive checks of many simulated people at once, by the very functions that serve one person."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.random import Generator

from jobfutures.psychometrics.ability import Prior, moments, weights_of
from jobfutures.psychometrics.curves import Table, log_probabilities, probabilities
from jobfutures.psychometrics.errors import BadAnswer
from jobfutures.psychometrics.exposure import Counters, drawn
from jobfutures.psychometrics.items import Bank, Flags, Floats, Integers
from jobfutures.psychometrics.levels import Levels
from jobfutures.psychometrics.selection import (
    Policy,
    area_counts,
    areas_due,
    best,
    maximum_information,
    weighted_information,
)
from jobfutures.psychometrics.stopping import Progress, StopRules, stops


class Choice(StrEnum):
    """By what an item is chosen among those allowed."""

    WEIGHTED = "WEIGHTED"
    MAXIMUM = "MAXIMUM"
    RANDOM = "RANDOM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How a simulated check goes.

    policy: areas and randomness, None for neither.  most_exposed: largest wanted share of attempts that give an item,
    None for no control.  task: an item given first to everybody; other code tasks are then left out.
    together: people who take the check at once; the counters of exposure move after each such group.
    """

    prior: Prior = field(default_factory=Prior.normal)
    choice: Choice = Choice.WEIGHTED
    rules: StopRules = field(default_factory=StopRules)
    levels: Levels = field(default_factory=Levels)
    policy: Policy | None = None
    most_exposed: float | None = None
    task: int | None = None
    together: int = 100

    @property
    def places(self) -> int:
        """The largest number of items, the task with them."""
        return self.rules.most + (self.task is not None)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What happened to n people.

    asked (n, places): items in their order, then -1.  stopped (n): numbers of `Stop`.
    log_weight (n, g): posteriors at the points of the prior.
    """

    prior: Prior
    asked: Integers
    stopped: Integers
    log_weight: Floats

    @property
    def lengths(self) -> Integers:
        """How many items each person answered: (n)."""
        return (self.asked >= 0).sum(axis=1)

    def estimates(self) -> tuple[Floats, Floats]:
        """Return abilities and standard errors: two arrays (n), logits."""
        return moments(self.prior.points, weights_of(self.log_weight))


def answered(bank: Bank, ability: Floats, uniforms: Floats) -> Integers:
    """Return what everybody would score on every item: (n, items).

    bank: the true items.  ability (n): true, in logits.  uniforms (n, items): in [0, 1). A person is right where
    the number lies below the probability, so that every design meets the same person giving the same answer.
    """
    if uniforms.shape != (len(ability), len(bank)):
        raise BadAnswer("Each person needs one random number for each item.")
    chances = probabilities(bank, ability, np.arange(len(bank)))
    at_least = np.cumsum(chances[:, ::-1], axis=1)[:, -2::-1]
    return (uniforms.T[:, None] < at_least).sum(axis=1).T


def simulate(bank: Bank, design: Design, scores: Integers, rng: Generator) -> Run:
    """Return how people fare whose scores (n, items) on every item are given.

    bank: the items as the check believes them to be. Raises NoItemLeft where it is too small for the design.
    """
    room, counters, runs = Room.of(bank, design), Counters.none(bank), []
    for start in range(0, len(scores), design.together):
        group = scores[start : start + design.together]
        eligible = np.ones((len(group), len(counters.given)), dtype=bool)
        if design.most_exposed is not None:
            eligible = drawn(counters.chances(design.most_exposed), rng.random(eligible.shape))
        if design.task is not None:
            eligible[:, bank.template[design.task]] = True
        run = take(room, group, eligible[:, bank.template], rng)
        given = np.zeros_like(eligible)
        people, places = np.nonzero(run.asked >= 0)
        given[people, bank.template[run.asked[people, places]]] = True
        counters = counters.after(eligible, given)
        runs.append(run)
    parts = [(run.asked, run.stopped, run.log_weight) for run in runs]
    asked, stopped, log_weight = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Run(design.prior, asked, stopped, log_weight)


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """What every group of one simulation shares: log_chances (items, scores, points) and the table of information."""

    bank: Bank
    design: Design
    table: Table
    log_chances: Floats

    @classmethod
    def of(cls, bank: Bank, design: Design) -> "Room":
        points = design.prior.points
        return cls(bank, design, Table.of(bank, points), log_probabilities(bank, points, np.arange(len(bank))))


def take(room: Room, scores: Integers, allowed: Flags, rng: Generator) -> Run:
    """Return how one group fares. allowed (people, items): what each may be given; it is used up."""
    bank, design = room.bank, room.design
    people = np.arange(len(scores))
    asked = np.full((len(people), design.places), -1)
    stopped = np.zeros(len(people), dtype=np.intp)
    log_weight = np.tile(design.prior.log_weight, (len(people), 1))
    if design.task is not None:
        allowed &= ~bank.is_task
    for place in range(design.places):
        items = chosen(room, log_weight[people], allowed[people], asked[people, :place], rng)
        asked[people, place] = items
        allowed[people] &= bank.template != bank.template[items][:, None]
        log_weight[people] += room.log_chances[items, scores[people, items]]
        stopped[people] = stops(progress(design, bank, log_weight[people], asked[people, : place + 1]), design.rules)
        people = people[stopped[people] == 0]
        if not len(people):
            break
    return Run(design.prior, asked, stopped, log_weight)


def chosen(room: Room, log_weight: Floats, allowed: Flags, past: Integers, rng: Generator) -> Integers:
    """Return the next item of each person: (people), after the items `past` (people, places)."""
    design, bank = room.design, room.bank
    if design.task is not None and not past.shape[1]:
        return np.full(len(past), design.task)
    among = 1
    if design.policy is not None:
        among = design.policy.random_for(past.shape[1])
        due = areas_due(bank, past, design.policy.shares, allowed)
        allowed = allowed & (bank.area == due[:, None])
    weights = weights_of(log_weight)
    match design.choice:
        case Choice.WEIGHTED:
            worth = weighted_information(room.table, weights)
        case Choice.MAXIMUM:
            worth = maximum_information(bank, moments(design.prior.points, weights)[0])
        case Choice.RANDOM:
            worth = rng.random(allowed.shape)
    return best(worth, allowed, among, rng.random(len(past)) if among > 1 else 0.0)


def progress(design: Design, bank: Bank, log_weight: Floats, past: Integers) -> Progress:
    weights = weights_of(log_weight)
    touched = True if design.policy is None else (area_counts(bank, past, len(design.policy.shares)) > 0).all(axis=1)
    return Progress(
        questions=past.shape[1] - (design.task is not None),
        error=moments(design.prior.points, weights)[1],
        surest=design.levels.probabilities(design.prior.points, weights).max(axis=-1),
        areas_touched=touched,
    )
