"""Which form this is: what makes a form that is sent twice one act."""

from typing import Any
from uuid import UUID, uuid4

from django import forms


class FormKeyField(forms.UUIDField):
    """The key of a form, or of one thing in it. A key that was lost is made anew; a browser fills none in by itself."""

    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def clean(self, value: Any) -> UUID:
        try:
            return super().clean(value) or uuid4()
        except forms.ValidationError:
            return uuid4()
