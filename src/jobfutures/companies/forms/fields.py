"""Fields of companies' forms."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext as now

from jobfutures.companies.hosts import Host, WrongHost, host_of
from jobfutures.companies.wording import HOST_FAULTS


class NameField(forms.CharField):
    """One line without characters that nobody sees: they make two names look like one."""

    def clean(self, value: Any) -> str:
        text = " ".join(str(super().clean(value)).split())
        if any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cn"} for letter in text):
            raise forms.ValidationError(now("There is a character in it that cannot be seen. Type the name anew."))
        return text


class ProseField(forms.CharField):
    """Paragraphs. A line end counts once: browsers send two characters for it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n").replace("\r", "\n")))


class HostField(forms.CharField):
    """A domain that can be proved; `cleaned_data` holds a Host. takes_shared: an operator verifies it by hand."""

    def __init__(self, *, takes_shared: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=300, **kwargs)
        self.takes_shared = takes_shared
        self.widget.attrs.update(
            {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false", "inputmode": "url"}
        )

    def clean(self, value: Any) -> Host:
        text = str(super().clean(value))
        try:
            return host_of(text)
        except WrongHost as refusal:
            if refusal.reason == "shared_suffix" and self.takes_shared:
                return Host(text.strip().lower(), text.strip().lower())
            raise forms.ValidationError(str(HOST_FAULTS[refusal.reason]), code=refusal.reason) from None
