"""What the import of a board would do to the postings of a company. Nothing is written here."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from jobfutures.companies.models import Company
from jobfutures.jobs.boards.shapes import Found, Reading
from jobfutures.jobs.models import Job, State


class Outcome(StrEnum):
    """ADDED, UPDATED: what is written.  SAME: it says what it said.  CHANGED: a person changed the draft since.
    BEYOND: it is no draft any more. The last three are left as they are."""

    ADDED = "ADDED"
    UPDATED = "UPDATED"
    SAME = "SAME"
    CHANGED = "CHANGED"
    BEYOND = "BEYOND"


@dataclass(frozen=True, slots=True)
class Known:
    """A posting that came from this board before."""

    pk: UUID
    title: str
    state: str
    hash: str
    changed_at: datetime
    imported_at: datetime | None


@dataclass(frozen=True, slots=True)
class Planned:
    found: Found
    outcome: Outcome
    known: Known | None


@dataclass(frozen=True, slots=True)
class Plan:
    """gone: what came from this board before and is not on it now."""

    system: str
    reading: Reading
    planned: tuple[Planned, ...]
    gone: tuple[Known, ...]

    def counted(self) -> dict[Outcome, int]:
        counts = Counter(one.outcome for one in self.planned)
        return {outcome: counts[outcome] for outcome in Outcome}

    def seal(self) -> str:
        """Return what stands for this plan: a person says yes to what they saw, and to nothing else."""
        told = [(one.found.external_id, one.found.hash, one.outcome) for one in self.planned]
        return hashlib.sha256(repr((self.system, told)).encode()).hexdigest()


def plan_of(company: Company, system: str, reading: Reading) -> Plan:
    """Return what an import would do. One query."""
    rows = Job.objects.filter(company=company, source_system=system).order_by("pk")
    columns = ("pk", "title", "state", "source_hash", "changed_at", "imported_at")
    known = {row[0]: Known(*row[1:]) for row in rows.values_list("source_id", *columns)}
    planned = tuple(planned_one(one, known.get(one.external_id)) for one in reading.found)
    named = {one.external_id for one in reading.found}
    gone = tuple(one for key, one in known.items() if key not in named and one.state != State.CLOSED)
    return Plan(system, reading, planned, gone if reading.is_whole and not reading.faults else ())


def planned_one(found: Found, known: Known | None) -> Planned:
    if known is None:
        outcome = Outcome.ADDED
    elif known.hash == found.hash:
        outcome = Outcome.SAME
    elif known.state != State.DRAFT:
        outcome = Outcome.BEYOND
    elif known.changed_at != known.imported_at:
        outcome = Outcome.CHANGED
    else:
        outcome = Outcome.UPDATED
    return Planned(found, outcome, known)
