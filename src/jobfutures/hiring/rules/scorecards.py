"""States of a scorecard, when cards are open to others, and what a card must say. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

IN = ("SUBMITTED", "AMENDED")
DONE = (*IN, "WAIVED")
LEVELS = (1, 2, 3, 4)
NOT_OBSERVED = 0
SHORTEST_EVIDENCE = 30
MOST_EVIDENCE = 2000
WAIVED_AFTER = timedelta(days=5)
MOST_REASON = 500  # of an amendment, a waiver, a look before all are in
SHORTEST_REASON = 10


class Actor(StrEnum):
    """Who causes an event: the card's author, or a recruiter or owner of the company."""

    AUTHOR = "AUTHOR"
    RECRUITER = "RECRUITER"


AUTHOR, RECRUITER = (frozenset({one}) for one in Actor)
STEPS: dict[tuple[str, str], tuple[str, frozenset[Actor]]] = {
    ("ASSIGNED", "begin"): ("DRAFTING", AUTHOR),
    ("DRAFTING", "submit"): ("SUBMITTED", AUTHOR),
    ("SUBMITTED", "amend"): ("AMENDED", AUTHOR),
    ("AMENDED", "amend"): ("AMENDED", AUTHOR),
    ("ASSIGNED", "waive"): ("WAIVED", RECRUITER),
    ("DRAFTING", "waive"): ("WAIVED", RECRUITER),
}


def are_open(states: Iterable[str], *, own: str | None) -> bool:
    """Tell whether somebody may read the cards of an interview that are not theirs. own: the state of their own card,
    None where they have none; the cards are open once that is in and all are in or waived.
    """
    found = list(states)
    return bool(found) and all(one in DONE for one in found) and own in {None, *DONE}


def may_waive(*, held_at: datetime, at: datetime) -> bool:
    """held_at: when the interview was held."""
    return held_at + WAIVED_AFTER <= at


@dataclass(frozen=True, slots=True)
class Said:
    """What a card says on one criterion. level: 1 to 4, 0 for not observed, None where nothing is chosen yet."""

    level: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A card as its author has it. ratings: by criterion id.  asked: ids of the kit's questions that were asked."""

    ratings: Mapping[str, Said]
    asked: Sequence[str] = ()
    recommend: str = ""


class Fault(StrEnum):
    """What a card lacks before it can go in. LEVEL: no choice.  EVIDENCE: too little of what was heard."""

    LEVEL = "LEVEL"
    EVIDENCE = "EVIDENCE"
    RECOMMEND = "RECOMMEND"


def faults(said: Mapping[str, Said], criteria: Iterable[str], recommend: str) -> list[tuple[str, Fault]]:
    """Return (criterion, fault) for all that is missing; the criterion is empty for the recommendation."""
    found = [(one, fault) for one in criteria if (fault := fault_of(said.get(one, Said())))]
    return found if recommend else [*found, ("", Fault.RECOMMEND)]


def fault_of(said: Said) -> Fault | None:
    if said.level not in {NOT_OBSERVED, *LEVELS}:
        return Fault.LEVEL
    is_short = said.level != NOT_OBSERVED and len(said.evidence.strip()) < SHORTEST_EVIDENCE
    return Fault.EVIDENCE if is_short else None


def changes(before: Mapping[str, Said], after: Mapping[str, Said]) -> dict[str, Said]:
    """Return what an amendment says anew."""
    return {one: said for one, said in after.items() if said != before.get(one)}


def latest(original: Mapping[str, Said], amendments: Iterable[Mapping[str, Said]]) -> dict[str, Said]:
    """Return what a card says after its amendments, the oldest first."""
    found = dict(original)
    for one in amendments:
        found.update(one)
    return found
