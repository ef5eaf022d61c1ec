"""What comes in from explaining a question, and what the list of questions is narrowed to."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jobfutures.guide.models import KeyPoint
from jobfutures.kit.form_keys import FormKeyField
from jobfutures.kit.widgets import choose
from jobfutures.practice.commands.tellings import LONGEST_SECONDS, LONGEST_TYPED


class SecondsField(forms.IntegerField):
    """How long somebody spoke, as our script counted it; 0 where there was no script, or it says nonsense."""

    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def clean(self, value: Any) -> int:
        try:
            return min(max(super().clean(value) or 0, 0), LONGEST_SECONDS)
        except forms.ValidationError:
            return 0


class TellingForm(forms.Form):
    """Which key points were said. typed: for those who wrote instead."""

    key = FormKeyField()
    seconds = SecondsField(required=False, initial=0)
    covered = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("One of the key points has changed meanwhile. Tick them once more.")},
    )
    typed = forms.CharField(
        required=False,
        max_length=LONGEST_TYPED,
        error_messages={
            "max_length": _("Your text is longer than %(limit_value)d characters. Shorten it, then go on.")
        },
    )

    def __init__(self, given: QueryDict | None = None, *, points: list[KeyPoint], **more: Any) -> None:
        super().__init__(given, **more)
        choose(self.fields["covered"], [(point.slug, point.text) for point in points])


class Narrowed(forms.Form):
    """What a list of questions is narrowed to; a value that is none narrows nothing."""

    area = forms.CharField(required=False, max_length=60)
    level = forms.CharField(required=False, max_length=10)
