"""What a bank version holds, in plain values: items with their numbers, and the parts they belong to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

LEVELS = ("JUNIOR", "MIDDLE", "SENIOR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a bank.

    item: its slug.  part: number of its part.  level: 0 junior, 1 middle, 2 senior, as its author tagged it.
    slope: per logit.  steps: logits, one for a right/wrong item, one for each requirement of a task.
    guess: probability.  step_sd: standard error of the steps, logits.  log_slope_sd: of ln(slope).
    scored: whether answers count; else it is asked as a pilot.  answers: how many people gave one to the bank's making.
    seen: what its making saw beside these numbers, see `watching.Watched`.
    """

    item: str
    part: int
    level: int
    slope: float
    steps: tuple[float, ...]
    guess: float
    step_sd: float
    log_slope_sd: float
    scored: bool
    answers: int = 0
    seen: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def restored(cls, facts: dict[str, Any]) -> Self:
        return cls(**{**facts, "steps": tuple(facts["steps"])})

    def stored(self) -> dict[str, Any]:
        return {**asdict(self), "steps": list(self.steps)}

    @property
    def difficulty(self) -> float:
        """Return where on the scale the item stands: logits, the mean of its steps."""
        return sum(self.steps) / len(self.steps)

    @property
    def is_task(self) -> bool:
        return len(self.steps) > 1
