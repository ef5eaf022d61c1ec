"""What an interview plan says, and what it must say before anybody is interviewed by it. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_KITS = 4
MOST_MINUTES = 300
ANCHORS = 4
SHORTEST_ANCHOR = 20
MOST_ANCHOR = 1000
MOST_QUESTIONS = 20  # of one kit
MOST_CRITERIA = 8  # of one kit; more than that nobody hears in an hour
MOST_PROBES = 6
MOST_PROBE = 400
LEVELS = {"JUNIOR": "JUNIOR", "MIDDLE": "MIDDLE"}  # of a posting, as the guide knows them; all others are seniors


def is_anchored(anchors: Sequence[str]) -> bool:
    """Tell whether a criterion says what is heard at each of its four levels."""
    return len(anchors) == ANCHORS and all(len(one.strip()) >= SHORTEST_ANCHOR for one in anchors)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One ability as it is written in a kit. topic: id of an area, or empty."""

    key: str
    name: str
    anchors: tuple[str, ...]
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """criteria: keys of the criteria that it lets one hear.  source: id of the guide's question, or empty."""

    text: str
    probes: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """One interview as it is written. topics: ids of areas.  brief, guide: Markdown."""

    title: str
    minutes: int
    topics: tuple[str, ...] = ()
    brief: str = ""
    guide: str = ""
    criteria: tuple[Criterion, ...] = ()
    questions: tuple[Question, ...] = ()


class Missing(StrEnum):
    KITS = "KITS"
    MINUTES = "MINUTES"
    CRITERIA = "CRITERIA"
    ANCHORS = "ANCHORS"
    QUESTIONS = "QUESTIONS"
    LISTENS = "LISTENS"  # a question that lets one hear nothing that is judged
    UNHEARD = "UNHEARD"  # a criterion that no question lets one hear


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing. of: the name of the criterion, or the text of the question."""

    what: Missing
    of: str = ""


def gaps(kit: Kit) -> list[Gap]:
    """Return what keeps a kit from being used."""
    found = [] if kit.criteria else [Gap(Missing.CRITERIA)]
    found += [Gap(Missing.ANCHORS, one.name) for one in kit.criteria if not is_anchored(one.anchors)]
    found += [] if kit.questions else [Gap(Missing.QUESTIONS)]
    found += [Gap(Missing.LISTENS, one.text) for one in kit.questions if not one.criteria]
    heard = {key for one in kit.questions for key in one.criteria}
    if kit.questions:
        found += [Gap(Missing.UNHEARD, one.name) for one in kit.criteria if one.key not in heard]
    return found


def plan_gaps(kits: Sequence[Kit]) -> list[Gap]:
    """Return what keeps a plan as a whole from being used, besides the gaps of its kits."""
    if not kits:
        return [Gap(Missing.KITS)]
    return [Gap(Missing.MINUTES)] if sum(one.minutes for one in kits) > MOST_MINUTES else []


def is_ready(kits: Sequence[Kit]) -> bool:
    return not plan_gaps(kits) and not any(gaps(one) for one in kits)


def key_for(name: str, taken: Collection[str]) -> str:
    """Return a key for a criterion that no other of its kit has: small letters, digits and hyphens."""
    begun = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-") or "criterion"
    number, found = 1, begun
    while found in taken:
        number += 1
        found = f"{begun}-{number}"
    return found


def level_of(posting: str) -> str:
    """Return the level of the guide for the level of a posting; one that says none is asked as a middle."""
    return LEVELS.get(posting, "SENIOR" if posting else "MIDDLE")
