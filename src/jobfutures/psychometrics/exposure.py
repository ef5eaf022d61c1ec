"""Item eligibility: an item that was given too often sits out some attempts, by chance.

An attempt draws once which items it may use. Among attempts where an item was eligible, its share that was given is
known, so the chance to be eligible follows from the wanted rate; a changed bank needs no simulation beforehand.
Variants of one template count as one item.
Source: van der Linden & Veldkamp (2004), Constraining item exposure in computerized adaptive testing with shadow tests,
Journal of Educational and Behavioral Statistics 29(3).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from jobfutures.psychometrics.errors import BadRule
from jobfutures.psychometrics.items import Bank, Flags, Floats

MOST_EXPOSED = 0.25
KEPT_A_MONTH = 0.8  # half of what was counted is forgotten after three months


@dataclass(frozen=True, slots=True, eq=False)
class Counters:
    """How many attempts each template was eligible in, and how many gave it: (templates) each, decayed, 0 or more."""

    eligible: Floats
    given: Floats

    def __post_init__(self) -> None:
        if self.eligible.shape != self.given.shape or self.eligible.ndim != 1:
            raise BadRule("Each template has one counter of both kinds.")
        if not (self.given >= 0).all() or not (self.eligible >= self.given).all():
            raise BadRule("A template was given at most as often as it was eligible.")

    @classmethod
    def none(cls, bank: Bank) -> Self:
        """Return the counters of a bank that nobody has met."""
        count = int(bank.template.max()) + 1
        return cls(np.zeros(count), np.zeros(count))

    def chances(self, most_exposed: float = MOST_EXPOSED) -> Floats:
        """Return the probability that each template is eligible in the next attempt: (templates).

        most_exposed: largest wanted share of attempts that give an item, above 0 and at most 1. Raises BadRule.
        """
        if not 0 < most_exposed <= 1:
            raise BadRule(f"The largest exposure is a share above 0 and at most 1, not {most_exposed}.")
        wanted = most_exposed * self.eligible
        return np.divide(wanted, self.given, out=np.ones_like(wanted), where=wanted < self.given)

    def after(self, eligible: Flags, given: Flags) -> "Counters":
        """Return the counters after finished attempts: flags (..., templates), a row each, whole attempts only."""
        rows = (-1, len(self.given))
        return Counters(
            self.eligible + eligible.reshape(rows).sum(axis=0), self.given + given.reshape(rows).sum(axis=0)
        )

    def decayed(self, kept: float = KEPT_A_MONTH) -> "Counters":
        """Return the counters a month later: older attempts count less, the chances stay. 0 < kept <= 1; BadRule."""
        if not 0 < kept <= 1:
            raise BadRule(f"What is kept of a counter is a share above 0 and at most 1, not {kept}.")
        return Counters(self.eligible * kept, self.given * kept)


def drawn(chances: Floats, draws: Floats) -> Flags:
    """Return which templates one attempt may use: (..., templates).

    chances (templates).  draws (..., templates): random numbers, 0 <= draw < 1; one for each template and attempt.
    """
    return draws < chances
