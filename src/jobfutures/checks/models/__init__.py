"""The rows of this room; Django looks for them here."""

from jobfutures.checks.models.attempts import Attempt, Ending, Pace, Question, Taking
from jobfutures.checks.models.banks import Bank, Exposure, Figures, Source
from jobfutures.checks.models.descriptions import Description
from jobfutures.checks.models.items import Item, Kind, Part, Reason, Review, Wording

__all__ = [
    "Attempt",
    "Bank",
    "Description",
    "Ending",
    "Exposure",
    "Figures",
    "Item",
    "Kind",
    "Pace",
    "Part",
    "Question",
    "Reason",
    "Review",
    "Source",
    "Taking",
    "Wording",
]
