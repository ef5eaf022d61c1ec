"""Fields that several forms of a profile use."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.kit import countries
from jobfutures.kit.widgets import LongSelect
from jobfutures.profiles.rules import is_date, is_web_address, one_line

TOO_LONG = _("At most %(limit_value)d characters fit here; there are %(show_value)d.")
NOT_OFFERED = {"invalid_choice": _("Choose one of these.")}


def line(label: Any, most: int, *, help_text: Any = "", **attributes: str) -> forms.CharField:
    """Return a field for one line that may stay empty."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attributes}),
        error_messages={"max_length": TOO_LONG},
    )


def country(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[("", "—"), *countries.choices()], error_messages=NOT_OFFERED,
        widget=LongSelect,
    )  # fmt: skip


class ProseField(forms.CharField):
    """Paragraphs. A line end counts once: browsers send two characters for it."""

    def __init__(self, label: Any, most: int, rows: int = 6, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=most,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": rows}),
            error_messages={"max_length": TOO_LONG},
        )

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n").replace("\r", "\n")))


class DateField(forms.CharField):
    """A date as precise as its owner wants it."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=help_text,
            widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "2020-03"}),
        )

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text and not is_date(text):
            raise forms.ValidationError(now("This is no date. Write 2020, 2020-03 or 2020-03-14."))
        return text


class AddressField(forms.CharField):
    """A web address; one that is stored already may stay as it is, whatever it is."""

    def __init__(self, label: Any, kept: str = "", help_text: Any = "") -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=500,
            help_text=help_text,
            widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "placeholder": "https://"}),
            error_messages={"max_length": TOO_LONG},
        )
        self.kept = kept

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text and not is_web_address(text) and text != self.kept.strip():
            raise forms.ValidationError(now("This is no web address. It begins with https://"))
        return self.kept if text == self.kept.strip() else text


class LinesField(forms.CharField):
    """Texts, one a line; empty lines say nothing."""

    def __init__(self, label: Any, kept: Iterable[str] = (), help_text: Any = "", most: int = 200) -> None:
        super().__init__(label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs={"rows": 4}))
        self.lines = [one_line(one) for one in kept if one.strip()]
        self.initial = "\n".join(self.lines)
        self.most = most

    def clean(self, value: Any) -> list[str]:
        lines = [one_line(one) for one in str(super().clean(value)).splitlines() if one.strip()]
        if len(lines) > self.most:
            said = {"most": self.most, "number": len(lines)}
            raise forms.ValidationError(now("At most %(most)d lines fit here; there are %(number)d.") % said)
        longest = max(lines, key=len, default="")
        if len(longest) > 1000:
            raise forms.ValidationError(now("One line has at most 1000 characters; one of these has more."))
        return lines
