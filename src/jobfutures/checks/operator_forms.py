"""What operators send: how they narrow the list of items, why they withdraw one, and what they decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.checks.commands.items import Return, Withdrawal
from jobfutures.checks.models import Kind
from jobfutures.topics.models import Level

LONGEST_DECISION = 400
STATES = {
    "": _("Any state"),
    "asked": _("Asked"),
    "waiting": _("To look at"),
    "withdrawn": _("Withdrawn"),
    "retired": _("Gone from the content"),
}


class Filters(forms.Form):
    """What is not known narrows nothing."""

    q = forms.CharField(label=_("Words"), max_length=80, required=False)
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("Any level")), *Level.choices], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any kind")), *Kind.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=list(STATES.items()), required=False)

    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class WithdrawItem(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=Withdrawal)


class TakeItemBack(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=Return)


class Decide(forms.Form):
    decision = forms.CharField(
        label=_("What you decided"),
        max_length=LONGEST_DECISION,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in a sentence what you decided; the next person will ask.")},
    )
