"""An application is to be decided once its interviews are over and every card is in or waived."""

from datetime import datetime

from jobfutures.hiring.commands.moving import move
from jobfutures.hiring.models import Application, Interview, InterviewState, Scorecard, State
from jobfutures.hiring.rules.applications import Actor
from jobfutures.hiring.rules.interviews import LIVE
from jobfutures.hiring.rules.scorecards import DONE


def conclude_if_in(application: Application, at: datetime) -> bool:
    """Move a locked application on to the decision, if nothing is waited for any more. Return whether it was moved."""
    now = Application.objects.get(pk=application.pk)
    if now.state != State.INTERVIEWING:
        return False
    states = list(Interview.objects.filter(application=now).values_list("state", flat=True))
    if InterviewState.COMPLETED not in states or any(state in LIVE for state in states):
        return False
    held = Scorecard.objects.filter(interview__application=now, interview__state=InterviewState.COMPLETED)
    if held.exclude(state__in=DONE).exists():
        return False
    move(application, "conclude", by=None, role=Actor.SYSTEM, at=at)
    return True
