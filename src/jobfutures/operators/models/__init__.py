"""The rows of this room; Django looks for them here."""

from jobfutures.operators.models.content import Load
from jobfutures.operators.models.numbers import Day
from jobfutures.operators.models.openings import Look, Opening

__all__ = ["Day", "Load", "Look", "Opening"]
