"""A scorecard as a form: a choice and what was heard for each criterion, then a recommendation."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.hiring.models import Recommend
from jobfutures.hiring.rules.scorecards import (
    LEVELS,
    MOST_EVIDENCE,
    MOST_REASON,
    NOT_OBSERVED,
    SHORTEST_REASON,
    Fault,
    Said,
    Written,
)
from jobfutures.kit.widgets import choose
from jobfutures.plans.models import KitCriterion, KitQuestion

SENTENCES = {
    Fault.LEVEL: ("level", _("Choose what you heard, or that it was not observed.")),
    Fault.EVIDENCE: ("evidence", _("Say what you heard, in at least 30 characters: words, a choice, a line of code.")),
    Fault.RECOMMEND: ("recommend", _("Choose one; not sure is an answer.")),
}
NO_SUCH_LEVEL = _("There are four levels. Choose one of them, or that it was not observed.")


def reason_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, min_length=SHORTEST_REASON, max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class RatingForm(forms.Form):
    """One criterion. Anything may be open in a draft."""

    asked_later = frozenset({"evidence"})

    level = forms.ChoiceField(
        label=_("What did you hear?"), required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": NO_SUCH_LEVEL},
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("What was it, in their words or yours?"), required=False, max_length=MOST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, given: QueryDict | None, *, criterion: KitCriterion, said: Said) -> None:
        begun = {"level": "" if said.level is None else str(said.level), "evidence": said.evidence}
        super().__init__(given, prefix=str(criterion.pk), initial=begun, use_required_attribute=False)
        self.criterion = criterion
        levels = [(str(level), f"{level}: {criterion.anchors[level - 1]}") for level in LEVELS]
        choose(self.fields["level"], [*levels, (str(NOT_OBSERVED), now("Not observed"))])

    def said(self) -> Said:
        found = self.cleaned_data
        return Said(int(found["level"]) if found["level"] else None, found["evidence"])


class CardForm(forms.Form):
    """The whole card. Bound, it holds what was typed, whatever is wrong with it."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    asked = forms.MultipleChoiceField(
        label=_("Which of these did you ask?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    recommend = forms.ChoiceField(
        label=_("Would you work with them in this job?"), required=False, choices=Recommend.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(
        self, given: QueryDict | None = None, *, written: Written, version: str, criteria: list[KitCriterion],
        questions: list[KitQuestion],
    ) -> None:  # fmt: skip
        begun = {"asked": written.asked, "recommend": written.recommend, "version": version}
        super().__init__(given, initial=begun, use_required_attribute=False)
        choose(self.fields["asked"], [(str(one.pk), one.text) for one in questions])
        self.rows = [
            RatingForm(given, criterion=one, said=written.ratings.get(str(one.pk), Said())) for one in criteria
        ]

    def is_valid(self) -> bool:
        return super().is_valid() and all(one.is_valid() for one in self.rows)

    def has_faults(self) -> bool:
        return bool(self.errors) or any(one.errors for one in self.rows)

    def written(self) -> Written:
        ratings = {str(one.criterion.pk): one.said() for one in self.rows}
        return Written(ratings, self.cleaned_data["asked"], self.cleaned_data["recommend"])

    def tell(self, sentence: str, found: list[tuple[str, Fault]]) -> None:
        """Put a refusal above the form, and what is missing beside its field."""
        self.add_error(None, sentence)
        rows = {str(one.criterion.pk): one for one in self.rows}
        for criterion, fault in found:
            name, said = SENTENCES[fault]
            rows.get(criterion, self).add_error(name, str(said))


class AmendmentForm(CardForm):
    reason = reason_field(_("Why do you change it?"), _("Everybody who reads the card reads this beside it."))


class WaiverForm(forms.Form):
    reason = reason_field(_("Why do you wait no longer?"))


class PeekForm(forms.Form):
    why = reason_field(
        _("Why do you look before all are in?"),
        _("The panel gets a letter, and your name and reason stand in the decision."),
    )
