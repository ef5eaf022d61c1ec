"""The rows of this room; Django looks for them here."""

from jobfutures.notices.models.letters import BLANK, Letter
from jobfutures.notices.models.notices import Choice, Letters, Notice

__all__ = ["BLANK", "Choice", "Letter", "Letters", "Notice"]
