"""The form of a decision."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.hiring.models import Application, Outcome, ReasonCode, Scorecard, State
from jobfutures.hiring.queries.cards import name_of
from jobfutures.hiring.rules.applications import MOST_MESSAGE, SHORTEST_MESSAGE
from jobfutures.kit.widgets import choose
from jobfutures.topics.models import Area

OUTCOMES = {State.DECIDING: (Outcome.OFFER, Outcome.DECLINE), State.OFFERED: (Outcome.RESCIND,)}


class DecisionForm(forms.Form):
    """What is decided, and what the candidate reads. version: of the application when the page was opened."""

    asked_later = frozenset({"reason"})

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("What is decided?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Reason for a no"), required=False, choices=[("", _("Choose for a no")), *ReasonCode.choices]
    )
    topic = forms.ChoiceField(
        label=_("The topic"),
        required=False,
        help_text=_("Where the reason is one topic. They get a link to practise it."),
    )
    message = forms.CharField(
        label=_("What the candidate reads"), min_length=SHORTEST_MESSAGE, max_length=MOST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"min_length": _("Write at least 40 characters: a person reads this.")},
    )  # fmt: skip
    cites = forms.MultipleChoiceField(
        label=_("Which cards does this rest on?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    gives_feedback = forms.BooleanField(
        label=_("Tell them criterion by criterion what was heard"), required=False,
        help_text=_("Anchors and evidence of the cards as they stand; no names of authors, no recommendations."),
    )  # fmt: skip

    def __init__(
        self, given: QueryDict | None = None, *, application: Application, topics: Iterable[Area],
        cards: Iterable[Scorecard],
    ) -> None:  # fmt: skip
        super().__init__(given, initial={"version": application.changed_at.isoformat()}, use_required_attribute=False)
        self.topics = {one.pk: one for one in topics}
        self.cards = {str(one.pk): one for one in cards}
        outcomes = OUTCOMES.get(State(application.state), ())
        choose(self.fields["outcome"], [(one.value, one.label) for one in outcomes])
        choose(self.fields["topic"], [("", now("No topic")), *((pk, one.title) for pk, one in self.topics.items())])
        choose(
            self.fields["cites"],
            [(pk, f"{one.interview.kit.title}: {name_of(one.author)}") for pk, one in self.cards.items()],
        )
        if not self.cards:
            del self.fields["cites"], self.fields["gives_feedback"]

    def facts(self) -> dict[str, Any]:
        found = self.cleaned_data
        return {
            "outcome": found["outcome"], "reason": found["reason"], "topic": self.topics.get(found["topic"]),
            "message": found["message"], "cites": [self.cards[pk] for pk in found.get("cites", ())],
            "gives_feedback": found.get("gives_feedback", False), "version": found["version"],
        }  # fmt: skip

    def tell(self, sentence: str, field: str) -> None:
        self.add_error(field if field in self.fields else None, sentence)
