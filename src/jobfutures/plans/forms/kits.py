"""What a company types about one interview of its plan. It may be half said; the plan tells what is missing."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.widgets import choose
from jobfutures.plans import rules
from jobfutures.plans.forms.rows import CriterionRows, QuestionRows
from jobfutures.plans.queries.offers import Offer
from jobfutures.profiles.forms.fields import NOT_OFFERED, TOO_LONG, ProseField
from jobfutures.topics.models import Area

WHOLE = _("A whole number from 1 to %(most)d.") % {"most": rules.MOST_MINUTES}
MINUTES_SENTENCES = dict.fromkeys(("required", "invalid", "min_value", "max_value"), WHOLE)


class NewKitForm(forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=120,
        error_messages={"required": _("Give this interview a title."), "max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=rules.MOST_MINUTES, error_messages=MINUTES_SENTENCES,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class KitForm(NewKitForm):
    """One kit with its lines. `said` gives what it says."""

    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, error_messages=NOT_OFFERED, widget=forms.CheckboxSelectMultiple,
        help_text=_("What the candidate prepares. The guide offers criteria and questions on them."),
    )  # fmt: skip
    brief = ProseField(
        _("For the candidate: what to expect"), 4000, rows=5,
        help_text=_("They read it once a time is set. An empty line begins a paragraph, “- ” a list."),
    )  # fmt: skip
    guide = ProseField(
        _("For interviewers alone"), 8000, rows=5,
        help_text=_("How to begin, what to leave to others, how to end. Candidates never see it."),
    )  # fmt: skip

    def __init__(self, given: QueryDict | None, *, kit: rules.Kit, topics: list[Area]) -> None:
        begun = {name: getattr(kit, name) for name in ("title", "minutes", "brief", "guide")}
        super().__init__(given, initial={**begun, "topics": list(kit.topics)}, use_required_attribute=False)
        offered = [(area.pk, area.title) for area in topics]
        choose(self.fields["topics"], offered)
        self.criteria = CriterionRows(given, kit, offered)
        self.questions = QuestionRows(given, kit)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        rows = [*self.criteria.forms, *self.questions.forms]
        if not all(one.is_valid() for one in rows):
            self.add_error(None, now("Something needs a change, and the sentence is below, beside it."))
        return said

    def said(self) -> rules.Kit:
        one = self.cleaned_data
        return rules.Kit(
            title=one["title"], minutes=one["minutes"], topics=tuple(one["topics"]), brief=one["brief"],
            guide=one["guide"], criteria=self.criteria.said(), questions=self.questions.said(),
        )  # fmt: skip


class OfferForm(forms.Form):
    """What somebody ticked of the guide's offer."""

    chosen = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("The guide has changed meanwhile. Look at what it offers now.")},
    )

    def __init__(self, given: QueryDict | None, *, offer: Offer) -> None:
        super().__init__(given)
        choose(self.fields["chosen"], [(value, value) for value in sorted(offer.values())])

    def clean_chosen(self) -> set[str]:
        found = set(self.cleaned_data["chosen"])
        if not found:
            raise forms.ValidationError(now("Tick at least one thing to take over."))
        return found
