"""What an operator writes about a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.operators.queries.openings import parts
from jobfutures.operators.rules.openings import LEAST_REASON, LONGEST_REASON


class Named(forms.Form):
    who = forms.CharField(
        label=_("Address or id of an account"),
        max_length=254,
        help_text=_("The whole address, exactly; a part of one finds nobody."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write an address or an id.")},
    )


class Reason(forms.Form):
    part = forms.ChoiceField(label=_("What do you need to see?"), choices=parts)
    reason = forms.CharField(
        label=_("Why?"),
        min_length=LEAST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads this. A letter goes to them at once."),
        error_messages={
            "required": _("Say why; the person will read it."),
            "min_length": _("Say why in a sentence that the person can understand."),
        },
    )


class Erasure(forms.Form):
    address = forms.CharField(
        label=_("Type the address of the account to erase it"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type the address. Nothing was erased yet.")},
    )
