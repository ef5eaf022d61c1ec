"""What is said when a posting is closed, returned or removed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.jobs.rules import Reason

REASONS = [
    (Reason.FILLED.value, _("Somebody was hired")),
    (Reason.WITHDRAWN.value, _("The job is not to be had any more")),
]


class ClosingForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why"), choices=REASONS, widget=forms.RadioSelect,
        error_messages={"required": _("Say why it closes."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip


class NoteForm(forms.Form):
    """Why an operator gives a posting back, or takes it away: the company reads it."""

    note = forms.CharField(
        label=_("Why, for the company to read"), min_length=10, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say why: the company reads it."),
            "min_length": _("Say a little more: at least 10 characters."),
        },
    )  # fmt: skip
