"""Fields that only a posting has."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.jobs.guards import TIMEZONES
from jobfutures.jobs.wording import offset
from jobfutures.kit.countries import NAMES, without_marks
from jobfutures.kit.widgets import LongSelect
from jobfutures.profiles.forms.fields import NOT_OFFERED
from jobfutures.topics.models import Area

MOST_COUNTRIES = 100
BY_NAME = {without_marks(name).lower(): code for code, name in NAMES.items()}


def choice(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    """Return a choice that may stay open in a draft."""
    offered = [("", "—"), *choices]
    return forms.ChoiceField(
        label=label, required=False, choices=offered, error_messages=NOT_OFFERED, widget=LongSelect, **more
    )


def whole(label: Any, low: int, high: int, **more: Any) -> forms.IntegerField:
    """Return a field for a whole number that may stay open in a draft, with one sentence for all that does not fit."""
    sentence = format_lazy(_("A whole number from {low} to {high}."), low=low, high=high)
    return forms.IntegerField(
        label=label, required=False, min_value=low, max_value=high,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence), **more,
    )  # fmt: skip


def offsets(label: Any) -> forms.TypedChoiceField:
    """Return a choice of time zones by their distance from UTC, in minutes."""
    return forms.TypedChoiceField(
        label=label, required=False, coerce=int, empty_value=None, error_messages=NOT_OFFERED, widget=LongSelect,
        choices=[("", "—"), *((minutes, offset(minutes)) for minutes in TIMEZONES if minutes % 30 == 0)],
    )  # fmt: skip


class PayField(forms.CharField):
    """An amount as it is typed; the form reads it once it knows the currency."""

    def __init__(self, label: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=label, required=False, max_length=30, widget=widget)


class CountriesField(forms.CharField):
    """Countries, one a line or divided by commas, by their names or their two letters."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(NAMES.get(str(code), str(code)) for code in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        found: list[str] = []
        for one in names_in(str(super().clean(value))):
            code = code_of(one)
            if code is None:
                raise forms.ValidationError(now("“%(name)s” is no country we know.") % {"name": one[:60]})
            found.append(code)
        if len(set(found)) > MOST_COUNTRIES:
            raise forms.ValidationError(now("At most %(most)d countries fit here.") % {"most": MOST_COUNTRIES})
        return list(dict.fromkeys(found))


def names_in(text: str) -> list[str]:
    """Return the names in a text, one a line or divided by commas; some names have a comma in them."""
    lines = [line.strip() for line in text.replace(";", "\n").splitlines()]
    parts = [part.strip() for line in lines for part in ([line] if code_of(line) else line.split(","))]
    return [part for part in parts if part]


def code_of(text: str) -> str | None:
    """Return the two letters of a country by its name or its letters."""
    if text.upper() in NAMES:
        return text.upper()
    return BY_NAME.get(without_marks(text).lower())


def topic_groups(areas: Iterable[Area], chosen: list[str]) -> Iterator[tuple[str, list[tuple[Area, bool]], int]]:
    groups: dict[str, list[tuple[Area, bool]]] = {}
    for area in areas:
        groups.setdefault(area.section.title, []).append((area, area.pk in chosen))
    for title, rows in groups.items():
        yield title, rows, sum(is_chosen for _, is_chosen in rows)
