"""What an owner keeps of a grant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.widgets import choose
from jobfutures.sharing.labels import label_of
from jobfutures.sharing.models import Grant
from jobfutures.sharing.rules import kind_of


class Narrow(forms.Form):
    names = forms.MultipleChoiceField(
        label=_("Keep only these"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Narrowing leaves something. To end it, revoke it."),
            "invalid_choice": _("Narrowing only takes away: this field is not in what you shared."),
        },
    )

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["names"] = grant.fields
        choose(self.fields["names"], [(name, label_of(kind)) for name in grant.fields if (kind := kind_of(name))])
