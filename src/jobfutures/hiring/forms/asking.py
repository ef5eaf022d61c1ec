"""What a company asks an applicant to share."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.form_keys import FormKeyField
from jobfutures.sharing.labels import LABELS
from jobfutures.sharing.models import Purpose


class AskApplicant(forms.Form):
    names = forms.MultipleChoiceField(
        label=_("What do you ask for?"), widget=forms.CheckboxSelectMultiple, choices=list(LABELS.items()),
        error_messages={"required": _("Choose at least one field.")},
    )  # fmt: skip
    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose, initial=Purpose.APPLICATION)
    message = forms.CharField(
        label=_("A few words to them"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    key = FormKeyField(required=False, initial=uuid4)
