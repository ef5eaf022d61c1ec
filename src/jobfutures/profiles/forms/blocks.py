"""Whom somebody hides from."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.profiles.models import BlockRule
from jobfutures.profiles.rules import company_of, host_of


class BlockForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=BlockRule.Kind,
        initial=BlockRule.Kind.DOMAIN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )
    value = forms.CharField(
        label=_("Its name"),
        max_length=500,
        help_text=_("A domain such as acme.example, or a company's name in its address here: acme of /companies/acme/"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Say whom you want to hide from."),
            "max_length": _("At most %(limit_value)d characters fit here; there are %(show_value)d."),
        },
    )

    def __init__(self, given: Mapping[str, Any] | None = None) -> None:
        super().__init__(given, use_required_attribute=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        kind, written = said.get("kind"), said.get("value")
        if kind and written:
            is_domain = kind == BlockRule.Kind.DOMAIN
            value = host_of(written) if is_domain else company_of(written)
            said["value"] = value
            if value is None:
                wrong = now("This is no domain. Write it as in acme.example.") if is_domain else now(
                    "This is no company's name here. It has small letters, digits and hyphens alone.")  # fmt: skip
                self.add_error("value", wrong)
        return said
