"""Parts of forms."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def choose(field: forms.Field, choices: Any) -> None:
    """Offer these choices in one form."""
    if not isinstance(field, forms.ChoiceField):
        raise TypeError("only a field of choices offers some")
    field.choices = choices


class LongSelect(forms.Select):
    """A choice of one among hundreds. Django asks a template for each option, which takes longer than the whole page.

    Options stand in no groups.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        rows = ((code, " selected" if str(code) == chosen else "", label) for code, label in self.choices)
        return format_html(
            "<select{}>{}</select>", attributes, format_html_join("", '<option value="{}"{}>{}</option>', rows)
        )
