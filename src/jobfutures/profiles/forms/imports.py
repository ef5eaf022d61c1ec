"""A JSON Resume that somebody brings: as a file, or as text."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.profiles.commands.importing import Way
from jobfutures.profiles.resume.faults import Fault, Refused
from jobfutures.profiles.resume.parsing import MOST_BYTES
from jobfutures.profiles.resume.reading import read

MOST_TOLD = 8


class ResumeForm(forms.Form):
    """What is brought. After `is_valid`, `cleaned_data["text"]` is a file that can be read."""

    file = forms.FileField(
        label=_("The file"),
        required=False,
        allow_empty_file=True,
        help_text=_("At most 512 KiB; often it is called resume.json."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code"}),
    )
    way = forms.ChoiceField(
        label=_("What to do with it"),
        choices=[
            (Way.MERGE.value, _("Put it together with what is here")),
            (Way.REPLACE.value, _("Put it in the place of what is here")),
        ],
        initial=Way.MERGE.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, given: Mapping[str, Any] | None = None, files: Any = None) -> None:
        super().__init__(given, files, use_required_attribute=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        upload: UploadedFile[Any] | None = said.get("file")
        if upload and not upload.size:
            upload = None
        if not upload and not said.get("text", "").strip():
            self.add_error("file", now("Choose a file, or paste its text below."))
        elif upload:
            said["text"] = self.text_of(upload)
        if not self.errors:
            self.check(said["text"], "file" if upload else "text")
        return said

    def text_of(self, upload: "UploadedFile[Any]") -> str:
        """Return the file's text; where it is refused later, it stands in the form, so that nothing is lost."""
        if (upload.size or 0) > MOST_BYTES:
            self.add_error("file", now("This file is larger than 512 KiB. Nothing was changed."))
            return ""
        try:
            text = str(upload.read(), "utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", now("This file is no text in UTF-8. Nothing was changed."))
            return ""
        self.data = {**{name: self.data[name] for name in self.data}, "text": text}
        return text

    def check(self, text: str, field: str) -> None:
        try:
            read(text)
        except Refused as refusal:
            told = [in_words(fault) for fault in refusal.faults[:MOST_TOLD]]
            more = len(refusal.faults) - MOST_TOLD
            if more > 0:
                told.append(now("There are %(number)d more faults.") % {"number": more})
            raise forms.ValidationError(
                {field: [now("This cannot be taken in. Nothing was changed."), *told]}
            ) from refusal


def in_words(fault: Fault) -> str:
    """Return one fault with its place, as a JSON pointer: /work/0/startDate."""
    told = now(fault.sentence) % dict(fault.values)
    return f"{fault.pointer[:200]}: {told}" if fault.pointer else told
