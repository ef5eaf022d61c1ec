"""Over all areas of a role: how many of them something holds for, and where a step helps most. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from jobfutures.profiles.readiness_rules import Standing, State, Step


@dataclass(frozen=True, slots=True)
class Tally:
    """Of how many areas something holds, and in how many it could."""

    areas: int
    of: int


def tally(states: Sequence[State]) -> Tally:
    return Tally(states.count(State.WHOLE), len(states) - states.count(State.ABSENT))


def most_useful(standings: Sequence[Standing], number: int = 3) -> list[int]:
    """Return the places of the areas in which a step helps most: a large share of the role, and much of it missing.

    A check is one step for all areas, and comes first to none of them: it is left out here.
    """
    open_ones = [
        place for place, one in enumerate(standings) if one.lack and one.step not in (Step.CHECK, Step.NOTHING)
    ]
    ordered = sorted(open_ones, key=lambda place: -standings[place].share * standings[place].lack)
    return ordered[:number]
