"""The rows of this room; Django looks for them here."""

from jobfutures.hiring.models.application import Application, ApplicationQuerySet, Happening, State, Turn
from jobfutures.hiring.models.bulk import BulkClose
from jobfutures.hiring.models.decision import Decision, Outcome, ReasonCode
from jobfutures.hiring.models.figures import ResponseFigures
from jobfutures.hiring.models.impact import ImpactAnswer, ImpactReport
from jobfutures.hiring.models.interview import Interview, InterviewState, Panelist, Setting, Slot
from jobfutures.hiring.models.scorecard import Amendment, CardState, Peek, Rating, Recommend, Scorecard
from jobfutures.hiring.models.sent import Asked, Attachment, JobQuestion

__all__ = [
    "Amendment",
    "Application",
    "ApplicationQuerySet",
    "Asked",
    "Attachment",
    "BulkClose",
    "CardState",
    "Decision",
    "Happening",
    "ImpactAnswer",
    "ImpactReport",
    "Interview",
    "InterviewState",
    "JobQuestion",
    "Outcome",
    "Panelist",
    "Peek",
    "Rating",
    "ReasonCode",
    "Recommend",
    "ResponseFigures",
    "Scorecard",
    "Setting",
    "Slot",
    "State",
    "Turn",
]
