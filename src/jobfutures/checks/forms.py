"""What candidates send: how they begin a check, what they answer, and what they say of themselves."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobfutures.checks.models import Description, Pace
from jobfutures.checks.shown import ShownOption, options_of
from jobfutures.kit.form_keys import FormKeyField
from jobfutures.kit.widgets import choose

LONGEST_NUMBER, LONGEST_OUTPUT, LONGEST_GAP = 12, 2000, 200
AS_CODE = {"spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}
FIRST = _("Answer first, then go on; if you do not know, your best guess counts as any other answer.")


class Begin(forms.Form):
    key = FormKeyField(required=False, initial=uuid4)
    task = forms.TypedChoiceField(
        label=_("With a code task?"),
        choices=[("yes", _("Yes: repair a small project, then fewer questions")), ("no", _("No: questions only"))],
        initial="yes",
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you want the code task."),
                        "invalid_choice": _("Choose whether you want the code task.")},
    )  # fmt: skip
    pace = forms.ChoiceField(
        label=_("Time"),
        choices=Pace,
        initial=Pace.USUAL,
        help_text=_(
            "Each question says how long people usually take. It is a hint and no limit: speed is never scored. Choose "
            "more, or no time at all, if that suits you better; nobody asks why, and it is shown nowhere."
        ),
        error_messages={"required": _("Choose a time."), "invalid_choice": _("Choose one of the times.")},
    )

    def __init__(self, given: QueryDict | None = None, *, has_task: bool) -> None:
        super().__init__(given)
        if not has_task:
            del self.fields["task"]


class Answer(forms.Form):
    """The answer to one variant. variant: as `families.storing` keeps it.  draft: fields as they were typed before."""

    def __init__(
        self, given: QueryDict | None = None, *, variant: Mapping[str, Any], draft: Mapping[str, Sequence[str]]
    ) -> None:
        super().__init__(given, auto_id="answer-%s", use_required_attribute=False)
        self.variant, self.kind = variant, str(variant["kind"])
        self.draft = draft
        self.fields |= self.fields_of(variant)
        for name, field in self.fields.items():
            kept = draft.get(name)
            if kept:
                field.initial = kept if isinstance(field, forms.MultipleChoiceField) else kept[0]

    def fields_of(self, variant: Mapping[str, Any]) -> dict[str, forms.Field]:
        places = [(str(place), option) for place, option in enumerate(variant["options"])]
        wrong = {"required": FIRST, "invalid_choice": _("Choose one of the answers.")}
        match self.kind:
            case "ONE_OF" | "LINE":
                return {"answer": forms.ChoiceField(choices=places, error_messages=wrong)}
            case "SOME_OF":
                return {"answer": forms.MultipleChoiceField(choices=places, error_messages=wrong)}
            case "ORDER":
                ranks = [("", "-"), *((str(rank), str(rank)) for rank in range(1, len(places) + 1))]
                return {
                    f"step-{place}": forms.ChoiceField(choices=ranks, required=False, error_messages=wrong)
                    for place, _option in places
                }
            case "NUMBER":
                return {"answer": typed(_("A whole number"), LONGEST_NUMBER, numeric=True)}
            case "OUTPUT":
                area = forms.Textarea(attrs=AS_CODE | {"rows": 6, "wrap": "off"})
                return {"answer": typed(_("What it prints, line by line"), LONGEST_OUTPUT, widget=area)}
            case _:
                return {"answer": typed(_("What belongs into the gap"), LONGEST_GAP)}

    @property
    def ranks(self) -> list[str]:
        return [str(rank) for rank in range(1, len(self.variant["options"]) + 1)]

    def shown_options(self) -> list[ShownOption]:
        """Return what is chosen from, as it is drawn; chosen are those of this form, or of the draft."""
        return options_of(self.variant, self.chosen())

    def chosen(self) -> dict[str, str]:
        """Return option -> value: "on" for what is chosen, a rank for what is put in order."""
        if self.kind == "ORDER":
            return {name.removeprefix("step-"): str(self[name].value() or "") for name in self.fields}
        if "answer" not in self.fields or not self.variant["options"]:
            return {}
        value = self["answer"].value() or []
        return dict.fromkeys([value] if isinstance(value, str) else value, "on")

    def clean(self) -> dict[str, Any]:
        """Return {"given": the answer as `scoring.score_of` takes it}."""
        if self.errors:
            return self.cleaned_data
        if self.kind == "ORDER":
            return {"given": self.in_order()}
        said = self.cleaned_data["answer"]
        match self.kind:
            case "ONE_OF" | "LINE":
                return {"given": int(said)}
            case "SOME_OF":
                return {"given": sorted(int(one) for one in said)}
            case "NUMBER":
                return {"given": self.number(said)}
            case _:
                return {"given": said}

    def number(self, said: str) -> str:
        plain = said.strip().replace(" ", "").replace("_", "").removeprefix("+")
        if not plain.removeprefix("-").isascii() or not plain.removeprefix("-").isdigit():
            self.add_error("answer", gettext("Say it as a whole number, such as 3."))
            return ""
        return str(int(plain))

    def in_order(self) -> list[int]:
        """Return the places in the order that was given; each rank stands once."""
        ranks = [(self.cleaned_data[name], int(name.removeprefix("step-"))) for name in self.fields]
        if sorted(rank for rank, _place in ranks) != [str(rank) for rank in range(1, len(ranks) + 1)]:
            self.add_error(None, gettext("Give every step another number, from 1 for the first."))
            return []
        return [place for _rank, place in sorted(ranks, key=lambda one: int(one[0]))]


def typed(
    label: Any, longest: int, *, numeric: bool = False, widget: forms.Widget | None = None
) -> forms.CharField:  # fmt: skip
    attrs = AS_CODE | ({"inputmode": "numeric"} if numeric else {})
    return forms.CharField(
        label=label,
        max_length=longest,
        strip=False,
        widget=widget or forms.TextInput(attrs=attrs),
        error_messages={
            "required": FIRST,
            "max_length": _("That is longer than any answer; at most %(limit_value)d characters."),
        },
    )


class SelfDescription(forms.Form):
    """Four answers, each of which may stay open."""

    gender = forms.ChoiceField(label=_("Gender"), required=False)
    age = forms.ChoiceField(label=_("Age"), required=False)
    background = forms.ChoiceField(label=_("Ethnic background"), required=False)
    english = forms.ChoiceField(label=_("English"), required=False)

    def __init__(self, given: QueryDict | None = None, *, said: Description | None = None) -> None:
        super().__init__(given, initial={name: getattr(said, name) for name in self.base_fields} if said else None)
        kinds = {"gender": Description.Gender, "age": Description.Age, "background": Description.Background,
                 "english": Description.English}  # fmt: skip
        for name, choices in kinds.items():
            choose(self.fields[name], [("", _("I do not say")), *choices.choices])
