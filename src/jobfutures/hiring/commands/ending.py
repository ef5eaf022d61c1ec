"""What the end of an application ends with it."""

from datetime import datetime

from jobfutures.hiring.models import Application, Interview
from jobfutures.hiring.rules.interviews import LIVE, STEPS, Actor
from jobfutures.ledger.transitions import Step, transition

INTERVIEWS = {of: Step(to, frozenset(by)) for of, (to, by) in STEPS.items()}


def settle_end(application: Application, *, event: str, at: datetime) -> None:
    """End what hangs on an application, in the transaction that ended it. event: by which it ended."""
    for interview in Interview.objects.filter(application=application, state__in=LIVE):
        transition(interview, "cancel", table=INTERVIEWS, by=None, role=Actor.SYSTEM, at=at)
        Interview.objects.filter(pk=interview.pk).update(sequence=interview.sequence + 1)
