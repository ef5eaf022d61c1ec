"""What a company types of its questions for a job."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.hiring.models import JobQuestion
from jobfutures.hiring.rules.applications import MOST_QUESTIONS
from jobfutures.profiles.forms.fields import TOO_LONG

LONGEST = 300
PLACES = range(1, MOST_QUESTIONS + 1)


class QuestionsForm(forms.Form):
    """As many places as there may be questions; one that is left empty asks nothing."""

    def __init__(self, *args: Any, known: Sequence[JobQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {one.position: one for one in known}
        for place in PLACES:
            self.fields[f"text-{place}"] = forms.CharField(
                label=now("Question %(number)d") % {"number": place}, required=False, max_length=LONGEST,
                widget=forms.TextInput(attrs={"autocomplete": "off"}), error_messages={"max_length": TOO_LONG},
            )  # fmt: skip
            self.fields[f"required-{place}"] = forms.BooleanField(
                label=_("Nobody can send without an answer to it"), required=False
            )
            if one := there.get(place):
                self.initial.update({f"text-{place}": one.text, f"required-{place}": one.is_required})

    def rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        for place in PLACES:
            yield self[f"text-{place}"], self[f"required-{place}"]

    def asked(self) -> list[tuple[str, bool]]:
        found = self.cleaned_data
        return [(" ".join(str(found[f"text-{place}"]).split()), found[f"required-{place}"]) for place in PLACES]
