"""What people send: one comment on lines of the change, and the review as a whole."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.form_keys import FormKeyField
from jobfutures.kit.widgets import choose
from jobfutures.reviews.comments import LONGEST_TEXT, Drafted
from jobfutures.reviews.models import Category, Review, Severity, Verdict

CHOSEN = re.compile(r"(?P<file>\d{1,3})-(?P<side>before|after)-(?P<line>\d{1,6})", re.ASCII)
SIDES = [("after", _("after the change")), ("before", _("before the change"))]
VERDICTS = [(one.value.lower(), one.label) for one in Verdict]


class WordsField(forms.CharField):
    """A text of several lines. A line's end counts as one character, as in the browser."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str | None:
        return super().to_python(str(value or "").replace("\r\n", "\n"))


def number_field(label: Any, **more: Any) -> forms.IntegerField:
    words = {"autocomplete": "off", "inputmode": "numeric"}
    return forms.IntegerField(label=label, min_value=1, widget=forms.NumberInput(attrs=words), **more)


class CommentForm(forms.Form):
    """One comment. `editing` is the id of the comment that it changes or becomes."""

    editing = FormKeyField(required=False)
    file = forms.ChoiceField(label=_("File"), error_messages={"required": _("Choose the file.")})
    side = forms.ChoiceField(label=_("As it stands"), choices=SIDES, initial="after")
    first = number_field(_("First line"), error_messages={"required": _("Which line is it?")})
    last = number_field(_("Last line"), required=False)
    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose")), *Category.choices],
        error_messages={"required": _("Choose what the comment is about.")},
    )
    severity = forms.ChoiceField(
        label=_("How much does it weigh?"),
        choices=[("", _("Choose")), *Severity.choices],
        error_messages={"required": _("Choose how much it weighs.")},
    )
    text = WordsField(
        label=_("Your comment"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write what you would tell the author.")},
    )

    def __init__(self, given: Any = None, *, review: Review, initial: dict[str, Any] | None = None) -> None:
        super().__init__(given, initial=initial, use_required_attribute=False, auto_id="comment-%s")
        self.lengths = review.lengths
        choose(self.fields["file"], [(path, path) for path in self.lengths])

    @property
    def is_written(self) -> bool:
        """Whether anything was typed: a comment that nobody began is not asked for."""
        return bool(self.is_bound and str(self.data.get("text") or "").strip())

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        found["last"] = found.get("last") or found.get("first")
        length = self.lengths.get(found.get("file", ""), {}).get(found.get("side", ""), 0)
        if {"file", "side", "first"} <= found.keys() and found["last"]:
            if found["last"] < found["first"]:
                self.add_error("last", gettext("The last line stands before the first."))
            elif found["last"] > length:
                said = ngettext(
                    "On this side the file has %(number)s line.", "On this side the file has %(number)s lines.", length
                )
                self.add_error("last" if found["first"] <= length else "first", said % {"number": length})
        return found

    def drafted(self) -> Drafted:
        """Return the comment of a valid form."""
        found = self.cleaned_data
        return Drafted(
            id=found["editing"],
            file=found["file"],
            side=found["side"],
            lines=(found["first"], found["last"]),
            category=found["category"],
            severity=found["severity"],
            text=found["text"],
        )


class Submission(forms.Form):
    """The whole review. `draft`: the comments of a visitor, which no server keeps."""

    form_key = FormKeyField(required=False, initial=uuid4)
    draft = forms.CharField(required=False, strip=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    verdict = forms.ChoiceField(
        label=_("Your verdict"),
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Approve the change, or request changes.")},
    )

    def __init__(self, given: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(given, initial=initial, use_required_attribute=False)


class Filters(forms.Form):
    """What the list is narrowed to; a value that is none narrows nothing."""

    area = forms.CharField(required=False, max_length=60)
    level = forms.CharField(required=False, max_length=10)


def chosen_line(given: str, review: Review) -> dict[str, Any] | None:
    """Return what a form begins with for a line such as `0-after-41`, or None where there is no such line."""
    found = CHOSEN.fullmatch(given)
    paths = list(review.lengths)
    if not found or int(found["file"]) >= len(paths):
        return None
    path, line = paths[int(found["file"])], int(found["line"])
    side: Any = found["side"]
    if not 1 <= line <= review.lengths[path][side]:
        return None
    return {"file": path, "side": side, "first": line, "last": line}


def initial_of(comment: Drafted) -> dict[str, Any]:
    """Return what a form begins with that changes this comment."""
    first, last = comment.lines
    facts = comment.model_dump(mode="json", include={"file", "side", "category", "severity", "text"})
    return {**facts, "editing": comment.id, "first": first, "last": last}
