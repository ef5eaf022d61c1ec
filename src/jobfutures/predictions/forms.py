"""What people say before a program runs, and the program that they repair."""

from dataclasses import dataclass
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.form_keys import FormKeyField
from jobfutures.predictions.models import Asks, Prediction
from jobfutures.predictions.rules import OFFERED, offered

LARGEST = 999
LONGEST_SOURCE = 64 * 1024  # bytes of UTF-8


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose. value: what the form sends.  text: the answer, or the coloured line of the program."""

    value: str
    text: str
    is_chosen: bool
    can_be_chosen: bool = True


class Answer(forms.Form):
    """One decision: one of the offered answers, a number, or a line of the program."""

    key = FormKeyField(required=False, initial=uuid4)

    def __init__(self, given: QueryDict | None = None, *, prediction: Prediction) -> None:
        super().__init__(given, auto_id="answer-%s")
        self.prediction = prediction
        self.asks = Asks(prediction.asks)
        self.offered = offered(prediction.pk, prediction.truth, prediction.wrong)
        self.fields["answer"] = self.number() if self.asks is Asks.QUERIES else self.choice()

    def number(self) -> forms.Field:
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        return forms.IntegerField(
            label=_("Number of queries"),
            min_value=0,
            max_value=LARGEST,
            widget=widget,
            error_messages={
                "required": _("Say a number first; then the program runs."),
                "invalid": _("Say it as a whole number, such as 3."),
            },
        )

    def choice(self) -> forms.Field:
        first = _("Choose a line first; then the program runs.")
        if self.asks is not Asks.LINE:
            first = _("Choose an answer first; then the program runs.")
        values = [(one.value, one.value) for one in self.choices() if one.can_be_chosen]
        return forms.ChoiceField(choices=values, error_messages={"required": first, "invalid_choice": first})

    def choices(self) -> list[Choice]:
        """Return what can be chosen: the answers in their fixed order, or every line of the program."""
        chosen = self.data.get("answer", "") if self.is_bound else ""
        if self.asks in OFFERED:
            return [Choice(str(n), text, chosen == str(n)) for n, text in enumerate(self.offered, start=1)]
        lines = self.prediction.program.splitlines()
        return [
            Choice(str(n), html, chosen == str(n), bool(line.strip()))
            for n, (line, html) in enumerate(zip(lines, self.prediction.lines_html, strict=True), start=1)
        ]

    def clean_answer(self) -> str:
        """Return the answer itself, as a text."""
        given = str(self.cleaned_data["answer"])
        return self.offered[int(given) - 1] if self.asks in OFFERED else given


class Repaired(forms.Form):
    """The program as somebody changed it."""

    source = forms.CharField(
        strip=False,
        label=_("The program"),
        help_text=_(
            "In the editor, Tab moves a line in; to leave it by keyboard, press Escape, then Tab. Ctrl-Enter, or "
            "Command-Enter on a Mac, runs it."
        ),
        widget=forms.Textarea(
            attrs={
                "rows": 16, "spellcheck": "false", "autocomplete": "off", "autocapitalize": "off", "wrap": "off",
                "data-language": "python",
            }
        ),
        error_messages={"required": _("There is nothing to run: the text is empty.")},
    )  # fmt: skip

    def __init__(self, given: QueryDict | None = None, *, prediction: Prediction) -> None:
        initial = {"source": prediction.program}
        super().__init__(given, initial=initial, auto_id="repair-%s", use_required_attribute=False)

    def clean_source(self) -> str:
        """Return the text with the line ends of Python files."""
        source = str(self.cleaned_data["source"]).replace("\r\n", "\n").replace("\r", "\n")
        if len(source.encode(errors="surrogatepass")) > LONGEST_SOURCE:
            raise ValidationError(gettext("The text is longer than 64 KiB, and so was not run."))
        return source


class Filters(forms.Form):
    """What the list is narrowed to; a value that is none narrows nothing."""

    area = forms.CharField(required=False, max_length=60)
    level = forms.CharField(required=False, max_length=10)
