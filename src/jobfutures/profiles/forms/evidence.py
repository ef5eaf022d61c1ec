"""What somebody wants to stand on their profile, of what they did here."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.widgets import choose
from jobfutures.profiles.choosing import Group, Thing


class EvidenceForm(forms.Form):
    """Each choice is `KIND:id` of one thing that the person did."""

    chosen = forms.MultipleChoiceField(
        required=False,
        error_messages={
            "invalid_choice": _("One of these is not there any more. Look at the list again."),
            "invalid_list": _("One of these is not there any more. Look at the list again."),
        },
    )

    def __init__(self, given: Mapping[str, Any] | None = None, *, groups: list[Group]) -> None:
        super().__init__(given)
        self.things: dict[str, Thing] = {one.name: one for group in groups for one in group.things}
        choose(self.fields["chosen"], [(name, name) for name in self.things])

    def clean_chosen(self) -> list[Thing]:
        return [self.things[name] for name in dict.fromkeys(self.cleaned_data["chosen"])]
