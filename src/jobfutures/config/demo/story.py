"""One application of the demo, on its way through the days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobfutures.accounts.models import User
from jobfutures.hiring.models import Application, Happening, Interview
from jobfutures.hiring.rules.turns import Side
from jobfutures.plans.models import Kit


@dataclass
class Story:
    """at: the moment that the story has reached."""

    row: Application
    staff: list[User]
    kit: Kit
    at: datetime

    def line(
        self, event: str, side: Side, *, text: str = "", days: float = 1, interview: Interview | None = None
    ) -> None:
        """Let time pass, and something happen."""
        self.at += timedelta(days=days, minutes=17)
        by = {Side.CANDIDATE: self.row.candidate, Side.COMPANY: self.staff[1]}.get(side)
        Happening.objects.create(
            application=self.row, interview=interview, event=event, side=side, by=by, text=text, at=self.at
        )
