"""What candidates send: the files they may change, new files beside them, and a project in a ZIP."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobfutures.exercises.archive import MAX_PACKED_BYTES
from jobfutures.exercises.models import Exercise
from jobfutures.exercises.rules import line_ends, path_fault
from jobfutures.kit.form_keys import FormKeyField

FILE = "file:"  # before the path of a file in the names of fields
MAX_CHANGED_BYTES = 256 * 1024  # what one form can carry
LANGUAGES = {".py": "python", ".html": "html", ".sql": "sql", ".md": "markdown", ".toml": "toml"}
AS_CODE = {"spellcheck": "false", "autocomplete": "off", "autocapitalize": "off", "wrap": "off"}


@dataclass(frozen=True)
class OpenFile:
    """One file of the editor. is_new: the candidate added it, and may leave it out; is_locked: script opens it."""

    path: str
    text: str
    number: int
    is_new: bool
    is_removed: bool
    is_locked: bool

    @property
    def field_id(self) -> str:
        return f"file-{self.number}"

    def textarea(self) -> SafeString:
        language = LANGUAGES.get(PurePosixPath(self.path).suffix, "")
        known = {"id": self.field_id, "rows": 18, "data-language": language, "aria-describedby": "editor-hint"}
        if self.is_locked:
            known["readonly"] = ""
        return forms.Textarea(attrs=AS_CODE | known).render(FILE + self.path, self.text)


class Solution(forms.Form):
    """The editable files, each as `file:<path>`, new files beside them, and one more that is named in the form.

    files: what is shown before anything was sent: path -> text.  is_locked: the form cannot be sent as it stands.
    """

    form_key = FormKeyField(required=False, initial=uuid4)
    new_path = forms.CharField(
        label=_("Name of a new file"),
        required=False,
        max_length=200,
        help_text=_("A Python file, such as shop/totals.py."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    new_text = forms.CharField(
        label=_("Its text"), required=False, strip=False, widget=forms.Textarea(attrs=AS_CODE | {"rows": 6})
    )

    def __init__(
        self, given: QueryDict | None = None, *, exercise: Exercise, files: dict[str, str], is_locked: bool = False
    ) -> None:
        super().__init__(given, use_required_attribute=False)
        self.exercise, self.is_locked = exercise, is_locked
        self.shown = dict(files)
        self.removed: set[str] = set()
        self.missing: set[str] = set()
        if given is not None:
            sent = {name.removeprefix(FILE): str(given[name]) for name in given if name.startswith(FILE)}
            self.missing = set(exercise.editable) - sent.keys()  # not sent at all: as in the project
            self.shown = {path: sent.get(path, "") for path in exercise.editable}
            self.shown |= {path: text for path, text in sent.items() if path not in exercise.project}
            self.removed = set(given.getlist("remove")) - set(exercise.editable)

    def open_files(self) -> list[OpenFile]:
        """Return the editable files in the exercise's order, then what was added."""
        paths = [*self.exercise.editable, *sorted(self.shown.keys() - set(self.exercise.editable))]
        texts = {**self.exercise.project, **self.shown}
        return [
            OpenFile(
                path, texts[path], number, path not in self.exercise.editable, path in self.removed, self.is_locked
            )
            for number, path in enumerate(paths)
        ]

    def clean(self) -> dict[str, Any]:
        files = {path: line_ends(text) for path, text in self.shown.items() if path not in self.removed | self.missing}
        added = self.cleaned_data.get("new_path", "")
        text = self.cleaned_data.get("new_text", "")
        if added and added in self.exercise.project | files:
            self.add_error("new_path", gettext("There is a file of this name already."))
        elif added:
            files[added] = line_ends(text)
        elif text.strip():
            self.add_error("new_path", gettext("Give the new file a name that ends in .py."))
        for path in files.keys() - set(self.exercise.editable):
            fault = path_fault(path, {*self.exercise.project, *files})
            if fault:
                self.add_error("new_path" if path == added else None, fault)
        if sum(len(text.encode(errors="surrogatepass")) for text in files.values()) > MAX_CHANGED_BYTES:
            self.add_error(None, gettext("Your files are larger than 256 KiB in all, and so were not taken."))
        return {**self.cleaned_data, "files": files}


class Upload(forms.Form):
    archive = forms.FileField(
        label=_("A ZIP of the project"),
        help_text=_("At most 512 KiB. Only files that you may change and new Python files are taken from it."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={"required": _("Choose the ZIP of your project first.")},
    )

    def clean_archive(self) -> bytes:
        given = self.cleaned_data["archive"]
        if given.size > MAX_PACKED_BYTES:
            raise forms.ValidationError(gettext("The ZIP is larger than 512 KiB, and so was not taken."))
        return bytes(given.read())


class Filters(forms.Form):
    """What the list is narrowed to; a value that is none narrows nothing."""

    area = forms.CharField(required=False, max_length=60)
    level = forms.CharField(required=False, max_length=10)
