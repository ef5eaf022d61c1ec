"""What content is loaded, since when, and what was wrong with the folders the last time somebody looked."""

from dataclasses import dataclass
from datetime import datetime

from jobfutures.guide.queries import live_facts
from jobfutures.operators.models import Load
from jobfutures.operators.models.content import LoadState
from jobfutures.topics.models import Edition

SHOWN = 10


@dataclass(frozen=True)
class Loaded:
    """version: the first twelve digits of the hash of all folders."""

    version: str
    at: datetime | None
    facts: dict[str, int]
    loads: list[Load]

    @property
    def is_waiting(self) -> bool:
        return any(load.state == LoadState.WAITING for load in self.loads)


def loaded() -> Loaded:
    edition = Edition.objects.newest_first().exclude(content_hash="").first()
    since = Edition.objects.filter(content_hash=edition.content_hash).order_by("pk").first() if edition else None
    return Loaded(
        version=edition.content_hash[:12] if edition else "",
        at=since.at if since else None,
        facts=live_facts(),
        loads=list(Load.objects.newest_first()[:SHOWN]),
    )


def faults_of_last() -> int | None:
    """Return how many lines the last load was refused with; None where it was not."""
    last = Load.objects.exclude(state=LoadState.WAITING).newest_first().first()
    return last.said.count("\n") + 1 if last and last.state in (LoadState.FAULTY, LoadState.BROKEN) else None
