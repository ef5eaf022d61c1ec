"""What comes in about a project of one's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext_lazy as _

from jobfutures.exercises.rules import line_ends
from jobfutures.kit.form_keys import FormKeyField
from jobfutures.practice.commands.walkthroughs import LONGEST_ANSWER, LONGEST_TITLE
from jobfutures.practice.guiding import GUIDING, Guiding
from jobfutures.practice.models import Walkthrough


class TitleField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Name of the project"),
            max_length=LONGEST_TITLE,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={
                "required": _("Give the project a name, so that you find it again."),
                "max_length": _("A name has at most %(limit_value)d characters; this one has %(show_value)d."),
            },
        )


class ProseField(forms.CharField):
    def __init__(self, guiding: Guiding) -> None:
        super().__init__(
            label=str(guiding.question),  # a form lives no longer than a request, and so in one language
            help_text=str(guiding.hint),
            required=False,
            max_length=LONGEST_ANSWER,
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={
                "max_length": _("An answer has at most %(limit_value)d characters; this one has %(show_value)d.")
            },
        )

    def to_python(self, value: Any) -> str:
        """Count a line end once: browsers send two characters for it."""
        return str(super().to_python(line_ends(str(value or ""))))


class SeenField(forms.CharField):
    """When the text that was changed had been saved; None where that cannot be read."""

    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def clean(self, value: Any) -> datetime | None:
        try:
            seen = parse_datetime(str(value or ""))
        except ValueError:
            return None
        return None if seen is None or is_naive(seen) else seen


class NewProject(forms.Form):
    title = TitleField()
    key = FormKeyField()


@dataclass(frozen=True)
class Row:
    """One field, and what is stored where that is another text."""

    field: forms.BoundField
    stored: str | None


class WalkthroughForm(forms.Form):
    """All of one project. Each answer is a field named like its question's slug."""

    seen = SeenField(required=False)
    title = TitleField()

    def __init__(self, given: QueryDict | None = None, *, walkthrough: Walkthrough) -> None:
        begun = {"title": walkthrough.title, "seen": walkthrough.saved_at.isoformat(), **walkthrough.answers}
        super().__init__(given, initial=begun, use_required_attribute=False)
        self.fields |= {one.slug: ProseField(one) for one in GUIDING}
        self.kept: Walkthrough | None = None

    def answers(self) -> dict[str, str]:
        return {one.slug: self.cleaned_data[one.slug] for one in GUIDING}

    def beside(self, kept: Walkthrough) -> None:
        """Show what is stored beside what was sent; the next save is one that has seen it."""
        self.kept = kept
        self.data = {**{name: self.data[name] for name in self.data}, "seen": kept.saved_at.isoformat()}

    def rows(self) -> Iterator[Row]:
        for field in self.visible_fields():
            stored = None
            if self.kept:
                stored = self.kept.title if field.name == "title" else str(self.kept.answers.get(field.name, ""))
            is_other = stored is not None and stored != self.cleaned_data.get(field.name)
            yield Row(field, stored if is_other else None)
