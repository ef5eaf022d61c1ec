"""What somebody who applies chooses and writes. A draft may be half said; whatever is typed is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from jobfutures.hiring.files import Checked, WrongFile, checked
from jobfutures.hiring.models import Application, Attachment, JobQuestion
from jobfutures.hiring.queries.applying import PROFILE, filled_at, kept_answers
from jobfutures.hiring.rules.applications import MOST_ANSWER, MOST_FILE_BYTES, MOST_FILES, MOST_NOTE
from jobfutures.hiring.wording import FILE_FAULTS
from jobfutures.kit.form_keys import FormKeyField
from jobfutures.kit.offers import Offer, Sensitivity
from jobfutures.kit.widgets import choose
from jobfutures.profiles.forms.fields import ProseField
from jobfutures.sharing.labels import label_of

ACCEPT = ".pdf,.png,.jpg,.jpeg,.txt,.md"
FIELD_ERRORS = {"invalid_choice": _("One of these fields has nothing in it any more. Choose again.")}
TELLS = {Sensitivity.PERSONAL: _("says who you are"), Sensitivity.DETAILED: _("in detail")}


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; empty ones are judged with the others, one by one."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        return [one for one in (data if isinstance(data, list | tuple) else [data]) if one]


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of the profile. address: where it is filled in, if there is nothing in it; else empty."""

    name: str
    label: str
    tells: str
    is_chosen: bool
    address: str


class DraftForm(forms.Form):
    """One draft. good: the files that may be kept, also where others may not.

    version: of the draft that was seen, empty before there is one.
    """

    names = forms.MultipleChoiceField(
        label=_("What they see of your profile"), required=False, error_messages=FIELD_ERRORS
    )
    note = ProseField(_("A few words to them"), MOST_NOTE, rows=6)
    added = FilesField(
        label=_("Files"), required=False, widget=SeveralFiles(attrs={"accept": ACCEPT}),
        help_text=_("PDF, PNG, JPEG, plain text or Markdown; at most three, of 2 MiB each. Pictures are made anew, "
                    "without what the camera wrote into them."),
    )  # fmt: skip
    drop = forms.MultipleChoiceField(label=_("Take away"), required=False)
    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    key = FormKeyField(required=False, initial=uuid4)

    def __init__(
        self, *args: Any, offers: Sequence[Offer], questions: Sequence[JobQuestion], kept: Sequence[Attachment] = (),
        draft: Application | None = None, suggested: Sequence[str] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.offers, self.questions, self.kept = offers, questions, kept
        self.good: list[Checked] = []
        choose(self.fields["names"], [(one.name, one.label) for one in offers])
        choose(self.fields["drop"], [(str(one.pk), one.name) for one in kept])
        self.initial["names"] = draft.fields if draft else suggested
        answers = kept_answers(draft) if draft else {}
        if draft:
            self.initial.update(note=draft.note, version=draft.changed_at.isoformat())
        for one in questions:
            self.fields[answer_name(one)] = ProseField(one.text, MOST_ANSWER, rows=4)
            self.initial[answer_name(one)] = answers.get(str(one.pk), "")
        self.asked_later = [answer_name(one) for one in questions if one.is_required]

    def choices(self) -> Iterator[Choice]:
        """Yield every field of a profile, those with nothing in them as well."""
        offered = {one.name: one for one in self.offers}
        chosen = self["names"].value() or []
        for name in PROFILE:
            one = offered.get(name)
            tells = str(TELLS.get(one.sensitivity, "")) if one else ""
            yield Choice(name, label_of(name), tells, name in chosen, "" if one else filled_at(name))

    def answers(self) -> list[BoundField]:
        return [self[answer_name(one)] for one in self.questions]

    def dropped(self) -> list[str]:
        return list(self["drop"].value() or [])

    def clean_added(self) -> list[Checked]:
        """Look at each file by itself; the good ones are kept, whatever is wrong with the others."""
        faults = []
        for one in self.cleaned_data["added"][: MOST_FILES * 2]:
            try:
                self.good.append(checked(one.name or "", one.read(MOST_FILE_BYTES + 1), most=MOST_FILE_BYTES))
            except WrongFile as wrong:
                faults.append(f"{one.name}: {FILE_FAULTS[wrong.reason]}")
        if faults:
            raise forms.ValidationError(faults)
        return self.good

    def facts(self, draft: Application) -> dict[str, Any]:
        """Return what may be kept, by the arguments of `save_draft`; what is wrong stays as it was in the draft."""
        found, answers = self.cleaned_data, kept_answers(draft)
        return {
            "names": found.get("names", draft.fields),
            "answers": {
                str(one.pk): found.get(answer_name(one), answers.get(str(one.pk), "")) for one in self.questions
            },
            "note": found.get("note", draft.note),
            "files": self.good,
            "drop": [UUID(one) for one in found.get("drop", [])],
            "version": found.get("version", ""),
            "key": found["key"],
        }

    def tell_no_room(self, names: Sequence[str]) -> None:
        for name in names:
            self.add_error("added", f"{name}: {FILE_FAULTS['many']}")

    def tell_missing(self, draft: Application) -> None:
        """Say which questions have to be answered before the draft is sent."""
        answers = kept_answers(draft)
        for one in self.questions:
            field = answer_name(one)
            if one.is_required and not answers.get(str(one.pk), "").strip() and field not in self.errors:
                self.add_error(field, _("The company asks this of everybody; answer it before you send."))


def answer_name(question: JobQuestion) -> str:
    return f"answer-{question.pk}"


class SendForm(forms.Form):
    """seal: of what was shown."""

    seal = forms.CharField(max_length=64, widget=forms.HiddenInput)
    key = FormKeyField(required=False, initial=uuid4)
