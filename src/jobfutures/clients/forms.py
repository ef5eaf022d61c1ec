"""What owners type about clients."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.clients.rules import SCOPES
from jobfutures.clients.wording import SCOPE_WORDS


class ClientForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("By which your company knows the program."))
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=[(one, SCOPE_WORDS[one]) for one in SCOPES],
        widget=forms.CheckboxSelectMultiple, initial=SCOPES[:1],
        help_text=_("Offers, refusals and scorecards are for people: no program can be allowed them."),
    )  # fmt: skip

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).strip()
