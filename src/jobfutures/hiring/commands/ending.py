"""What the end of an application ends with it."""

from datetime import datetime

from jobfutures.hiring.commands.announcing import announce_line
from jobfutures.hiring.models import Application, Interview
from jobfutures.hiring.queries.asking import requests_of
from jobfutures.hiring.rules.applications import GRANTS_KEPT
from jobfutures.hiring.rules.interviews import LIVE, STEPS, Actor
from jobfutures.hiring.rules.turns import Side
from jobfutures.ledger.transitions import Step, transition
from jobfutures.sharing.commands import settle_requests

INTERVIEWS = {of: Step(to, frozenset(by)) for of, (to, by) in STEPS.items()}


def settle_end(application: Application, *, event: str, at: datetime) -> None:
    """End what hangs on an application, in the transaction that ended it. event: by which it ended."""
    for interview in Interview.objects.filter(application=application, state__in=LIVE):
        transition(interview, "cancel", table=INTERVIEWS, by=None, role=Actor.SYSTEM, at=at)
        Interview.objects.filter(pk=interview.pk).update(sequence=interview.sequence + 1)
        announce_line(application, "cancel", side=Side.NOBODY, interview=interview, at=at)
    kept_until = None if event == "withdraw" else at + GRANTS_KEPT
    settle_requests(requests=requests_of(application), until=kept_until, at=at)
