"""The lines of a kit's form of which there are several: criteria, and questions."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.jobs.forms.fields import choice, whole
from jobfutures.jobs.forms.rows import Rows, TopicsOfStage
from jobfutures.kit.widgets import choose
from jobfutures.plans import rules
from jobfutures.plans.wording import ANCHOR_LABELS
from jobfutures.profiles.forms.fields import ProseField, line

SPARE_CRITERIA, SPARE_QUESTIONS = 1, 2
LAST = 1000


class PlacedForm(forms.Form):
    """A line with a place in its list, that can be taken out. asked_later: called neither needed nor optional."""

    asked_later: tuple[str, ...] = ("place",)

    place = whole(_("Place"), 1, 99)
    removed = forms.BooleanField(label=_("Take it out"), required=False)

    @property
    def order(self) -> int:
        return self.cleaned_data.get("place") or LAST


class CriterionForm(PlacedForm):
    asked_later = ("place", "name", *(f"anchor_{number}" for number in range(1, rules.ANCHORS + 1)))

    key = forms.SlugField(required=False, max_length=80, widget=forms.HiddenInput)
    name = line(_("What is judged"), 90)
    topic = choice(_("Topic"), [])
    anchor_1 = ProseField(ANCHOR_LABELS[0], rules.MOST_ANCHOR, rows=2)
    anchor_2 = ProseField(ANCHOR_LABELS[1], rules.MOST_ANCHOR, rows=2)
    anchor_3 = ProseField(ANCHOR_LABELS[2], rules.MOST_ANCHOR, rows=2)
    anchor_4 = ProseField(ANCHOR_LABELS[3], rules.MOST_ANCHOR, rows=2)

    def anchors(self) -> Iterator[forms.BoundField]:
        for number in range(1, rules.ANCHORS + 1):
            yield self[f"anchor_{number}"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        typed = any(said.get(f"anchor_{number}") for number in range(1, rules.ANCHORS + 1))
        if typed and not said.get("name") and not said.get("removed") and not self.has_error("name"):
            self.add_error("name", now("Say what is judged by these anchors."))
        return said


class QuestionForm(PlacedForm):
    asked_later = ("place", "text")

    source = forms.SlugField(required=False, max_length=80, widget=forms.HiddenInput)
    text = ProseField(_("Question"), 1000, rows=2)
    probes = ProseField(_("What to ask next, one a line"), 3000, rows=3)
    criteria = TopicsOfStage(label=_("Lets you hear"), required=False, widget=forms.CheckboxSelectMultiple)

    def clean_text(self) -> str:
        return " ".join(str(self.cleaned_data["text"]).split())

    def clean_probes(self) -> list[str]:
        found = [one.strip() for one in str(self.cleaned_data["probes"]).splitlines() if one.strip()]
        if len(found) > rules.MOST_PROBES:
            raise forms.ValidationError(now("At most %(most)d lines fit here.") % {"most": rules.MOST_PROBES})
        if any(len(one) > rules.MOST_PROBE for one in found):
            raise forms.ValidationError(now("A line has at most %(most)d characters.") % {"most": rules.MOST_PROBE})
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        typed = said.get("probes") or said.get("criteria")
        if typed and not said.get("text") and not said.get("removed") and not self.has_error("text"):
            self.add_error("text", now("Write the question itself as well."))
        return said


def sent(given: QueryDict | None, prefix: str, first: str) -> int:
    """Return how many lines a browser sent."""
    return sum(1 for name in given if name.startswith(f"{prefix}-") and name.endswith(f"-{first}")) if given else 0


class CriterionRows(Rows[CriterionForm]):
    first = "name"

    def __init__(self, given: QueryDict | None, kit: rules.Kit, topics: list[tuple[str, str]]) -> None:
        lines = max(len(kit.criteria) + SPARE_CRITERIA, sent(given, "criterion", "name"))
        number = min(lines, rules.MOST_CRITERIA)
        super().__init__([self.row(given, kit, place, topics) for place in range(number)])

    def row(self, given: QueryDict | None, kit: rules.Kit, place: int, topics: list[tuple[str, str]]) -> CriterionForm:
        begun: dict[str, Any] = {}
        if place < len(kit.criteria):
            one = kit.criteria[place]
            begun = {"key": one.key, "name": one.name, "topic": one.topic, "place": place + 1}
            begun |= {f"anchor_{number}": text for number, text in enumerate(one.anchors, 1)}
        form = CriterionForm(given, prefix=f"criterion-{place}", initial=begun, use_required_attribute=False)
        choose(form.fields["topic"], [("", "—"), *topics])
        return form

    def said(self) -> tuple[rules.Criterion, ...]:
        kept = sorted((one for one in self.forms if is_kept(one, self.first)), key=lambda one: one.order)
        taken: set[str] = set()
        found = []
        for one in kept:
            facts = one.cleaned_data
            key = facts["key"] if facts["key"] and facts["key"] not in taken else rules.key_for(facts["name"], taken)
            taken.add(key)
            anchors = tuple(facts[f"anchor_{number}"].strip() for number in range(1, rules.ANCHORS + 1))
            found.append(rules.Criterion(key, facts["name"], anchors, facts["topic"]))
        return tuple(found)


class QuestionRows(Rows[QuestionForm]):
    first = "text"

    def __init__(self, given: QueryDict | None, kit: rules.Kit) -> None:
        lines = max(len(kit.questions) + SPARE_QUESTIONS, sent(given, "question", "text"))
        number = min(lines, rules.MOST_QUESTIONS)
        super().__init__([self.row(given, kit, place) for place in range(number)])

    def row(self, given: QueryDict | None, kit: rules.Kit, place: int) -> QuestionForm:
        begun: dict[str, Any] = {}
        if place < len(kit.questions):
            one = kit.questions[place]
            begun = {"text": one.text, "probes": "\n".join(one.probes), "criteria": list(one.criteria)}
            begun |= {"source": one.source, "place": place + 1}
        form = QuestionForm(given, prefix=f"question-{place}", initial=begun, use_required_attribute=False)
        choose(form.fields["criteria"], [(one.key, one.name) for one in kit.criteria])
        return form

    def said(self) -> tuple[rules.Question, ...]:
        kept = sorted((one for one in self.forms if is_kept(one, self.first)), key=lambda one: one.order)
        facts = [one.cleaned_data for one in kept]
        return tuple(
            rules.Question(one["text"], tuple(one["probes"]), tuple(one["criteria"]), one["source"]) for one in facts
        )


def is_kept(form: PlacedForm, first: str) -> bool:
    return bool(form.is_valid() and form.cleaned_data.get(first) and not form.cleaned_data.get("removed"))
