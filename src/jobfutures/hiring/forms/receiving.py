"""What of its applications a company looks at."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.hiring.models import Turn
from jobfutures.hiring.queries.receiving import TURNS
from jobfutures.jobs.wanted import Cursor
from jobfutures.kit.widgets import LongSelect, choose


class Filter(forms.Form):
    """job, turn, after: as the address has them; what no list ever offered is as good as nothing."""

    job = forms.ChoiceField(label=_("Job"), required=False, widget=LongSelect)
    turn = forms.ChoiceField(label=_("Whose turn"), required=False, choices=TURNS)

    def __init__(self, data: Any, jobs: Sequence[tuple[UUID, str]]) -> None:
        super().__init__({"turn": Turn.COMPANY, **data}, auto_id="filter_%s")
        choose(self.fields["job"], [("", _("All jobs")), *((str(pk), title) for pk, title in jobs)])
        self.is_valid()

    @property
    def chosen_job(self) -> UUID | None:
        said = self.cleaned_data.get("job")
        return UUID(said) if said else None

    @property
    def chosen_turn(self) -> str:
        return self.cleaned_data.get("turn") or Turn.COMPANY

    @property
    def after(self) -> Cursor | None:
        try:
            return Cursor.read(str(self.data.get("after", "")))
        except ValueError:
            return None
