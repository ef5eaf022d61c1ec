"""What a company says to one applicant, or to all who wait."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jobfutures.hiring.models import ReasonCode
from jobfutures.hiring.rules.applications import MOST_MESSAGE, SHORTEST_MESSAGE
from jobfutures.jobs.forms.events import REASONS
from jobfutures.kit.form_keys import FormKeyField
from jobfutures.kit.widgets import choose
from jobfutures.topics.models import Area

LONG = {"max_length": _("That is too long: at most %(limit_value)d characters.")}


class Message(forms.Form):
    text = forms.CharField(
        label=_("A message"), max_length=MOST_MESSAGE, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something."), **LONG},
    )  # fmt: skip
    key = FormKeyField(required=False, initial=uuid4)


class Decline(forms.Form):
    """topics: areas of the posting, of which one is named where skills are the reason."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=ReasonCode, widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason that comes nearest.")},
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        label=_("Which topic"), queryset=Area.objects.none(), required=False, empty_label=_("none"),
        help_text=_("Only where it was about one topic; they get links to practise it."),
    )  # fmt: skip
    message = forms.CharField(
        label=_("What they read"), max_length=MOST_MESSAGE, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("At least one sentence that a person can use: 40 characters or more."),
        error_messages={"required": _("Write what they read: a no without a word is none."), **LONG},
    )  # fmt: skip
    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, topics: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic = self.fields["topic"]
        if isinstance(topic, forms.ModelChoiceField):
            topic.queryset = topics

    def renew(self, **hidden: object) -> None:
        """Let the hidden fields say what the page shows now; what was typed stays."""
        if self.is_bound:
            said = self.data.dict() if isinstance(self.data, QueryDict) else self.data
            self.data = {**said, **hidden}
        for name, value in hidden.items():
            self.fields[name].initial = value

    def clean_message(self) -> str:
        said = str(self.cleaned_data["message"]).strip()
        if len(said) < SHORTEST_MESSAGE:
            sentence = _("Say a little more: at least %(least)d characters. You wrote %(number)d.")
            raise forms.ValidationError(sentence, params={"least": SHORTEST_MESSAGE, "number": len(said)})
        return said

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        is_about_skills = found.get("reason") == ReasonCode.SKILLS_TOPIC
        if is_about_skills and not found.get("topic") and "topic" not in self.errors:
            self.add_error("topic", _("Name the topic: they want to know what to practise."))
        if not is_about_skills:
            found["topic"] = None
        return found


class BulkDecline(Decline):
    """number, until: of whom the page showed."""

    closes_as = forms.ChoiceField(
        label=_("Afterwards"), choices=[("", _("Leave the posting as it is")), *REASONS], required=False,
        widget=forms.RadioSelect, initial="",
    )  # fmt: skip
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    until = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    key = FormKeyField(required=False, initial=uuid4)

    def __init__(self, *args: Any, closes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, object]] = [("", _("Leave the posting as it is"))]
        if closes:
            choices += [(value, _("Close it: %(why)s") % {"why": label}) for value, label in REASONS]
        choose(self.fields["closes_as"], choices)

    def clean_until(self) -> datetime | None:
        """Return the instant of the page; None for what no page said."""
        try:
            said = datetime.fromisoformat(self.cleaned_data["until"])
        except ValueError:
            return None
        return said if said.tzinfo else None
