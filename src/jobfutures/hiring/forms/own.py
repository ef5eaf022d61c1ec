"""What a candidate writes to a company, and what they say to an offer."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.hiring.rules.applications import MOST_MESSAGE
from jobfutures.kit.form_keys import FormKeyField
from jobfutures.profiles.forms.fields import ProseField

ANSWERS = [("accept", _("I take the offer")), ("refuse", _("I do not take it"))]


class MessageForm(forms.Form):
    asked_later = ("text",)  # not called optional, though an empty one is refused with a sentence of its own

    text = ProseField(_("A message to the company"), MOST_MESSAGE, rows=5)
    key = FormKeyField(required=False, initial=uuid4)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).strip()
        if not text:
            raise forms.ValidationError(_("Write something first."))
        return text


class OfferForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"), choices=ANSWERS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )  # fmt: skip
    text = ProseField(_("A word with it"), MOST_MESSAGE, rows=3)
