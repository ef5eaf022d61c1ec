"""How somebody wants letters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.widgets import LongSelect, choose
from jobfutures.kit.zones import zones
from jobfutures.notices.models import Choice, Letters

NOT_OFFERED = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}


class LettersForm(forms.Form):
    """`chosen`: what holds until now."""

    letters = forms.ChoiceField(
        label=_("Letters"),
        choices=Letters.choices,
        widget=forms.RadioSelect,
        error_messages=NOT_OFFERED,
    )
    hour = forms.TypedChoiceField(
        label=_("Hour of the daily letter"),
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        error_messages=NOT_OFFERED,
    )
    zone = forms.ChoiceField(label=_("Time zone"), widget=LongSelect, error_messages=NOT_OFFERED)

    def __init__(self, given: Mapping[str, Any] | None = None, *, chosen: Choice) -> None:
        begun = {"letters": chosen.letters, "hour": chosen.hour, "zone": chosen.zone}
        super().__init__(given, initial=begun, use_required_attribute=False)
        choose(self.fields["zone"], [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones())])


class ReadingForm(forms.Form):
    """until: when the page was made whose notices are read."""

    until = forms.DateTimeField(required=False)
